"""Two officers, one task; one form, sent twice at once: the lock lets exactly one of them through."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError

from tests.cast import NOON, Cast, gather
from tests.ground.visits.visit import fresh, given, problem, token, visited
from tests.races.runners import Meeting, losers, race, winners
from xinqiao.ground.org.models import Person, Post
from xinqiao.ground.org.words import Role
from xinqiao.ground.visits.actions import recording, tasks
from xinqiao.ground.visits.models import Visit, VisitTask

pytestmark = pytest.mark.race


@pytest.fixture
def cast(committed: None) -> Cast:
    found = gather()
    person = found.people["cheng"]  # a second head at the desk of logistics
    Post.objects.create(
        person=person, role=Role.DEPARTMENT_HEAD, unit=found.units["logistics"], from_on=NOON.date().replace(day=1)
    )
    return found


def both_finish(cast: Cast, task: VisitTask) -> list[object]:
    viewers = [cast.viewer("du"), cast.viewer("cheng")]
    return race(*(lambda me=me: tasks.finish_task(task.pk, result=f"{me.name}办的", by=me, at=NOON) for me in viewers))


def unlocked(task: int, *, by: Any, rule: Any = tasks.rules.hold_task) -> VisitTask:
    """The task as `locked` reads it, without the lock."""
    return VisitTask.objects.get(rule.rows(by), pk=task)


def everybody_looks_first(patch: pytest.MonkeyPatch, *, reader: Any) -> None:
    meeting = Meeting(2)

    def read(task: int, **more: Any) -> VisitTask:
        row: VisitTask = reader(task, **more)
        meeting.wait()
        return row

    patch.setattr(tasks, "locked", read)


def test_two_close_one_task_and_one_result_stands(cast: Cast) -> None:
    for _n in range(5):
        task = given(cast, desk="后勤保障部")
        ends = both_finish(cast, task)
        assert (winners(ends), losers(ends)) == (1, ["TaskNotOpen"])
        assert task.hands.filter(move="done").count() == 1
        assert fresh(task).result == f"{fresh(task).done_by.name}办的"


def test_the_lock_holds_even_when_both_have_looked(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    task = given(cast, desk="后勤保障部")
    everybody_looks_first(monkeypatch, reader=tasks.locked)
    ends = both_finish(cast, task)
    assert (winners(ends), losers(ends)) == (1, ["TaskNotOpen"])


def test_without_the_lock_both_close_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    task = given(cast, desk="后勤保障部")
    everybody_looks_first(monkeypatch, reader=unlocked)
    ends = both_finish(cast, task)
    assert (winners(ends), task.hands.filter(move="done").count()) == (2, 2)


def test_one_closes_while_the_other_gives_back(cast: Cast) -> None:
    for _n in range(5):
        task = given(cast, desk="后勤保障部")
        ends = race(
            lambda task=task: tasks.finish_task(task.pk, result="修好了", by=cast.viewer("du"), at=NOON),
            lambda task=task: tasks.give_back(task.pk, why="不归我", by=cast.viewer("cheng"), at=NOON),
        )
        assert (winners(ends), losers(ends)) == (1, ["TaskNotOpen"])


def test_a_form_sent_twice_at_once_is_one_visit(cast: Cast) -> None:
    for _n in range(5):
        key = token()
        ends = race(
            *(lambda key=key: visited(cast, token=key, problems=[problem(cast, owner="du")]) for _tap in range(2))
        )
        assert winners(ends) == 2
        assert {end.pk for end in ends} == {Visit.objects.get(token=key).pk}  # type: ignore[attr-defined]
        assert VisitTask.objects.filter(visit__token=key).count() == 1


def test_without_the_lock_only_the_database_stops_the_second(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting, check = Meeting(2), recording.limits.check_day

    def late(*given_: Any, **more: Any) -> None:
        check(*given_, **more)
        meeting.wait()

    monkeypatch.setattr(type(Person.objects.all()), "select_for_update", lambda rows, **_more: rows)
    monkeypatch.setattr(recording.limits, "check_day", late)
    key = token()
    ends = race(*(lambda: visited(cast, token=key) for _tap in range(2)))
    assert losers(ends) == [IntegrityError.__name__]


def test_two_problems_added_at_once_get_numbers_of_their_own(cast: Cast) -> None:
    row, me = visited(cast), cast.viewer("ding")
    ends = race(*(lambda: tasks.add_task(row.pk, problem=problem(cast), by=me, at=NOON) for _n in range(4)))
    assert winners(ends) == 4
    assert sorted(row.tasks.values_list("order", flat=True)) == [1, 2, 3, 4]


def test_taking_back_and_giving_one_more_task_never_both_happen(cast: Cast) -> None:
    for _n in range(5):
        row, me = visited(cast), cast.viewer("ding")
        ends = race(
            lambda row=row, me=me: recording.withdraw_visit(row.pk, why="记重了", by=me, at=NOON),
            lambda row=row, me=me: tasks.add_task(row.pk, problem=problem(cast), by=me, at=NOON),
        )
        assert winners(ends) == 1
        assert losers(ends)[0] in ("TasksUnfinished", "VisitGone")


def test_a_double_tap_says_one_word(cast: Cast) -> None:
    row, wei = visited(cast), cast.viewer("wei")
    ends = race(*(lambda: recording.answer_visit(row.pk, answer="true", words="", by=wei, at=NOON) for _n in range(2)))
    assert (winners(ends), losers(ends)) == (1, ["SpokenAlready"])


def test_two_correct_at_once_and_both_versions_stand(cast: Cast) -> None:
    from tests.ground.visits.visit import told

    row = visited(cast, by="jiang", visitor=cast.people["luo"].number)
    ends = race(
        *(
            lambda who=who: recording.amend_visit(
                row.pk, account=told(cast, heard=who), why="改", by=cast.viewer(who), at=NOON
            )
            for who in ("luo", "jiang")
        )
    )
    assert winners(ends) == 2
    assert sorted(row.versions.values_list("version", flat=True)) == [1, 2, 3]


def test_a_leavers_tasks_go_to_one_heir_only(cast: Cast) -> None:
    from tests.ground.visits.visit import TODAY, ends_posts

    task = given(cast, owner="ding", whom="alat")
    ends_posts(cast.people["ding"], on=TODAY)
    unit, leaver = cast.units["press"].pk, cast.people["ding"].pk
    ends = race(
        *(
            lambda who=who: tasks.hand_over_tasks(
                unit=unit, leaver=leaver, to=cast.people[who].number, by=cast.viewer(who), at=NOON
            )
            for who in ("luo", "gu")
        )
    )
    assert (winners(ends), losers(ends)) == (1, ["NothingLeft"])
    assert task.hands.filter(move="inherited").count() == 1
