"""Reading identity: the viewer in one statement, and a person's own devices."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date, datetime

import segno
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xinqiao.ground.identity import rules
from xinqiao.ground.identity.models import Account, ApiToken, Session, Slip
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import STRANGER, PostHeld, Viewer, within
from xinqiao.kit.gate import NOTHING
from xinqiao.ui.dates import date as date_in_words

SHEET = 400  # slips on one sheet: a hundred pages, more than one hands out in a day
SYSTEMS = (("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Android", "安卓手机"), ("iPhone", "苹果手机"),
           ("iPad", "苹果平板"), ("Windows", "Windows 电脑"), ("Mac OS", "苹果电脑"), ("Linux", "Linux 电脑"))  # fmt: skip
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))

# xq_, eight letters that find the row, and 32 random bytes.
WRITTEN = re.compile(r"xq_([0-9A-Z]{8})_([A-Za-z0-9_-]{43})")

# Session, person, unit, membership and posts in force: one statement on both engines. A revoked post or an ended
# session is gone with the next request, because nothing of this is kept between requests.
VIEWER = """
SELECT person.id, person.number, person.name, person.trade, unit.id, unit.path, unit.name,
       EXISTS (SELECT 1 FROM org_membership m WHERE m.person_id = person.id AND m.left_on IS NULL), {unread},
       post.role, desk.id, desk.path, desk.name
FROM identity_session session
JOIN org_person person ON person.id = session.person_id AND (person.left_on IS NULL OR person.left_on > %s)
JOIN org_unit unit ON unit.id = person.unit_id
LEFT JOIN org_post post ON post.person_id = person.id AND post.from_on <= %s
     AND (post.to_on IS NULL OR post.to_on > %s)
LEFT JOIN org_unit desk ON desk.id = post.unit_id
WHERE session.session_key = %s AND session.expire_date > %s
ORDER BY post.id
"""
_along = {"unread": "0"}  # what is read with the viewer for a room above: how many messages wait (ADR 0012)


def count_unread_by(sql: str) -> None:
    """The inbox says, when the program starts, how unread messages of `person.id` are counted."""
    _along["unread"] = sql


def viewer_of_session(key: str | None, *, at: datetime, on: date) -> Viewer:
    """Who stands behind a session cookie at this moment; a stranger when it is unknown, ended or expired."""
    if not key:
        return STRANGER
    moment = at if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(at)
    day = on if connection.vendor == "postgresql" else on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(VIEWER.format(**_along), [day, day, day, key, moment])
        rows = cursor.fetchall()
    if not rows:
        return STRANGER
    person, number, name, trade, unit, path, unit_name, member, unread = rows[0][:9]
    return Viewer(
        person=person,
        number=number,
        name=name,
        unit=unit,
        unit_path=path,
        unit_name=unit_name,
        trade=trade,
        member=bool(member),
        posts=tuple(PostHeld(*row[9:]) for row in rows if row[9]),
        unread=unread,
    )


def secret_hash(secret: str) -> str:
    """Under which a token's secret is kept. It is 32 random bytes, so nothing slow is needed against guessing."""
    return hmac.new(settings.XINQIAO_INDEX_KEY, b"token:" + secret.encode(), hashlib.sha256).hexdigest()


def token_shown(header: str, *, on: date) -> ApiToken | None:
    """The token in an Authorization header, if it opens anything on this day: known, not revoked, not expired, and its
    holder still works here."""
    kind, _space, text = header.partition(" ")
    found = WRITTEN.fullmatch(text)
    if kind.lower() != "bearer" or not found:
        return None
    rows = ApiToken.objects.select_related("person__unit").filter(revoked_at__isnull=True, expires_on__gt=on)
    row = rows.filter(prefix=found[1]).first()
    if row is None or not hmac.compare_digest(row.secret_hash, secret_hash(found[2])):
        return None
    left = row.person.left_on
    return row if left is None or left > on else None


def tokens_for(viewer: Viewer) -> QuerySet[ApiToken]:
    """The tokens this viewer may see, newest first."""
    rows = ApiToken.objects.filter(rules.see_tokens.rows(viewer)).select_related("person__unit")
    return rows.order_by("-id")


def sessions_of(person: int, *, at: datetime) -> QuerySet[Session]:
    """The devices on which a person is signed in, newest first."""
    return Session.objects.filter(person=person, expire_date__gt=at).order_by("-began_at")


def account_of(number: str) -> Account | None:
    """The account behind an employee number."""
    return Account.objects.filter(person__number=number).select_related("person").first()


def may_enter(account: Account, *, on: date) -> bool:
    """Whether this account opens anything on a day: activated, and its person still works here."""
    left = account.person.left_on
    return account.activated_at is not None and (left is None or left > on)


def open_slip(person: int, *, at: datetime) -> Slip | None:
    """The latest slip of a person when it can still be used."""
    slip = Slip.objects.filter(person=person).order_by("-id").first()
    return slip if slip and slip.used_at is None and slip.expires_at > at else None


def device_of(agent: str) -> str:
    """A device in words its owner recognises, from the browser's own line; nothing else of it is kept."""
    system = next((name for mark, name in SYSTEMS if mark in agent), _("别的设备"))
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    return f"{system} {browser}".strip()


def units_to_serve(viewer: Viewer) -> list[tuple[str, str]]:
    """Units whose people this viewer may print slips for, as choices."""
    units = viewer.units_as(*rules.ISSUERS).filter(closes_on__isnull=True).order_by("path")
    return [(str(unit.pk), "　" * (len(unit.path) // 4 - 1) + unit.name) for unit in units[:2000]]


def people_to_activate(viewer: Viewer, *, unit: str, number: str) -> QuerySet[Person]:
    """One person by number, or everybody in a unit who has no activated account yet."""
    people = (
        Person.objects.filter(rules.issue_slips.rows(viewer)).select_related("unit").order_by("unit__path", "number")
    )
    if number:
        return people.filter(number=number)
    chosen = Unit.objects.filter(pk=unit).first()
    reach = within([chosen.path], field="unit__path") if chosen else NOTHING
    return people.filter(reach).exclude(account__activated_at__isnull=False)[:SHEET]


@dataclass(frozen=True)
class PrintedSlip:
    """One slip on the printed sheet: it names the person and carries the QR as squares."""

    name: str
    number: str
    unit: str
    code: str
    size: int
    path: str


def slip_to_print(person: Person, *, code: str, link: str) -> PrintedSlip:
    """The slip with its QR drawn as one SVG path: no picture is fetched, nothing leaves the house."""
    squares = segno.make(f"{link}?n={person.number}&c={code}", error="m", micro=False).matrix
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(squares) for x, dark in enumerate(row) if dark)
    shown = f"{code[:4]}-{code[4:]}"
    return PrintedSlip(person.name, person.number, person.unit.name, shown, len(squares), path)


def account_lines(person: Person) -> list[tuple[str, str]]:
    """What identity holds about somebody, for their own eyes: when the account was opened, and the signed-in devices."""
    account = Account.objects.filter(person=person).first()
    since = account.activated_at if account else None
    rows = Session.objects.filter(person=person, began_at__isnull=False).order_by("began_at")
    devices = [
        (_("登录着的设备"), f"{row.device}　{date_in_words(row.began_at, 'moment')}") for row in rows if row.began_at
    ]
    return [*([(_("账号启用"), date_in_words(since, "moment"))] if since else []), *devices]
