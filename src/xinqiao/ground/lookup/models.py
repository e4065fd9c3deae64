"""The texts by which rows of other rooms are found. It stores kinds and numbers, never keys to rooms above it."""

from django.db import models

from xinqiao.kit.grams import GramsField


class LookupText(models.Model):
    """What one row is found by, folded. A room keeps texts that different people may know in kinds of their own."""

    kind = models.CharField(max_length=40)
    row = models.BigIntegerField()
    text = models.TextField()
    grams = GramsField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "row"], name="lookup_text_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
