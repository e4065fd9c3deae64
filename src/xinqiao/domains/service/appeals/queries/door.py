"""What has to be known before an appeal is filed, asked in one statement: filing is the hottest deed of the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from xinqiao.blocks.cases.queries import next_case_key
from xinqiao.ground.org.models import Unit
from xinqiao.ground.org.words import UnitKind
from xinqiao.ground.parameters.queries import STAMP, Known, known

# The person is locked, so that two taps at once come one after the other. Without a person (nobody left a name) only the
# place is asked.
ASK = """
SELECT p.id, p.left_on, u.id, u.path, d.id, d.name, d.short, {stamp}, {key}
FROM (SELECT 1) AS here
LEFT JOIN org_person p ON p.id = %s
LEFT JOIN org_unit u ON u.id = coalesce(p.unit_id, (
    SELECT id FROM org_unit WHERE kind = %s AND parent_id IS NULL AND closes_on IS NULL ORDER BY path LIMIT 1))
LEFT JOIN org_unit d ON d.id = coalesce(
    (SELECT id FROM org_unit WHERE kind = %s AND closes_on IS NULL ORDER BY path LIMIT 1),
    (SELECT id FROM org_unit WHERE kind = %s AND parent_id IS NULL AND closes_on IS NULL ORDER BY path LIMIT 1))
"""

# To be asked after the lock, by a later statement: the one that waits for it does not see what was written meanwhile.
STANDING = """(
    SELECT a.case_id FROM service_appeal a JOIN cases_case c ON c.id = a.case_id
    WHERE a.author_id = %s AND a.words = %s AND c.opened_at > %s AND c.closed_at IS NULL
    ORDER BY a.case_id DESC LIMIT 1
)"""


@dataclass(frozen=True)
class Door:
    """Whose matter it would be, where it concerns and arrives, under which numbers of the rules."""

    person: int | None
    left_on: date | None
    unit: int | None
    path: str
    desk: Unit | None
    known: Known
    key: int


def standing(person: int | None, *, words: str, since: datetime) -> list[object]:
    """The parameters of STANDING: the open appeal of the same words by the same person since then is a second tap."""
    moment = since if connection.vendor == "postgresql" else connection.ops.adapt_datetimefield_value(since)
    return [person, words, moment]


def door(person: int | None) -> Door:
    """Everything filing has to know, the person locked. To be asked inside the transaction of the deed."""
    sql = ASK.format(stamp=STAMP, key=next_case_key())
    if connection.vendor == "postgresql" and person is not None:
        sql = sql.replace("LEFT JOIN org_person", "JOIN org_person") + " FOR NO KEY UPDATE OF p"
    kinds = [UnitKind.GROUP, UnitKind.DESK, UnitKind.GROUP]
    with connection.cursor() as cursor:
        cursor.execute(sql, [person, *kinds])
        row = cursor.fetchone()
    if row is None:
        return Door(None, None, None, "", None, known(0), 0)
    desk = Unit(pk=row[4], name=row[5], short=row[6]) if row[4] else None
    return Door(row[0], _day(row[1]), row[2], row[3] or "", desk, known(row[7]), row[8])


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
