"""One visit, one record: whom one went to see, what for, what was heard, and what has to be done about it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.papers.models import Paper
from xinqiao.ground.visits.words import Answer, Move, Place, Purpose, Side, TaskState, VisitState


def purpose_names(text: str) -> list[str]:
    """The purposes of `,help,warmth,` in words."""
    return [str(Purpose(code).label) for code in text.strip(",").split(",")]


class Visit(models.Model):
    """A visit as it stands now; every version of it is kept in VisitVersion. `purposes` is `,help,warmth,`.

    `closed`: somebody in need was seen, so the line reads no more of it than that it took place.
    """

    number = models.CharField(max_length=20, unique=True)
    token = models.CharField(max_length=32)  # of the form it was written on: sent twice, it is still one visit
    visitor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits_made")
    written_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+"
    )  # the visitor, or who wrote for them
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # to which everybody visited belonged
    whole_unit = models.BooleanField(default=False)
    on = models.DateField()
    place = models.CharField(max_length=8, choices=Place)
    purposes = models.CharField(max_length=100)
    closed = models.BooleanField(default=False)
    heard = models.TextField()
    internal = models.TextField(default="")  # for the desk alone
    photo = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)
    state = models.CharField(max_length=10, choices=VisitState, default=VisitState.RECORDED)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=500, default="")

    class Meta:
        indexes = [
            models.Index(fields=["-on", "-id"], name="visits_visit_day"),
            models.Index(fields=["visitor", "-on"], name="visits_visit_visitor"),
            models.Index(fields=["unit", "-on"], name="visits_visit_unit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["written_by", "token"], name="visits_visit_written_once"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def purpose_names(self) -> list[str]:
        return purpose_names(self.purposes)

    @property
    def for_another(self) -> bool:
        """Whether somebody else wrote it down for the visitor."""
        return self.written_by_id != self.visitor_id


class VisitPerson(models.Model):
    """Somebody in a visit, and where they worked that day. Named by mistake, they are dropped, and the row stays."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="visits")
    side = models.CharField(max_length=10, choices=Side)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "side"], name="visits_person_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "person"], condition=Q(dropped_at__isnull=True), name="visits_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.side} {self.person_id}"


class VisitVersion(models.Model):
    """What a visit said at one time: the first entry and every correction. Never changed."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="versions")
    version = models.IntegerField()
    on = models.DateField()
    place = models.CharField(max_length=8, choices=Place)
    purposes = models.CharField(max_length=100)
    visited = models.JSONField(default=list)  # names and numbers as they were
    companions = models.JSONField(default=list)
    unit_name = models.CharField(max_length=80)
    heard = models.TextField()
    internal = models.TextField(default="")
    why = models.CharField(max_length=500, default="")  # of a correction
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "version"], name="visits_version_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} v{self.version}"

    @property
    def purpose_names(self) -> list[str]:
        return purpose_names(self.purposes)


class VisitWord(models.Model):
    """The one word of somebody visited about one version: it is so, or something to add. Never changed."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="words")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField()
    answer = models.CharField(max_length=8, choices=Answer)
    words = models.TextField(default="")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "person", "version"], name="visits_word_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.person_id} {self.answer}"


class VisitTask(models.Model):
    """A problem found on a visit, with an owner and a day. `unit` is the desk; `owner` somebody there, or whoever is free."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="tasks")
    order = models.IntegerField()
    problem = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=TaskState, default=TaskState.OPEN)
    from_on = models.DateField()
    days = models.IntegerField()  # working days, counted from `from_on`
    due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    result = models.TextField(default="")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["due_on", "id"], name="visits_task_due", condition=~Q(state="done")),
            models.Index(fields=["owner", "state"], name="visits_task_owner"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["visit", "order"], name="visits_task_numbered"),
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(result="") & Q(done_at__isnull=False)),
                name="visits_task_done_with_result",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("from_on")), name="visits_task_due_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}-{self.order}"


class VisitTaskHand(models.Model):
    """One step of a task: who gave it to whom, gave it back or did it, when, and why. Never changed."""

    task = models.ForeignKey(VisitTask, on_delete=models.PROTECT, related_name="hands")
    move = models.CharField(max_length=10, choices=Move)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    why = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["task", "id"], name="visits_hand_line")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.move}"
