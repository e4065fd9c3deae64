"""A case: until closed, exactly one desk owns it and a next deadline exists; its timeline only grows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from xinqiao.blocks.cases.words import OPEN, ClockKind, ClockNature, Outcome, Rating, Round, State, Verb
from xinqiao.ground.org.models import Person, Unit

IS_OPEN = Q(state__in=OPEN)


class Case(models.Model):
    """The row a domain's matter lives by. `desk` owns it; `holder` is the person at the desk who has taken it."""

    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=20, unique=True)
    matter = models.CharField(max_length=20)  # the one number from the first door; each desk adds its own
    title = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State)
    round = models.IntegerField(default=1)
    round_kind = models.CharField(max_length=10, choices=Round, default=Round.FIRST)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # whose people it concerns
    desk = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # who answers for it now
    holder = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)  # the nearest running deadline, kept by every deed
    due_kind = models.CharField(max_length=8, choices=ClockKind, default="")
    due_statutory = models.BooleanField(default=False)
    paused_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, default="")
    reason = models.CharField(max_length=40, default="")  # reason code of a refusal
    rating = models.CharField(max_length=12, choices=Rating, default="")
    rated_at = models.DateTimeField(null=True)
    rate_until = models.DateField(null=True)
    call_back_on = models.DateField(null=True)  # somebody was not satisfied: by when to ring back
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged", db_index=False)
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~IS_OPEN | Q(due_on__isnull=False), name="cases_case_open_has_deadline"),
            models.CheckConstraint(
                condition=(IS_OPEN & Q(closed_at__isnull=True)) | (~IS_OPEN & Q(closed_at__isnull=False)),
                name="cases_case_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PAUSED) | Q(paused_at__isnull=False), name="cases_case_paused_has_time"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="cases_case_not_into_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "due_on", "id"], name="cases_case_queue", condition=IS_OPEN),
            models.Index(
                fields=["kind", "-closed_at", "-id"], name="cases_case_closed", condition=Q(closed_at__isnull=False)
            ),
            models.Index(fields=["desk", "due_on"], name="cases_case_desk", condition=IS_OPEN),
            models.Index(fields=["holder", "due_on"], name="cases_case_holder", condition=IS_OPEN),
            models.Index(fields=["opened_by", "-id"], name="cases_case_mine"),
            models.Index(fields=["matter"], name="cases_case_matter"),
            models.Index(fields=["merged_into"], name="cases_case_merged", condition=Q(merged_into__isnull=False)),
            models.Index(
                fields=["call_back_on", "id"], name="cases_case_call_back", condition=Q(call_back_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Clock(models.Model):
    """One limit, as facts: from when, how many of what, on which basis. `due_on` follows from them and the pauses.

    `stage` counts the reminders given so far, `stage_on` is the day of the next; after the last there is none.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    kind = models.CharField(max_length=8, choices=ClockKind)
    nature = models.CharField(max_length=10, choices=ClockNature)
    from_on = models.DateField()
    amount = models.IntegerField()
    unit = models.CharField(max_length=12)
    basis = models.TextField()  # source and document of a parameter: as long as they are
    due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    met_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    stage = models.IntegerField(default=0)
    stage_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["stage_on"],
                name="cases_clock_reminding",
                condition=Q(met_at__isnull=True, dropped_at__isnull=True, stage_on__isnull=False),
            ),
            models.Index(
                fields=["due_on"], name="cases_clock_running", condition=Q(met_at__isnull=True, dropped_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.due_on}"


class Pause(models.Model):
    """A stretch in which service clocks stand still, with the reason the member reads."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(to_at__isnull=True), name="cases_pause_one_open"),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gte=F("from_at")), name="cases_pause_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.from_at}"


class Entry(models.Model):
    """One line of the timeline. It is never changed and never taken out: the database refuses both."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    verb = models.CharField(max_length=12, choices=Verb)
    round = models.IntegerField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    desk_name = models.CharField(max_length=80, default="")
    to_name = models.CharField(max_length=140, default="")
    text = models.TextField(default="")
    public = models.BooleanField(default=True)  # the member reads it

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="cases_entry_line")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.verb}"
