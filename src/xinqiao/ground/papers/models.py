"""Papers: register numbers without gaps, and files kept outside the web root. A paper has no URL of its own."""

from django.db import models


class Register(models.Model):
    """The last number given in one register (kind) in one year. Locked by the update that takes the next one."""

    kind = models.CharField(max_length=8)
    year = models.IntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="papers_register_once")]

    def __str__(self) -> str:
        return f"{self.kind}-{self.year}-{self.last:04d}"


class Paper(models.Model):
    """A kept file. It is served only by the room that owns it, after that room's own rule has admitted the viewer."""

    digest = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=100)
    size = models.IntegerField()
    name = models.CharField(max_length=200)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
