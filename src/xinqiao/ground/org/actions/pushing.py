"""Another system sends the roster: the same reading and the same import as a sheet, without a file in between."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xinqiao.ground.org.actions.columns import NAMES, UNITS
from xinqiao.ground.org.actions.committing import commit_import
from xinqiao.ground.org.actions.importing import Judgement, judge_roster, prepare_import
from xinqiao.ground.org.models import RosterImport
from xinqiao.ground.org.queries import Viewer
from xinqiao.ground.org.words import ImportState, Verdict
from xinqiao.ground.trail import actions as trail

FILE = "接口推送"
TITLES = {kind: names[0] for kind, names in NAMES.items()} | {"unit": UNITS[1][0]}
FIELDS = {title: kind for kind, title in TITLES.items()}

Row = Mapping[str, str]


@dataclass(frozen=True)
class Pushed:
    """What came of it: the judgement, the import that was committed, and the draft that waits for a person."""

    judged: Judgement
    done: RosterImport | None = None
    waiting: RosterImport | None = None


def push_roster(rows: Sequence[Row], *, dry_run: bool, by: Viewer, at: datetime) -> Pushed:
    """Bring onto the roster all that is clear, as one import that can be taken back; with `dry_run` only look.

    What waits for a person is laid by as a draft for the desk; it replaces the drafts of earlier pushes in which nobody
    has decided anything. Raises what `judge_roster` and `commit_import` raise.
    """
    data = _sheet(rows)
    judged = judge_roster(data, name=FILE, by=by, at=at)
    if dry_run:
        return Pushed(judged)
    done = waiting = None
    with transaction.atomic():
        if judged.of(Verdict.NEW) or judged.of(Verdict.CHANGED):
            draft = prepare_import(data, name=FILE, by=by, at=at, judged=judged)
            done = commit_import(draft.pk, by=by, at=at)
        _drop_drafts(by=by, at=at)
        if any(finding.question for finding in judged.findings):
            rest = None if done else judged  # what was written is no question any more
            waiting = prepare_import(data, name=FILE, by=by, at=at, judged=rest)
    return Pushed(judged, done, waiting)


def _sheet(rows: Sequence[Row]) -> bytes:
    """The rows as a sheet with our own names of the columns: those that some row fills, number and name always."""
    filled = {"number", "name"} | {kind for row in rows for kind, value in row.items() if value}
    kinds = [kind for kind in TITLES if kind in filled]
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow([TITLES[kind] for kind in kinds])
    sheet.writerows([row.get(kind, "") for kind in kinds] for row in rows)
    return out.getvalue().encode()


def _drop_drafts(*, by: Viewer, at: datetime) -> None:
    """Drafts of earlier pushes of the same person, unless somebody has begun to decide: this push knows better."""
    old = RosterImport.objects.filter(state=ImportState.DRAFT, file_name=FILE, prepared_by=by.person)
    for draft in old.exclude(pk__in=old.filter(rows__decision__gt="").values("pk")):
        trail.record(verb="drop_draft", by=by, at=at, kind="org.import", row=draft.pk, note={"file": draft.file_name})
        draft.delete()
