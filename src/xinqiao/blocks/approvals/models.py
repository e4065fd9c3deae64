"""An approval: a frozen document is signed once per step, in order, by whoever holds the post that day, never by its
applicant or their kin."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from xinqiao.blocks.approvals.words import DECIDED, UNDECIDED, Need, Reach, State, Verdict
from xinqiao.ground.org.models import Person, Post, Unit
from xinqiao.ground.org.words import Role
from xinqiao.ground.papers.models import Paper


class Route(models.Model):
    """One version of the way a kind of document takes; never changed, only followed by the next version."""

    kind = models.CharField(max_length=24)
    version = models.IntegerField()
    in_force_from = models.DateField()
    document = models.CharField(max_length=120)
    kept_at = models.DateTimeField()
    kept_by_name = models.CharField(max_length=60, default="")  # empty: as the product ships it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="approvals_route_version_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class RouteStep(models.Model):
    """One step of a version: which posts sign, where they are looked for, how many must agree."""

    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="steps")
    order = models.IntegerField()
    title = models.CharField(max_length=40)
    roles = models.CharField(max_length=200)  # ",chair,vice_chair,": read by the same search on both engines
    reach = models.CharField(max_length=5, choices=Reach)
    need = models.CharField(max_length=4, choices=Need)
    n = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["route", "order"], name="approvals_step_order_once")]

    def __str__(self) -> str:
        return f"{self.route_id} {self.order} {self.title}"

    @property
    def role_codes(self) -> list[str]:
        return self.roles.strip(",").split(",")

    @property
    def role_names(self) -> list[str]:
        return [str(Role(code).label) for code in self.role_codes]


class Request(models.Model):
    """One document on its way; what is signed are its versions. The route is the version it began with."""

    kind = models.CharField(max_length=24)
    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    revision = models.IntegerField(default=1)
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")  # where the line of posts begins
    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(RouteStep, on_delete=models.PROTECT, related_name="+")  # the one it stands at, or ended at
    filed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    scan = models.ForeignKey(Paper, null=True, on_delete=models.PROTECT, related_name="+")  # the sealed paper form

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UNDECIDED, decided_at__isnull=True)
                | Q(~Q(state__in=UNDECIDED), decided_at__isnull=False),
                name="approvals_request_decided_has_time",
            ),
            models.CheckConstraint(
                condition=Q(scan__isnull=True) | Q(state__in=DECIDED), name="approvals_request_scan_after_decision"
            ),
        ]
        indexes = [
            models.Index(fields=["step"], name="approvals_request_waiting", condition=Q(state=State.OPEN)),
            models.Index(fields=["applicant", "-id"], name="approvals_request_mine"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Version(models.Model):
    """One frozen text of a request. The database lets none be changed; a correction is the next revision."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="versions")
    revision = models.IntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of the text
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "revision"], name="approvals_version_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.revision}"


class Involved(models.Model):
    """Somebody whose matter a request is: the applicant, and whoever would gain or is spoken of. They and their kin
    never sign it."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="sides")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="approvals_involved_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.person_id}"


class Signature(models.Model):
    """One signature under one revision: who wrote it and whose post it was. It is never changed and never taken out."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="signatures")
    revision = models.IntegerField()
    step = models.ForeignKey(RouteStep, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    holder = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+"
    )  # another than `person`: by delegation
    holder_name = models.CharField(max_length=60)
    role = models.CharField(max_length=24, choices=Role)
    unit_name = models.CharField(max_length=80)
    verdict = models.CharField(max_length=6, choices=Verdict)
    opinion = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "revision", "person"], name="approvals_signature_person_once"),
            models.UniqueConstraint(fields=["request", "revision", "holder"], name="approvals_signature_holder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.revision} {self.name} {self.verdict}"

    @property
    def post_name(self) -> str:
        return f"{self.unit_name} {Role(self.role).label}"

    @property
    def delegated(self) -> bool:
        return self.person_id != self.holder_id


class Delegation(models.Model):
    """A holder of a post lets a named person sign for them, half open from a day to a day."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    document = models.CharField(max_length=120)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="approvals_delegation_order"),
        ]
        indexes = [models.Index(fields=["delegate", "to_on"], name="approvals_delegation_to")]

    def __str__(self) -> str:
        return f"{self.post_id} {self.delegate_id} {self.from_on}"


class Freeze(models.Model):
    """A stretch of days, half open, in which nothing of a kind (or of any kind) is filed or signed."""

    kind = models.CharField(max_length=24, default="")  # empty: every kind
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=200)
    document = models.CharField(max_length=120)
    declared_at = models.DateTimeField()
    declared_by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="approvals_freeze_order")]

    def __str__(self) -> str:
        return f"{self.kind or '*'} {self.from_on}"
