"""Handing a whole desk over (交班): what somebody holds goes to another, each matter through the same door as one alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from xinqiao.domains.service.appeals.actions.handling import hand_over_appeal
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.domains.service.appeals.queries.lists import held_by
from xinqiao.ground.org.models import Person, Unit
from xinqiao.ground.org.queries import Viewer
from xinqiao.kit.refusal import Refused


@dataclass
class Handed:
    """What went over, and what did not, with why."""

    moved: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)


def hand_over_desk(whose: int, *, desk: Unit, holder: Person | None, why: str, by: Viewer, at: datetime) -> Handed:
    """Hand every open appeal of one person to another desk or person, one transaction each; limits run on.

    Those that are refused (kin, the complained, somebody who handled it before) stay and are told one by one.
    """
    done = Handed()
    for row in held_by(by, person=whose):
        try:
            hand_over_appeal(row.pk, desk=desk, holder=holder, why=why, by=by, at=at)
        except Refused as refusal:
            done.kept.append((row.case.number, str(refusal)))
        except Appeal.DoesNotExist:  # taken by somebody else in the meantime
            continue
        else:
            done.moved += 1
    return done
