"""Reading cases: queue order, counts by clock, the timeline, who has handled one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xinqiao.blocks.cases.models import IS_OPEN, Case, Clock, Entry
from xinqiao.blocks.cases.words import LADDER, LAST_RUNG, SAID_FOR, SAYS, ClockKind, ClockNature, State, Verb, kinds
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit import at_once
from xinqiao.kit.workdays import working_days_between
from xinqiao.ui.dates import date as shown

HANDS_ON = (Verb.TAKE, Verb.REPLY, Verb.CORRECT, Verb.HAND_OVER, Verb.PAUSE, Verb.RESUME, Verb.RESOLVE, Verb.REFUSE)

WITH_WORDS = (
    *(Verb.RESOLVE, Verb.WITHDRAW, Verb.RATE, Verb.REOPEN, Verb.REVIEW),
    *(Verb.NUDGE, Verb.MERGE, Verb.UNMERGE, Verb.CALL_BACK),
)

# A paused case waits for somebody else: it is late only when the law's own limit is past.
RUNS = ~Q(state=State.PAUSED) | Q(due_statutory=True)

RUNNING_FINISH = Q(kind=ClockKind.FINISH, nature=ClockNature.SERVICE, met_at__isnull=True, dropped_at__isnull=True)


def handled_before(case: Case, *, person: int | None) -> bool:
    """Whether this person had a hand in an earlier round."""
    return Entry.objects.filter(case=case, round__lt=case.round, by=person, verb__in=HANDS_ON).exists()


def had_in_hand(case: Case, *, person: int | None) -> bool:
    """Whether this person ever had a hand in it, in whichever round."""
    return Entry.objects.filter(case=case, by=person, verb__in=HANDS_ON).exists()


def handled_cases(person: int | None) -> QuerySet[Entry, Any]:
    """Keys of the cases this person ever had a hand in: a lazy subquery."""
    return Entry.objects.filter(by=person, verb__in=HANDS_ON).values("case")


def timeline(case: Case, *, public_only: bool) -> QuerySet[Entry]:
    """The lines of a case, newest first; for the member only those meant for them."""
    lines = Entry.objects.filter(case=case).order_by("-id")
    return lines.filter(public=True) if public_only else lines


def letters(case: Case) -> list[Entry]:
    """What was answered to whoever asked, newest first."""
    return list(timeline(case, public_only=True).filter(verb__in=(Verb.REPLY, Verb.CORRECT, Verb.REFUSE)))


def clocks_of(case: Case) -> QuerySet[Clock]:
    """All limits of a case, in the order they were started."""
    return Clock.objects.filter(case=case).order_by("id")


def next_clock(clocks: Iterable[Clock], *, state: str) -> Clock | None:
    """The clock that counts next among running ones: the nearest; while paused only statutory ones run, if there are any."""
    running = list(clocks)
    if state == State.PAUSED:
        running = [clock for clock in running if clock.nature == ClockNature.STATUTORY] or running
    return min(running, key=lambda clock: (clock.due_on, clock.nature), default=None)


def finish_clock(case: Case) -> Clock | None:
    """The service limit for the end of a case that runs now."""
    return Clock.objects.filter(RUNNING_FINISH, case=case).order_by("-id").first()


def may_be_extended(on: date, *, prefix: str = "") -> Q:
    """Open cases whose service limit for the end has not passed on a day; a paused one stands still."""
    running = Clock.objects.filter(RUNNING_FINISH).filter(Q(due_on__gte=on) | Q(case__state=State.PAUSED))
    return _led(IS_OPEN, prefix=prefix) & Q(**{f"{prefix}__in" if prefix else "pk__in": running.values("case")})


def late(on: date, *, prefix: str = "") -> Q:
    """Open, running, and past its deadline on this day. `prefix` leads from the domain's row to the case."""
    return _led(Q(due_on__lt=on) & RUNS & IS_OPEN, prefix=prefix)


def due_today(on: date, *, prefix: str = "") -> Q:
    """Open, running, and due on this very day."""
    return _led(Q(due_on=on) & RUNS & IS_OPEN, prefix=prefix)


def due_by(last: date, *, after: date, prefix: str = "") -> Q:
    """Open, running, and due after one day up to and including another."""
    return _led(Q(due_on__gt=after, due_on__lte=last) & RUNS & IS_OPEN, prefix=prefix)


def paused(*, prefix: str = "") -> Q:
    """Waiting for somebody else."""
    return _led(Q(state=State.PAUSED), prefix=prefix)


def is_open(*, prefix: str = "") -> Q:
    """Not closed in any way."""
    return _led(IS_OPEN, prefix=prefix)


