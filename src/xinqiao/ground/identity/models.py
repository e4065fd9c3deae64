"""How a person signs in: account, printed activation slip, sessions on devices."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from xinqiao.ground.org.models import Person


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
