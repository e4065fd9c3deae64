"""A half-open stretch of time: from its opening on, up to but not including its closing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.utils.translation import gettext_lazy as _

from xinqiao.kit.texts import BadText

Moment = TypeVar("Moment", bound=date)  # datetime is a date to Python; __post_init__ keeps the two apart


class BadWindow(BadText):
    """A stretch of time that cannot be."""


@dataclass(frozen=True)
class Window(Generic[Moment]):
    """[opens_at, closes_at) over dates or aware datetimes; without `closes_at` it stays open.

    Raises BadWindow when it would close before or as it opens, TypeError when dates and datetimes are mixed or a
    datetime has no zone.
    """

    opens_at: Moment
    closes_at: Moment | None = None

    def __post_init__(self) -> None:
        _refuse_naive(self.opens_at)
        if self.closes_at is None:
            return
        _refuse_naive(self.closes_at)
        if not self.closes_at > self.opens_at:  # Python itself refuses to order a date and a datetime
            raise BadWindow(_("结束时间必须晚于开始时间。"), cure=_("请改正开始时间或结束时间。"))

    def holds(self, at: Moment) -> bool:
        """Whether `at` lies inside: the opening does, the closing not. Raises TypeError for the wrong kind of time."""
        return self.opens_at <= at and (self.closes_at is None or at < self.closes_at)

    def overlaps(self, other: "Window[Moment]") -> bool:
        """Whether the two share a moment; touching ends share none. Raises TypeError for the wrong kind of time."""
        opens_before_other_closes = other.closes_at is None or self.opens_at < other.closes_at
        other_opens_before_closing = self.closes_at is None or other.opens_at < self.closes_at
        return opens_before_other_closes and other_opens_before_closing


def _refuse_naive(at: date) -> None:
    if isinstance(at, datetime) and at.utcoffset() is None:
        raise TypeError("a window is made of dates or aware datetimes")
