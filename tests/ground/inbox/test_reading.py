"""Messages are read by whom they are for: on a screen, or on the paper a group leader brings. Nobody else reads any."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOON, Cast, make_person
from tests.ground.inbox.mail import PLAIN, PRIVATE, has_account, sent
from xinqiao.ground.inbox import queries, words
from xinqiao.ground.inbox.actions import addresses, reading
from xinqiao.ground.inbox.actions.reading import NothingToBring
from xinqiao.ground.inbox.models import Message
from xinqiao.ground.org.models import Person
from xinqiao.ground.trail.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
LATER = NOON + timedelta(hours=1)


def read(row: Message) -> tuple[Any, str]:
    row.refresh_from_db()
    return row.read_at, row.read_how


def errands(cast: Cast, *, by: str = "ding") -> dict[str, queries.Errand]:
    """The list of a group leader, by name."""
    rows, _more = queries.errands_for(cast.viewer(by), after="")
    return {row.person.name: row for row in rows}


def brought(cast: Cast, row: Message, *, whom: str = "wei", by: str = "ding") -> int:
    return reading.hand_on_paper(cast.people[whom].pk, upto=row.pk, by=cast.viewer(by), at=LATER)


def test_opening_marks_it_once(cast: Cast) -> None:
    row, me = sent(cast), cast.viewer("wei")
    reading.read_message(row.pk, by=me, at=NOON)
    reading.read_message(row.pk, by=me, at=LATER)
    assert read(row) == (NOON, "screen")


@pytest.mark.parametrize("who", ["chen", "ding", "luo", "gu", "wen", "yu", "privacy", "ni"])
def test_nobody_marks_or_meets_another_persons(cast: Cast, who: str) -> None:
    row, other = sent(cast), cast.viewer(who)
    reading.read_message(row.pk, by=other, at=NOON)
    assert reading.read_all(by=other, at=NOON) == 0
    assert read(row) == (None, "")
    assert queries.messages_for(other, before=None) == ([], None)


def test_all_are_read_at_once_sealed_ones_too(cast: Cast) -> None:
    rows = [sent(cast), sent(cast, sealed=True)]
    earlier = sent(cast)
    reading.read_message(earlier.pk, by=cast.viewer("wei"), at=NOON)
    assert reading.read_all(by=cast.viewer("wei"), at=LATER) == 2
    assert [read(row) for row in rows] == [(LATER, "screen")] * 2
    assert read(earlier)[0] == NOON


def test_the_newest_stand_first_page_by_page(cast: Cast) -> None:
    rows = [sent(cast) for _n in range(queries.PAGE + 1)]
    shown, more = queries.messages_for(cast.viewer("wei"), before=None)
    assert shown == rows[:0:-1]
    assert queries.messages_for(cast.viewer("wei"), before=more) == ([rows[0]], None)


def test_whoever_cannot_read_here_stands_on_the_leaders_list(cast: Cast) -> None:
    first = sent(cast, title="甲", at=NOON - timedelta(days=1))
    last = sent(cast, title="乙")
    errand = errands(cast)["魏立冬"]
    assert (errand.count, errand.since, errand.upto, errand.titles, errand.more) == (
        2,
        first.at,
        last.pk,
        ["甲", "乙"],
        0,
    )


def test_only_titles_of_plain_kinds_pass_through_other_hands(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(cast, title="书屋周六开门")
    sent(cast, title="您的诉求有了答复", kind=PRIVATE)
    errand = errands(cast)["魏立冬"]
    assert (errand.count, errand.titles, errand.more) == (2, ["书屋周六开门"], 1)
    monkeypatch.delitem(words.kinds, PLAIN)  # a room that is gone has promised nothing
    assert (errands(cast)["魏立冬"].titles, errands(cast)["魏立冬"].more) == ([], 2)


def test_a_slip_names_the_newest_few(cast: Cast) -> None:
    for n in range(queries.TITLES + 2):
        sent(cast, title=f"第{n}件")
    errand = errands(cast)["魏立冬"]
    assert (errand.titles[0], len(errand.titles), errand.more) == ("第2件", queries.TITLES, 2)


def test_what_is_sealed_never_stands_on_paper(cast: Cast) -> None:
    row = sent(cast, sealed=True)
    assert errands(cast) == {}
    with pytest.raises(NothingToBring):
        brought(cast, row)
    assert read(row) == (None, "")


def test_whoever_reads_here_is_not_on_the_list_unless_they_asked(cast: Cast) -> None:
    has_account(cast, "wei")
    sent(cast)
    assert errands(cast) == {}
    addresses.ask_for_paper(by=cast.viewer("wei"), at=NOON)
    assert list(errands(cast)) == ["魏立冬"]
    addresses.withdraw_address("paper", by=cast.viewer("wei"), at=NOON)
    assert errands(cast) == {}


def test_the_list_holds_ones_own_team_and_not_oneself(cast: Cast) -> None:
    sent(cast, "wei", "chen", "ding", "alat")
    assert sorted(errands(cast)) == ["阿拉腾乌力吉", "魏立冬"]
    for other in ("gong", "luo", "bao", "wen", "chen", "yu"):  # a team leader is the management's; no chair brings word
        assert errands(cast, by=other) == {}


def test_whoever_has_left_stands_on_no_list(cast: Cast) -> None:
    row = sent(cast)
    Person.objects.filter(pk=cast.people["wei"].pk).update(left_on="2026-10-01")
    assert errands(cast) == {}
    with pytest.raises(Person.DoesNotExist):
        brought(cast, row)


def test_a_long_list_goes_page_by_page(cast: Cast) -> None:
    people = [make_person(f"6{n:05d}", name=f"组员{n}", unit=cast.units["press"]) for n in range(queries.SLIPS + 1)]
    cast.people |= {person.number: person for person in people}
    sent(cast, *[person.number for person in people])
    rows, more = queries.errands_for(cast.viewer("ding"), after="")
    assert (len(rows), more) == (queries.SLIPS, people[-2].number)
    rest, end = queries.errands_for(cast.viewer("ding"), after=more)
    assert ([row.person for row in rest], end) == ([people[-1]], "")


def test_word_that_was_brought_is_read_on_paper_and_on_record(cast: Cast) -> None:
    row, secret = sent(cast), sent(cast, sealed=True)
    assert brought(cast, secret) == 1
    assert (read(row), read(secret)) == ((LATER, "paper"), (None, ""))
    event = Event.objects.get(verb="hand_on")
    wei, ding = cast.people["wei"], cast.people["ding"]
    assert (event.actor, event.person, event.number, event.note) == (ding.pk, wei.pk, wei.number, '{"count": 1}')


def test_what_came_after_the_slip_waits_for_the_next(cast: Cast) -> None:
    printed, later = sent(cast), sent(cast)
    assert brought(cast, printed) == 1
    assert read(later) == (None, "")
    assert list(errands(cast)) == ["魏立冬"]


def test_word_is_brought_once(cast: Cast) -> None:
    row = sent(cast)
    brought(cast, row)
    with pytest.raises(NothingToBring):
        brought(cast, row)
    assert Event.objects.filter(verb="hand_on").count() == 1


@pytest.mark.parametrize("who", ["gong", "luo", "wen", "yu", "chen"])
def test_only_their_group_leader_brings_it(cast: Cast, who: str) -> None:
    row = sent(cast)
    with pytest.raises(Person.DoesNotExist):
        brought(cast, row, by=who)
    assert read(row) == (None, "")


@pytest.mark.parametrize("whom", ["chen", "ding"])
def test_a_leader_brings_nothing_to_others_people_nor_to_oneself(cast: Cast, whom: str) -> None:
    row = sent(cast, whom)
    with pytest.raises(Person.DoesNotExist):
        brought(cast, row, whom=whom)
