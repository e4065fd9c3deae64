"""Numbers the model union has set itself over the years: proposed by one, confirmed by another, old matters keep theirs."""

from __future__ import annotations

from datetime import date, timedelta

from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer, viewer_of
from xinqiao.ground.parameters import actions as parameters
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.clock import moment, today
from xinqiao.kit.story import Telling

SOURCE = "砺原重工集团工会职工诉求办理办法"


def set_rules(telling: Telling, *, cast: dict[str, Person]) -> None:
    """Reply within three working days at first, within two since two years ago; one change waits for a second hand."""
    start, on = telling.since, today(telling.now)
    gu, wen, bai = (viewer_of(cast[key], on=start) for key in ("gu", "wen", "bai"))
    changed = date(on.year - 2, on.month, 1)
    first = f"砺原工〔{start.year}〕9号"
    _settle("appeals.reply_days", value=3, document=first, start=start, by=gu, second=bai)
    _settle("appeals.finish_days", value=20, document=first, start=start, by=gu, second=bai)
    second = f"砺原工〔{changed.year}〕17号"
    _settle("appeals.reply_days", value=2, document=second, start=changed, by=gu, second=wen)
    _settle("appeals.finish_days", value=15, document=second, start=changed, by=gu, second=wen)
    parameters.propose_parameter(
        key="appeals.rate_days",
        value=10,
        document=f"砺原工〔{on.year}〕22号（征求意见稿）",
        source=SOURCE,
        in_force_from=date(on.year + on.month // 12, on.month % 12 + 1, 1),
        by=gu,
        at=moment(_working_day_before(on - timedelta(days=2)), hour=10, minute=20),
    )


def _working_day_before(on: date) -> date:
    known = calendar()
    while not known.is_working(on):
        on -= timedelta(days=1)
    return on


def _settle(key: str, *, value: int, document: str, start: date, by: Viewer, second: Viewer) -> None:
    proposed = _working_day_before(start - timedelta(days=20))
    confirmed = _working_day_before(start - timedelta(days=12))
    row = parameters.propose_parameter(
        key=key,
        value=value,
        document=document,
        source=SOURCE,
        in_force_from=start,
        by=by,
        at=moment(proposed, hour=9, minute=40),
    )
    parameters.confirm_parameter(row.pk, by=second, at=moment(confirmed, hour=15, minute=5))
