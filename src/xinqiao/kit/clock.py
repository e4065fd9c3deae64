"""One place where the product reads the time. Actions never do: they are told (`at`)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def today(at: datetime) -> date:
    """The calendar day in Shanghai on which this moment falls."""
    return at.astimezone(SHANGHAI).date()


def moment(day: date, *, hour: int = 0, minute: int = 0) -> datetime:
    """A wall-clock time in Shanghai as an aware moment."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)