def _led(q: Q, *, prefix: str) -> Q:
    """The same question asked from a row that leads to the case."""
    if not prefix:
        return q
    led = Q(_connector=q.connector, _negated=q.negated)
    for child in q.children:
        if isinstance(child, Q):
            led.children.append(_led(child, prefix=prefix))
        elif isinstance(child, tuple):
            led.children.append((f"{prefix}__{child[0]}", child[1]))
    return led


def tally(rows: QuerySet[Any], *, on: date, soon: date, prefix: str = "case") -> dict[str, int]:
    """Counts of a queue by its clocks in one statement: all, late, today, soon, paused."""
    return rows.aggregate(
        all=Count("pk"),
        late=Count("pk", filter=late(on, prefix=prefix)),
        today=Count("pk", filter=due_today(on, prefix=prefix)),
        soon=Count("pk", filter=due_by(soon, after=on, prefix=prefix)),
        paused=Count("pk", filter=paused(prefix=prefix)),
    )


def awaiting_reply(on: date) -> QuerySet[Clock, Any]:
    """Keys of cases whose first reply is owed but not yet due on this day."""
    waiting = Clock.objects.filter(kind=ClockKind.REPLY, met_at__isnull=True, dropped_at__isnull=True, due_on__gte=on)
    return waiting.values("case")


def next_case_key() -> str:
    """SQL that takes the key of the next case, inside the transaction that writes it."""
    return at_once.next_key(Case)


def kind_name(kind: str) -> str | Promise:
    """The domain's word for a kind of case."""
    return kinds.get(kind, kind)


@dataclass(frozen=True)
class Line:
    """One line of the timeline as a page draws it."""

    when: datetime
    text: str
    state: str


def lines(case: Case, *, public_only: bool, mine: int | None = None, author_name: str = "") -> list[Line]:
    """The timeline in sentences, newest first. The viewer's own deeds are said to "you"; `author_name` stands in for the
    one who brought the case where their name may not be read."""
    told: list[Line] = []
    for entry in timeline(case, public_only=public_only):
        by = entry.by_name
        if entry.by_id is not None and entry.by_id == mine:
            by = _("您")
        elif entry.by_id is not None and entry.by_id == case.opened_by_id and author_name:
            by = author_name
        written_for = entry.verb == Verb.OPEN and entry.by_id != case.opened_by_id
        says = SAID_FOR if written_for else SAYS[entry.verb]
        text = _reminder(entry) if entry.verb == Verb.ESCALATE else entry.text
        sentence = str(says) % {"by": by, "to": entry.to_name, "text": text}
        if entry.verb in WITH_WORDS and entry.text:
            sentence = _("%(sentence)s：%(text)s") % {"sentence": sentence, "text": entry.text}
        told.append(Line(entry.at, sentence, "" if told or case.closed_at else "now"))
    return told


def _reminder(entry: Entry) -> str:
    """A rung of the ladder in words: `finish.2` and the day of the limit are what was written down."""
    kind, _dot, stage = entry.to_name.partition(".")
    words = {"what": ClockKind(kind).label, "day": shown(date.fromisoformat(entry.text), "short")}
    if int(stage) == LAST_RUNG:
        return _("%(what)s期限 %(day)s 已过") % words
    share = {"share": LADDER[int(stage) - 1]}
    return _("%(what)s期限 %(day)s，时间过了百分之%(share)s") % (words | share)


@dataclass(frozen=True)
class Hands:
    """In whose hands a case is and how long: what the page draws as a numeral and cells."""

    who: str
    place: str
    left: int
    due: date | None
    days: list[date]
    provisional: bool
    statutory: date | None


def hands(case: Case, *, on: date) -> Hands:
    """Whose hands, working days left (negative when late), and the working days of the running limit."""
    known = calendar()
    running = [clock for clock in clocks_of(case) if clock.met_at is None and clock.dropped_at is None]
    next_ = next_clock(running, state=case.state)
    law = min((clock.due_on for clock in running if clock.nature == ClockNature.STATUTORY), default=None)
    who = case.holder.name if case.holder else str(_("等人受理"))
    if next_ is None:
        return Hands(who, case.desk.name, 0, None, [], False, law)
    span = (next_.due_on - next_.from_on).days
    days = [next_.from_on + timedelta(days=n) for n in range(1, span + 1)]
    left = working_days_between(on, b=next_.due_on, calendar=known)
    return Hands(
        who, case.desk.name, left, next_.due_on, [day for day in days if known.is_working(day)], next_.provisional, law
    )


def days_left(rows: Iterable[Case], *, on: date) -> dict[int, int]:
    """Working days left for each case of a list, without asking the database: negative when late."""
    known = calendar()
    return {case.pk: working_days_between(on, b=case.due_on, calendar=known) for case in rows if case.due_on}
