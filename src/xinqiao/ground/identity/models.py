"""How a person signs in: account, printed activation slip, sessions on devices; and tokens for other systems."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from xinqiao.ground.org.models import Person
from xinqiao.kit.sealed import SealedTextField


class Account(AbstractBaseUser):
    """The key of one person. It exists once a slip was issued, and opens nothing until it was activated."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.PROTECT, related_name="account")
    activated_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    last_login = None  # Django's own way to leave the column out; told by sessions and the trail

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "person"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return str(self.person_id)


class Slip(models.Model):
    """A printed activation slip: one code, used once, valid for a time. Only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="slips")
    code_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="identity_slip_latest")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.issued_at}"


class Session(AbstractBaseSession):
    """A signed-in device. The person stands in a column, so that one statement finds the viewer and one ends it."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=80, default="")
    began_at = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls):  # type: ignore[no-untyped-def]  # the name and shape are Django's
        from xinqiao.ground.identity.sessions import SessionStore

        return SessionStore


class ApiToken(models.Model):
    """What another system shows to act for one person: never more than that person may do. Only the secret's hash is
    kept; `prefix` finds the row. It opens nothing from `expires_on` on."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    system = models.CharField(max_length=60)
    prefix = models.CharField(max_length=8, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by_name = models.CharField(max_length=60, default="")
    last_used_on = models.DateField(null=True)  # the day is enough to tell a token that nobody uses any more

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="identity_token_holder")]

    def __str__(self) -> str:
        return f"{self.system} {self.prefix}"


class IdempotentAnswer(models.Model):
    """The first answer to a deed another system asked for under a key of its own: the same key gives it again."""

    token = models.ForeignKey(ApiToken, on_delete=models.PROTECT, related_name="answers")
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)  # of address and body: the key stands for this very request
    status = models.IntegerField(default=0)
    body = SealedTextField(default="")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="identity_answer_once")]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
