"""An appeal (诉求): what a worker says is wrong, in their own words, and who may know that they said it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from xinqiao.domains.service.words import Door, Privacy, Topic, Whose
from xinqiao.ground.org.models import Person
from xinqiao.ground.papers.models import Paper


class Appeal(models.Model):
    """One appeal; its state, hands and clocks live in the case of the same key.

    `privacy` and `topic` are what was asked; `hidden` and `apart` are what holds: where several are merged, the strictest
    of them holds for all. `author` is None when somebody rang without leaving a name.
    """

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.PROTECT, related_name="appeal")
    author = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="appeals")
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # when not the author
    whose = models.CharField(max_length=8, choices=Whose, default=Whose.SELF)
    beneficiary = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the workmate it is for
    door = models.CharField(max_length=8, choices=Door, default=Door.PHONE)
    topic = models.CharField(max_length=12, choices=Topic)
    privacy = models.CharField(max_length=8, choices=Privacy)
    hidden = models.BooleanField(default=False)  # the answering desk does not learn the name
    apart = models.BooleanField(default=False)  # the line above the author does not see it
    words = models.TextField()
    photo = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    complained = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )  # X20: never handles it
    same_day = models.BooleanField(default=False)  # helped on the spot
    people = models.IntegerField(default=1)  # how many authors the one that leads speaks for
    collective_at = models.DateTimeField(null=True)  # when the chair was told that many say the same
    outside = models.CharField(max_length=40, default="", db_index=True)  # its number in the record it came from
    batch = models.ForeignKey("AppealBatch", null=True, on_delete=models.PROTECT, related_name="appeals")

    class Meta:
        indexes = [models.Index(fields=["author", "-case"], name="service_appeal_author")]
        constraints = [
            models.CheckConstraint(
                condition=Q(complained__isnull=True) | ~Q(complained=F("author")),
                name="service_appeal_not_against_self",
            ),
            models.CheckConstraint(
                condition=Q(hidden=True) | Q(privacy=Privacy.NAMED), name="service_appeal_asked_is_hidden"
            ),
            models.CheckConstraint(
                condition=~Q(topic=Topic.CADRE) | Q(hidden=True, apart=True), name="service_appeal_cadre_is_apart"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class Attachment(models.Model):
    """A paper that came with an appeal or with an answer. It is kept; what was attached by mistake is marked so."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="attachments")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    from_desk = models.BooleanField(default=False)
    public = models.BooleanField(default=True)  # the member may open it
    dropped_at = models.DateTimeField(null=True)  # attached by mistake: no longer offered, still on record

    class Meta:
        indexes = [models.Index(fields=["appeal", "id"], name="service_attachment_of")]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.paper_id}"


class PublicAnswer(models.Model):
    """What everybody may read of an answer: no name, no number. A mended text is a new row, the old one stays."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="public_answers")
    title = models.CharField(max_length=80)
    text = models.TextField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    desk_name = models.CharField(max_length=80)
    latest = models.BooleanField(default=True)
    taken_down_at = models.DateTimeField(null=True)
    why_down = models.CharField(max_length=200, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal"], condition=Q(latest=True), name="service_public_answer_latest"),
        ]
        indexes = [
            models.Index(
                fields=["-id"],
                name="service_public_answer_shown",
                condition=Q(latest=True, taken_down_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AppealBatch(models.Model):
    """One file of older appeals brought in by import_appeals, so that it can be taken back whole."""

    number = models.CharField(max_length=20, unique=True)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    rows = models.IntegerField()
    refused = models.IntegerField()
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=60, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=Q(undone_at__isnull=True), name="service_batch_file_once"
            ),
        ]

    def __str__(self) -> str:
        return self.number
