"""Parameters: every provincial or company number, dated, with its document, proposed by one and confirmed by another."""

from django.db import models
from django.db.models import F, Q


class Parameter(models.Model):
    """One version of one number. A confirmed version is never edited: a newer one is proposed beside it."""

    key = models.CharField(max_length=80, db_index=True)
    scope = models.CharField(max_length=80, default="")  # a unit's path; empty: the whole union
    scope_name = models.CharField(max_length=120, default="")  # the unit as it was called that day
    value = models.JSONField()
    document = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    in_force_from = models.DateField()
    in_force_to = models.DateField(null=True)
    proposed_by = models.BigIntegerField()
    proposed_by_name = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_by_name = models.CharField(max_length=60, default="")
    confirmed_at = models.DateTimeField(null=True)
    rejected_at = models.DateTimeField(null=True)
    rejected_why = models.CharField(max_length=300, default="")
    moved = 0  # not stored: how many matters the year just confirmed has moved

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="parameters_confirmed_by_another",
            ),
            # A year's file may be brought again: the later one counts. Everything else has one version a day.
            models.UniqueConstraint(
                fields=["key", "scope", "in_force_from"],
                condition=Q(confirmed_at__isnull=False) & ~Q(key__startswith="calendar."),
                name="parameters_one_version_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.in_force_from}"
