"""Who is who and where: units, people, membership, posts. Everything that changes is dated and kept."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from xinqiao.ground.org.words import (
    ChangeKind,
    Decision,
    ImportState,
    KinKind,
    LeaveReason,
    Question,
    Role,
    RowState,
    Sex,
    StandingKind,
    UnitKind,
    Verdict,
)
from xinqiao.kit.sealed import SealedTextField


class Installation(models.Model):
    """What this database is: one row, made when the union is first filled."""

    name = models.CharField(max_length=100)
    demo = models.BooleanField(default=False)
    filled_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A union body or a department. `path`: four digits a level, so that a range of paths is a subtree."""

    path = models.CharField(max_length=40, unique=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=12, choices=UnitKind)
    name = models.CharField(max_length=80)
    short = models.CharField(max_length=40)
    code = models.CharField(max_length=20, default="")
    phone = models.CharField(max_length=20, default="")
    opens_on = models.DateField()
    closes_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                name="org_unit_closes_after_opening",
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="org_unit_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitChange(models.Model):
    """A dated change of a unit: what it was called, what it became, under which document."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    on = models.DateField()
    before = models.CharField(max_length=80, default="")
    after = models.CharField(max_length=80, default="")
    other = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=120, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.on}"


class Person(models.Model):
    """One employee, member or not. The unit is where they work today; Employment keeps the history."""

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=120, default="", db_index=True)
    sex = models.CharField(max_length=1, choices=Sex, default="")
    born_on = models.DateField(null=True)
    id_number = SealedTextField(default="")
    id_index = models.CharField(max_length=64, default="", db_index=True)
    phone = SealedTextField(default="")
    phone_index = models.CharField(max_length=64, default="", db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="people")
    trade = models.CharField(max_length=60, default="")
    hired_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    touched_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "number"], name="org_person_unit")]
        constraints = [
            models.UniqueConstraint(fields=["id_index"], condition=~Q(id_index=""), name="org_person_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Employment(models.Model):
    """One stretch of work in one unit: half open dates. Never two open stretches of one person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    trade = models.CharField(max_length=60, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    why_ended = models.CharField(max_length=10, choices=LeaveReason, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(to_on__isnull=True), name="org_employment_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.unit_id} {self.from_on}"


class Membership(models.Model):
    """Membership of the union, apart from employment: joining is voluntary, leaving is dated."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)
    document = models.CharField(max_length=120, default="")  # what it rests on: the application, or the import's number

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(left_on__isnull=True), name="org_membership_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.joined_on}"


class Post(models.Model):
    """A role in a unit for a term: all rights of officers come from here, and end with it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=24, choices=Role)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "role"], name="org_post_unit_role")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "unit"], condition=Q(to_on__isnull=True), name="org_post_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.unit_id}"


class Kinship(models.Model):
    """A declared near relation between two people. Read only by checks of recusal, never shown in a list."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=KinKind)
    declared_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("relative")), name="org_kinship_of_two"),
            models.UniqueConstraint(
                fields=["person", "relative"], condition=Q(ended_on__isnull=True), name="org_kinship_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.relative_id}"


class Standing(models.Model):
    """A dated fact about a person that several domains ask for; written by the domain that decides it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=16, choices=StandingKind)
    value = models.CharField(max_length=80, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["person", "kind"], name="org_standing_of")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.value}"


class RosterImport(models.Model):
    """One roster as it was uploaded: first a draft that changed nothing, then one import that can be taken back."""

    number = models.CharField(max_length=20, default="", db_index=True)  # given when it is committed
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.DRAFT)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")  # whose people it may touch
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100, default="")
    columns = models.JSONField(default=dict)  # the sheet's own names: read, left unread on purpose, unknown
    counts = models.JSONField(default=dict)
    made_units = models.JSONField(default=list)
    prepared_at = models.DateTimeField()
    prepared_by = models.BigIntegerField(null=True)
    prepared_by_name = models.CharField(max_length=60, default="")
    committed_at = models.DateTimeField(null=True)
    committed_by_name = models.CharField(max_length=60, default="")
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=60, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="org_import_number_once"),
        ]

    def __str__(self) -> str:
        return self.number or self.file_name


class RosterRow(models.Model):
    """One row that would change something or waits for somebody. Identity numbers and telephones lie sealed."""

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="rows")
    row = models.IntegerField(null=True)  # the sheet's own number; none for people the sheet does not name
    verdict = models.CharField(max_length=10, choices=Verdict)
    number = models.CharField(max_length=40, default="")
    name = models.CharField(max_length=60, default="")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    seen_at = models.DateTimeField(null=True)  # `touched_at` of the person when the row was judged
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    secret = SealedTextField(default="")  # {"before": {...}, "after": {...}} of identity number and telephone
    problems = models.JSONField(default=list)
    question = models.CharField(max_length=10, choices=Question, default="")
    decision = models.CharField(max_length=10, choices=Decision, default="")
    state = models.CharField(max_length=10, choices=RowState, default=RowState.WAITING)
    kept_why = models.CharField(max_length=200, default="")

    class Meta:
        indexes = [models.Index(fields=["roster_import", "verdict", "row"], name="org_roster_row_group")]

    def __str__(self) -> str:
        return f"{self.roster_import_id}:{self.row} {self.verdict}"
