"""Who agreed to what, on which text; who may read what concerns children; what people ask about their own information."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from xinqiao.ground.consents.words import (
    Conclusion,
    Deed,
    Giver,
    Relation,
    RequestKind,
    RequestOutcome,
    RequestState,
    Scope,
    Way,
)
from xinqiao.ground.org.models import Person
from xinqiao.ground.papers.models import Paper
from xinqiao.kit.sealed import SealedTextField

ONE_SUBJECT = Q(person__isnull=True, dependant__isnull=False) | Q(person__isnull=False, dependant__isnull=True)


class ConsentText(models.Model):
    """One version of what people are told before they agree. Never edited: a newer version is proposed beside it."""

    scope = models.CharField(max_length=12, choices=Scope)
    version = models.IntegerField()
    purpose = models.TextField()
    taken = models.TextField()
    readers = models.TextField()
    kept = models.TextField()
    refusing = models.TextField()
    asks_anew = models.BooleanField(default=False)  # purpose or kinds changed: consents to earlier versions end
    in_force_from = models.DateField()
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # none: came with us
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_why = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "version"], name="consents_text_version_once"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
                name="consents_text_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.version}"


class Dependant(models.Model):
    """Somebody of an employee's family who is no employee, known here so that a consent about them can exist."""

    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dependants")
    name = SealedTextField()
    born_on = models.DateField()
    relation = models.CharField(max_length=8, choices=Relation)
    named_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["guardian", "id"], name="consents_dependant_of")]

    def __str__(self) -> str:
        return f"{self.guardian_id}:{self.pk}"


class ConsentForm(models.Model):
    """A printed form of consent: numbered when printed, closed when it came back signed or the answer was no."""

    number = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    dependant = models.ForeignKey(Dependant, null=True, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=12, choices=Scope)
    purpose = models.CharField(max_length=40)
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    printed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    scan = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=ONE_SUBJECT, name="consents_form_one_subject")]

    def __str__(self) -> str:
        return self.number


class Consent(models.Model):
    """One line of the ledger: given, refused or withdrawn. It only grows; the last line of a purpose counts."""

    deed = models.CharField(max_length=8, choices=Deed)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    dependant = models.ForeignKey(Dependant, null=True, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=12, choices=Scope)
    purpose = models.CharField(max_length=40)
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    given_by = models.CharField(max_length=8, choices=Giver)
    way = models.CharField(max_length=8, choices=Way)
    form = models.OneToOneField(ConsentForm, null=True, on_delete=models.PROTECT, related_name="line")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField(null=True)  # the first day on which it no longer holds
    ends = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="ended_by")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "scope", "purpose", "-id"], name="consents_of_person"),
            models.Index(fields=["dependant", "scope", "purpose", "-id"], name="consents_of_dependant"),
        ]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="consents_line_one_subject"),
            models.CheckConstraint(
                condition=Q(deed=Deed.WITHDRAW, ends__isnull=False) | (~Q(deed=Deed.WITHDRAW) & Q(ends__isnull=True)),
                name="consents_line_withdraws_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.scope} {self.purpose}"


class ReadApproval(models.Model):
    """Leave to read what concerns one dependant, or one scope of minors' data, for a short time."""

    number = models.CharField(max_length=20, unique=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    dependant = models.ForeignKey(Dependant, null=True, on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=12, choices=Scope, default="")
    why = models.CharField(max_length=300)
    until_on = models.DateField()  # the last day
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    declined_why = models.CharField(max_length=300, default="")

    class Meta:
        indexes = [models.Index(fields=["asked_by", "-id"], name="consents_approval_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(dependant__isnull=False, scope="") | (Q(dependant__isnull=True) & ~Q(scope="")),
                name="consents_approval_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="consents_approval_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class InformationRequest(models.Model):
    """What somebody asks about their own information, the answer to it, and the one review by the chair."""

    number = models.CharField(max_length=20, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # when not the person
    kind = models.CharField(max_length=8, choices=RequestKind)
    part = models.CharField(max_length=60, default="")  # of which room; empty: all of it
    words = SealedTextField(default="")
    old_value = SealedTextField(default="")
    new_value = SealedTextField(default="")
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.OPEN)
    asked_at = models.DateTimeField()
    # The deadline as facts, so that it can be counted anew when a year's holidays become known.
    due_from = models.DateField()
    due_days = models.IntegerField()
    due_basis = models.CharField(max_length=300)
    due_on = models.DateField()
    due_provisional = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=RequestOutcome, default="")
    reason = models.CharField(max_length=12, default="")
    answer = SealedTextField(default="")
    deleted = SealedTextField(default="")  # what was deleted, named
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    review_why = SealedTextField(default="")
    review_asked_at = models.DateTimeField(null=True)
    conclusion = models.CharField(max_length=8, choices=Conclusion, default="")
    concluded_text = SealedTextField(default="")
    concluded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="consents_request_queue"),
            models.Index(fields=["person", "-id"], name="consents_request_of"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(concluded_by__isnull=True) | ~Q(concluded_by=F("answered_by")),
                name="consents_review_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number
