"""A deadline in words and cells: the numeral, its unit, the date, and one sentence for those who listen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from xinqiao.ui import dates

# Days left at which a clock is drawn in ochre.
SOON = 1


@dataclass(frozen=True)
class Clock:
    """What the macros `clk` and `hand` print. `state` is one of late, soon, "", off."""

    state: str
    numeral: str
    unit: str
    when: str
    sentence: str


def running(*, left: int, due: date, unit: str = "working", kind: str = "service") -> Clock:
    """A clock that runs. `left`: whole days to the deadline, 0 on its day, negative when past; `unit`: "working" or
    "calendar"; `kind`: "service" (our promise) or "law" (a statute's date, said so)."""
    day = dates.date(due, "short")
    when = _("%(day)s 法定") % {"day": day} if kind == "law" else day
    if left == 0:
        return Clock(
            "soon",
            pgettext("big", "今"),
            pgettext("after the big word", "天到期"),
            when,
            _("今天到期，%(day)s") % {"day": when},
        )
    words = {"count": abs(left), "day": when}
    if unit == "working":
        if left < 0:
            past = _("%(day)s过期") % words
            return Clock("late", str(-left), _("个工作日前"), past, _("已过期 %(count)s 个工作日，%(day)s") % words)
        state = "soon" if left <= SOON else ""
        return Clock(state, str(left), _("个工作日"), when, _("还有 %(count)s 个工作日，%(day)s") % words)
    if left < 0:
        return Clock("late", str(-left), _("天前"), _("%(day)s过期") % words, _("已过期 %(count)s 天，%(day)s") % words)
    return Clock("soon" if left <= SOON else "", str(left), _("天"), when, _("还有 %(count)s 天，%(day)s") % words)


def paused(*, since: date, waiting: str) -> Clock:
    """A clock that stands still, since when and for whom."""
    when = _("%(day)s起") % {"day": dates.date(since, "short")}
    words = {"waiting": waiting, "when": when}
    return Clock("off", pgettext("big", "停"), waiting, when, _("暂停计时，%(waiting)s，%(when)s") % words)


def by_session(*, meeting: str) -> Clock:
    """No day is counted: the matter waits for a meeting."""
    return Clock(
        "off", pgettext("big", "会"), _("按会期"), meeting, _("按会期办理：%(meeting)s") % {"meeting": meeting}
    )


@dataclass(frozen=True)
class Cells:
    """One cell, one working day: its classes, and the sentence that says the same."""

    classes: tuple[str, ...]
    sentence: str
    first: date
    last: date


def cells(*, days: Sequence[date], today: date) -> Cells:
    """Cells for these working days (in order, first to deadline). A gap stands before the first day of a new week."""
    classes = []
    for at, day in enumerate(days):
        marks = ["was"] if day < today else ["now"] if day == today else []
        if at and day.isocalendar()[:2] != days[at - 1].isocalendar()[:2]:
            marks.append("wk")
        classes.append(" ".join(marks))
    counts = {"all": len(days), "was": sum(day < today for day in days), "left": sum(day > today for day in days)}
    if today in days:
        sentence = _("共 %(all)s 个工作日，过了 %(was)s 个，今天，还有 %(left)s 个") % counts
    else:
        sentence = _("共 %(all)s 个工作日，过了 %(was)s 个，还有 %(left)s 个") % counts
    return Cells(tuple(classes), sentence, days[0], days[-1])
