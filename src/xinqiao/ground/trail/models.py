"""The trail: what was done and who read what. It stores numbers and names, never keys to rooms above it."""

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One deed or one reading. Never changed; once sealed, any change is found by `verify_trail`."""

    at = models.DateTimeField()
    verb = models.TextField()
    actor = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    kind = models.TextField()
    row = models.BigIntegerField(null=True)
    number = models.TextField()
    person = models.BigIntegerField(null=True)
    note = models.TextField()
    nonce = models.TextField()
    mark = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "row"], name="trail_event_subject"),
            models.Index(fields=["person", "-id"], name="trail_event_reads", condition=Q(verb="read")),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.verb} {self.kind} {self.number}"


class Seal(models.Model):
    """A batch of events under one Merkle root, chained to the batch before it. The last head is published."""

    sealed_at = models.DateTimeField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.IntegerField()
    events = models.TextField()
    leaves = models.BinaryField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    head = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.id}: {self.first}-{self.last}"
