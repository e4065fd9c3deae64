"""Reply templates: what a desk has answered well before, and what has to be checked before it is said again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from xinqiao.blocks.cases.words import Outcome
from xinqiao.domains.service.words import After, Topic
from xinqiao.ground.org.models import Person, Unit


class ReplyTemplate(models.Model):
    """A tried answer of a desk: text for the member, text for everybody, what to check first, what follows.

    It is never edited: a better one replaces it, and both can be read.
    """

    desk = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=12, choices=Topic)
    title = models.CharField(max_length=40)
    text = models.TextField()
    public_text = models.TextField(default="")
    checklist = models.TextField(default="")  # one thing to check a line
    after = models.CharField(max_length=8, choices=After, default=After.NOTHING)
    outcome = models.CharField(max_length=12, choices=Outcome, default="")
    promise_days = models.IntegerField(null=True)  # working days until what is promised has happened
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(after=After.RESOLVE) & ~Q(outcome="")) | (~Q(after=After.RESOLVE) & Q(outcome="")),
                name="service_template_ends_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(promise_days__isnull=True) | Q(promise_days__gte=1, promise_days__lte=250),
                name="service_template_promise_days",
            ),
        ]

    def __str__(self) -> str:
        return self.title
