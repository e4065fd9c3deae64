"""Messages to one person each, the channels the union has, and the addresses people gave of their own accord."""

from django.db import models
from django.db.models import Q

from xinqiao.ground.inbox.words import How, Wanted
from xinqiao.ground.org.models import Person
from xinqiao.kit.sealed import SealedTextField


class Message(models.Model):
    """A courtesy to one person: what happened and where it stands. A sealed one is read here only: it is not counted,
    not put on paper, and rings nowhere."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="messages")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    line = models.CharField(max_length=200, default="")
    address = models.CharField(max_length=200, default="")  # a path of this house
    sealed = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_how = models.CharField(max_length=8, choices=How, default=How.UNREAD)
    key = models.CharField(max_length=80, default="")  # the same thing is told one person once

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="inbox_message_newest"),
            models.Index(
                fields=["person"], name="inbox_message_unread", condition=Q(read_at__isnull=True, sealed=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], condition=~Q(key=""), name="inbox_message_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.at}"


class Channel(models.Model):
    """One way of telling people outside, with its secrets under seal. Off until the administrator switches it on."""

    kind = models.CharField(max_length=10, primary_key=True)
    url = SealedTextField(default="")
    switched_on = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.kind


class Address(models.Model):
    """Where one person asked to be told through one channel. Whoever asked for paper has one without a value."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="addresses")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="addresses")
    value = SealedTextField(default="")
    confirmed_at = models.DateTimeField(null=True)
    wanted = models.CharField(max_length=8, choices=Wanted, default=Wanted.NONE)
    told_of = models.BigIntegerField(default=0)  # the newest message this address has rung for
    set_at = models.DateTimeField()
    tries = models.IntegerField(default=0)  # how often the value was changed on the day of `set_at`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="inbox_address_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.channel_id}"
