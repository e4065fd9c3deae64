"""One matter of six people, answered at once; and what everybody may read of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from xinqiao.domains.service.appeals.actions import filing, grouping, handling, publishing
from xinqiao.domains.service.appeals.story.roads import Road, Told, file
from xinqiao.domains.service.appeals.story.stage import Stage
from xinqiao.domains.service.words import Privacy


def together(stage: Stage, *, told: Told, start: datetime, others: Sequence[str]) -> Road:
    """The first rings; her workmates write the same on their phones; the hotline merges them and hands all to one desk."""
    yield start
    file(stage, told=told, at=start)
    keys = [told.key]
    mates = [person for person in stage.plain if person.unit_id == told.author.unit_id]
    for n, words in enumerate(others):
        author = mates[n] if n < len(mates) else stage.author(at=start)
        at = start + timedelta(minutes=25 * (n + 1))
        yield at
        by = stage.viewer(author, at=at)
        row = filing.file_appeal(words=words, topic=told.topic, privacy=Privacy.NAMED, by=by, at=at)
        stage.filed += 1
        keys.append(row.pk)
    song = stage.cast["song"]
    at = stage.office(start + timedelta(minutes=25 * (len(others) + 1)))
    yield at
    by = stage.viewer(song, at=at)
    handling.take_appeal(told.key, by=by, at=at)
    grouping.merge_appeals(keys, by=by, at=at)
    logistics, du = stage.by_name["后勤保障部"], stage.cast["du"]
    why = "班车归后勤管，六位同志说的是同一件事，合在一起办。"
    handling.hand_over_appeal(told.key, desk=logistics, holder=du, why=why, by=by, at=at)
    at = stage.office(start, days=told.course.reply)
    yield at
    text = told.answer.text.format(**told.slots)
    handling.reply_appeal(told.key, text=text, promise_days=20, by=stage.viewer(du, at=at), at=at)


def told_to_all(stage: Stage, *, told: Told, road: Road, text: tuple[str, str]) -> Road:
    """The road to its end; then the rights officer publishes what serves everybody."""
    yield from road
    at = stage.office(told.at, days=1)
    yield at
    officer = stage.cast["gu"]
    title, words = text
    publishing.publish_answer(told.key, title=title, text=words, by=stage.viewer(officer, at=at), at=at)
