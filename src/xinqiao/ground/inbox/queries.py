"""Reading messages: one's own, those a group leader brings on paper, and what may ring outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse

from xinqiao.ground.inbox import rules
from xinqiao.ground.inbox.models import Address, Channel, Message
from xinqiao.ground.inbox.words import PAPER, PLACE, Text, Wanted, Way, kinds, scheme
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.waiting import NEW, SHOWN, Row, Rows

PAGE, SLIPS = 30, 24  # messages on a page; people on a printed list
TITLES = 6  # titles on one slip
MOST = 100  # beyond this the bell says 99+

# Read along with the viewer of every request, over `person.id`: the same words as the partial index, so it is one look
# into an index that holds only what is unread. Sealed messages are not counted.
UNREAD = f"""(SELECT count(*) FROM (SELECT 1 FROM inbox_message m
    WHERE m.person_id = person.id AND m.read_at IS NULL AND NOT m.sealed LIMIT {MOST}) AS unread)"""  # noqa: S608

COUNTED = Q(read_at__isnull=True, sealed=False)


def messages_for(viewer: Viewer, *, before: int | None) -> tuple[list[Message], int | None]:
    """One page of one's own messages, newest first, by key; and where the next page begins."""
    rows = Message.objects.filter(rules.see_own_messages.rows(viewer)).order_by("-id")
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def on_members_home(viewer: Viewer, *, on: date) -> Rows:
    """What has come and was not read yet, the newest first."""
    if not rules.see_own_messages.admits(viewer):
        return {}
    rows = Message.objects.filter(rules.see_own_messages.rows(viewer), COUNTED).order_by("-id")[: SHOWN[NEW]]
    return {NEW: [Row(m.title, m.line, reverse("message_open", args=(m.pk,)), at=m.at, about=m.address) for m in rows]}


@dataclass(frozen=True)
class Errand:
    """What waits on paper for one person: how much, since when, up to which message, and the titles that may be seen."""

    person: Person
    count: int
    since: datetime
    upto: int
    titles: list[str]
    more: int  # how many are not named: see them at the window, or ring


def errands_for(viewer: Viewer, *, after: str) -> tuple[list[Errand], str]:
    """One page of the people a group leader brings word to, by employee number; and behind whom the next begins."""
    waiting = Message.objects.filter(COUNTED, person=OuterRef("pk"))
    people = Person.objects.filter(rules.carry_word.rows(viewer), Exists(waiting), number__gt=after)
    found = list(people.select_related("unit").defer("id_number", "phone").order_by("number")[: SLIPS + 1])
    shown = found[:SLIPS]
    by_person: dict[int, list[Message]] = {person.pk: [] for person in shown}
    for row in Message.objects.filter(COUNTED, person__in=by_person).order_by("id"):
        by_person[row.person_id].append(row)
    errands = [_errand(person, rows=by_person[person.pk]) for person in shown if by_person[person.pk]]
    return errands, shown[-1].number if len(found) > SLIPS else ""


def _errand(person: Person, *, rows: list[Message]) -> Errand:
    plain = [row.title for row in rows if row.kind in kinds and kinds[row.kind].plain]
    titles = plain[-TITLES:]
    return Errand(person, len(rows), rows[0].at, rows[-1].pk, titles, len(rows) - len(titles))


@dataclass(frozen=True)
class OwnWay:
    """One way of being told, as its owner sees it."""

    way: str
    label: Text
    address: Address | None

    @property
    def asked(self) -> bool:
        """Whether an address stands there."""
        return self.address is not None and bool(self.address.value)


def ways_for(viewer: Viewer) -> tuple[list[OwnWay], bool]:
    """The channels that are switched on, each with one's own address; and whether one asked for paper."""
    own = Address.objects.filter(rules.keep_own_addresses.rows(viewer))
    mine = {row.channel_id: row for row in own}
    found = set(Channel.objects.filter(switched_on=True).values_list("kind", flat=True))
    paper = PAPER in mine and mine[PAPER].wanted == Wanted.EACH
    return [OwnWay(way, way.label, mine.get(way)) for way in Way if way in found], paper


@dataclass(frozen=True)
class KeptChannel:
    """One channel as the administrator sees it. Of its address only the beginning is shown."""

    way: str
    label: Text
    begins: str
    switched_on: bool


def channels() -> list[KeptChannel]:
    """All ways there are, kept or not."""
    rows = Channel.objects.in_bulk([str(way) for way in Way])
    return [
        KeptChannel(way, way.label, scheme(row.url) if row else "", bool(row and row.switched_on))
        for way, row in ((way, rows.get(way)) for way in Way)
    ]


def bell(url: str) -> Any | None:
    """The sender behind an address, or None when it cannot be read. Making it reaches nowhere."""
    from apprise import Apprise, AppriseAsset  # a quarter of a second, which only a worker and one form need

    sender = Apprise(asset=AppriseAsset(app_id="Xinqiao", app_desc="Xinqiao", app_url="", secure_logging=True))
    return sender if sender.add(url) else None


def address_of(url: str, *, to: str) -> str:
    """The address of a channel with somebody's own in its place."""
    return url.replace(PLACE, quote(to, safe=""))


@dataclass(frozen=True)
class Ring:
    """One ringing that is due: where, and of which message it is the sign."""

    address: int
    url: str
    newest: int


def ring(pk: int, *, wanted: str) -> Ring | None:
    """What is due at an address now, or None: the channel is off, the wish is another one, the person has left, or all
    has been read or rung for. Several messages that waited are one ringing, and a task done twice rings once.

    `wanted` is "" for the ringing by which a new address is tried: that needs no message.
    """
    rows = Address.objects.filter(pk=pk, channel__switched_on=True, person__left_on__isnull=True)
    rows = rows.filter(wanted=wanted, confirmed_at__isnull=False) if wanted else rows.filter(confirmed_at__isnull=True)
    found = rows.select_related("channel").first()
    if found is None or not found.value:
        return None
    url = address_of(found.channel.url, to=found.value)
    if not wanted:
        return Ring(found.pk, url, found.told_of)
    newest = Message.objects.filter(COUNTED, person=found.person_id).aggregate(n=Max("id"))["n"]
    return Ring(found.pk, url, newest) if newest and newest > found.told_of else None


def digests_due() -> Iterable[int]:
    """Addresses that want one ringing a day and have something new to be told of."""
    fresh = Message.objects.filter(COUNTED, person=OuterRef("person"), id__gt=OuterRef("told_of"))
    rows = _open_addresses().filter(Exists(fresh), wanted=Wanted.DIGEST)
    return rows.order_by("pk").values_list("pk", flat=True)


def _open_addresses() -> QuerySet[Address]:
    return Address.objects.filter(channel__switched_on=True, confirmed_at__isnull=False, person__left_on__isnull=True)
