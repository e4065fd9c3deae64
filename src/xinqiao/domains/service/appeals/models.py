"""An appeal (诉求): what a worker says is wrong, in their own words, and who may know that they said it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from xinqiao.domains.service.words import Door, Privacy, Topic
from xinqiao.ground.org.models import Person
from xinqiao.ground.papers.models import Paper


class Appeal(models.Model):
    """One appeal; its state, hands and clocks live in the case of the same key."""

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.PROTECT, related_name="appeal")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appeals")
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # when not the author
    door = models.CharField(max_length=8, choices=Door, default=Door.PHONE)
    topic = models.CharField(max_length=12, choices=Topic)
    privacy = models.CharField(max_length=8, choices=Privacy)
    words = models.TextField()
    photo = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    complained = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )  # X20: never handles it
    same_day = models.BooleanField(default=False)  # helped on the spot

    class Meta:
        indexes = [models.Index(fields=["author", "-case"], name="service_appeal_author")]
        constraints = [
            models.CheckConstraint(
                condition=Q(complained__isnull=True) | ~Q(complained=F("author")),
                name="service_appeal_not_against_self",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)
