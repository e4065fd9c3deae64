"""What was found on a visit: in whose hands, until when, given back, passed on, inherited, and never closed without a result."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import LONG_AGO, NOON, Cast
from tests.ground.visits.visit import TODAY, ends_posts, finished, fresh, given, kin, problem, visited
from xinqiao.ground.org.models import Person, Post
from xinqiao.ground.org.words import Role
from xinqiao.ground.parameters.models import Parameter
from xinqiao.ground.trail.models import Event
from xinqiao.ground.visits.actions import limits, recording, tasks
from xinqiao.ground.visits.models import Visit, VisitTask
from xinqiao.ground.visits.queries import tasks as queries

pytestmark = pytest.mark.engine


def line(task: VisitTask) -> list[tuple[str, str, str]]:
    """Move, who did it, in whose hands it was then."""
    steps = task.hands.order_by("id").select_related("by", "owner", "unit")
    return [(one.move, one.by.name, one.owner.name if one.owner else one.unit.short) for one in steps]


def test_problems_become_tasks_with_owner_day_and_number(cast: Cast) -> None:
    found = [problem(cast, owner="du", days=5), problem(cast, desk="后勤保障部", days=1), problem(cast, days=10)]
    row = visited(cast, problems=found)
    first, second, third = row.tasks.order_by("order")
    assert [one.order for one in (first, second, third)] == [1, 2, 3]
    assert (first.owner, first.unit, first.due_on) == (cast.people["du"], cast.units["logistics"], date(2026, 10, 27))
    assert (second.owner, second.unit, second.due_on) == (None, cast.units["logistics"], date(2026, 10, 21))
    assert (third.owner, third.unit) == (cast.people["ding"], cast.units["press"])
    assert (str(first), str(first.hands.get())) == (f"{row.pk}-1", f"{first.pk} given")
    assert Event.objects.filter(verb="give_task", person=cast.people["wei"].pk).count() == 3


def test_one_more_is_given_later(cast: Cast) -> None:
    row = visited(cast, problems=[problem(cast)])
    task = tasks.add_task(row.pk, problem=problem(cast, owner="du"), by=cast.viewer("ding"), at=NOON)
    assert (task.order, task.owner) == (2, cast.people["du"])
    with pytest.raises(Visit.DoesNotExist):
        tasks.add_task(row.pk, problem=problem(cast), by=cast.viewer("luo"), at=NOON)


def test_nothing_more_is_given_from_a_withdrawn_visit(cast: Cast) -> None:
    row = visited(cast)
    recording.withdraw_visit(row.pk, why="记重了", by=cast.viewer("ding"), at=NOON)
    with pytest.raises(tasks.VisitGone):
        tasks.add_task(row.pk, problem=problem(cast), by=cast.viewer("ding"), at=NOON)


@pytest.mark.parametrize("owner", ["lin", "没有的部门", "天车班工会小组", "999999"])
def test_a_task_needs_somebody_who_answers(cast: Cast, owner: str) -> None:
    named = cast.people[owner].number if owner in cast.people else owner
    with pytest.raises(limits.NobodyThere):
        visited(cast, problems=[tasks.Problem("暖气不热", named, 5)])
    assert not Visit.objects.exists()


def test_x26_nobody_is_given_what_concerns_themselves_or_their_kin(cast: Cast) -> None:
    with pytest.raises(limits.TooNearToTask):
        visited(cast, by="wen", whom="du", problems=[problem(cast, owner="du")])
    kin(cast, "du", other="wei")
    with pytest.raises(limits.TooNearToTask):
        given(cast, owner="du")


def test_x26_kin_at_the_desk_do_not_close_it_either(cast: Cast) -> None:
    task = given(cast, desk="后勤保障部")
    kin(cast, "wei", other="du")
    with pytest.raises(limits.TooNearToTask):
        finished(cast, task)
    assert fresh(task).state == "open"


def test_the_owner_closes_it_with_a_result(cast: Cast) -> None:
    task = finished(cast, given(cast))
    assert (task.state, task.done_by, task.result) == ("done", cast.people["du"], "暖气片放了气，二十二度。")
    assert line(task) == [("given", "丁小满", "杜家和"), ("done", "杜家和", "杜家和")]
    assert Event.objects.filter(verb="finish_task", person=cast.people["wei"].pk).exists()


def test_whoever_is_free_at_the_desk_closes_it(cast: Cast) -> None:
    task = finished(cast, given(cast, desk="后勤保障部"))
    assert (task.owner, task.done_by) == (None, cast.people["du"])


def test_without_a_result_nothing_is_closed(cast: Cast) -> None:
    task = given(cast)
    with pytest.raises(tasks.ResultMissing):
        tasks.finish_task(task.pk, result=" \n", by=cast.viewer("du"), at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitTask.objects.filter(pk=task.pk).update(state="done")
    assert fresh(task).state == "open"


@pytest.mark.parametrize("who", ["ding", "cheng", "wen", "luo"])
def test_nobody_else_closes_it(cast: Cast, who: str) -> None:
    task = given(cast)
    with pytest.raises(VisitTask.DoesNotExist):
        finished(cast, task, by=who)
    with pytest.raises(VisitTask.DoesNotExist):
        tasks.give_back(task.pk, why="不归我", by=cast.viewer(who), at=NOON)


def test_what_is_done_is_not_done_again_nor_given_back_nor_passed_on(cast: Cast) -> None:
    task = finished(cast, given(cast))
    with pytest.raises(tasks.TaskNotOpen):
        finished(cast, task)
    with pytest.raises(tasks.TaskNotOpen):
        tasks.give_back(task.pk, why="不归我", by=cast.viewer("du"), at=NOON)
    with pytest.raises(tasks.TaskNotOpen):
        passed(cast, task, to="cheng")


def given_back(cast: Cast, **changes: Any) -> VisitTask:
    return tasks.give_back(given(cast, **changes).pk, why="锅炉归动力管", by=cast.viewer("du"), at=NOON)


def passed(cast: Cast, task: VisitTask, *, to: str = "", by: str = "ding", **more: Any) -> VisitTask:
    owner = cast.people[to].number if to in cast.people else to
    asked = {"why": "归采购", "days": None, "at": NOON} | more
    return tasks.pass_task(task.pk, owner=owner, by=cast.viewer(by), **asked)


def test_given_back_it_waits_for_the_visitor_with_its_day(cast: Cast) -> None:
    task = given_back(cast)
    assert (task.state, task.due_on) == ("back", date(2026, 10, 27))
    with pytest.raises(tasks.TaskNotOpen):
        tasks.give_back(task.pk, why="再退", by=cast.viewer("du"), at=NOON)
    again = passed(cast, task, to="cheng")
    assert (again.state, again.owner, again.unit) == ("open", cast.people["cheng"], cast.units["purchasing"])
    assert again.due_on == date(2026, 10, 27)
    assert line(again) == [("given", "丁小满", "杜家和"), ("back", "杜家和", "杜家和"), ("passed", "丁小满", "程万里")]


def test_giving_back_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(limits.VisitReasonMissing):
        tasks.give_back(given(cast).pk, why=" ", by=cast.viewer("du"), at=NOON)


def test_in_mid_matter_it_goes_to_another_and_the_line_keeps_who_had_it_until_when(cast: Cast) -> None:
    task = passed(cast, given(cast), to="cheng", days=8)
    assert task.due_on == date(2026, 10, 30)
    assert [one.due_on for one in task.hands.order_by("id")] == [date(2026, 10, 27), date(2026, 10, 30)]
    with pytest.raises(VisitTask.DoesNotExist):
        finished(cast, task, by="du")
    assert finished(cast, task, by="cheng").state == "done"


def test_passing_on_needs_a_reason_and_somebody_who_may_have_it(cast: Cast) -> None:
    task = given(cast)
    with pytest.raises(limits.VisitReasonMissing):
        passed(cast, task, to="cheng", why=" ")
    with pytest.raises(limits.NobodyThere):
        passed(cast, task, to="lin")
    kin(cast, "cheng", other="wei")
    with pytest.raises(limits.TooNearToTask):
        passed(cast, task, to="cheng")


def test_without_a_name_it_comes_to_the_visitor(cast: Cast) -> None:
    assert passed(cast, given_back(cast)).owner == cast.people["ding"]


def test_the_visitor_who_took_it_back_ends_a_mistake_with_a_sentence(cast: Cast) -> None:
    task = passed(cast, given_back(cast))
    tasks.finish_task(task.pk, result="记错了，没有这件事。", by=cast.viewer("ding"), at=NOON)
    row = recording.withdraw_visit(task.visit_id, why="记错了", by=cast.viewer("ding"), at=NOON)
    assert row.state == "withdrawn"


@pytest.mark.parametrize(("who", "may"), [("ding", True), ("gu", True), ("wen", True), ("luo", False), ("du", False)])
def test_who_says_whose_it_is(cast: Cast, who: str, may: bool) -> None:
    task = given(cast)
    if may:
        assert passed(cast, task, to="cheng", by=who).owner == cast.people["cheng"]
    else:
        with pytest.raises(VisitTask.DoesNotExist):
            passed(cast, task, to="cheng", by=who)


def test_x26_a_chair_who_was_visited_does_not_say_whose_it_is(cast: Cast) -> None:
    task = given(cast, whom="wen")
    with pytest.raises(VisitTask.DoesNotExist):
        passed(cast, task, to="cheng", by="wen")
    assert passed(cast, task, to="cheng", by="gu").owner == cast.people["cheng"]


# Somebody leaves.


def heir(cast: Cast, *, who: str = "wei", unit: str = "press", role: str = Role.GROUP_LEADER) -> Person:
    Post.objects.create(person=cast.people[who], role=role, unit=cast.units[unit], from_on=LONG_AGO)
    return cast.people[who]


def left(cast: Cast) -> VisitTask:
    """A task of the group leader, whose post then ended."""
    task = given(cast, owner="ding", whom="alat")
    ends_posts(cast.people["ding"], on=TODAY)
    return task


def hand_over(cast: Cast, *, by: str = "luo", to: str = "") -> list[VisitTask]:
    unit, leaver = cast.units["press"].pk, cast.people["ding"].pk
    return tasks.hand_over_tasks(unit=unit, leaver=leaver, to=to, by=cast.viewer(by), at=NOON)


def test_a_leavers_tasks_go_to_who_came_after_them_with_their_day(cast: Cast) -> None:
    task, after = left(cast), heir(cast)
    assert [row.pk for row in hand_over(cast)] == [task.pk]
    assert (fresh(task).owner, fresh(task).due_on) == (after, task.due_on)
    assert line(task)[-1] == ("inherited", "罗桂芳", "魏立冬")
    with pytest.raises(tasks.NothingLeft):
        hand_over(cast)


def test_a_task_the_leaver_had_given_back_is_open_again_in_the_heirs_hands(cast: Cast) -> None:
    task = given(cast, owner="ding", whom="alat")
    tasks.give_back(task.pk, why="我要走了", by=cast.viewer("ding"), at=NOON)
    ends_posts(cast.people["ding"], on=TODAY)
    heir(cast)
    hand_over(cast)
    assert fresh(task).state == "open"


def test_where_nobody_came_after_a_number_is_asked_for(cast: Cast) -> None:
    task = left(cast)
    with pytest.raises(tasks.NoSuccessor):
        hand_over(cast)
    hand_over(cast, to=cast.people["luo"].number)
    assert (fresh(task).owner, fresh(task).unit) == (cast.people["luo"], cast.units["forging2"])


def test_x26_what_is_left_does_not_come_to_kin(cast: Cast) -> None:
    left(cast)
    heir(cast)
    kin(cast, "alat", other="wei")
    with pytest.raises(limits.TooNearToTask):
        hand_over(cast)


def test_the_role_comes_before_others_at_the_same_desk(cast: Cast) -> None:
    task = given(cast, owner="ding", whom="alat")
    heir(cast, who="chen", role=Role.SAFETY_TECHNICIAN)
    ends_posts(cast.people["ding"], on=TODAY)
    assert [row.successor for row in queries.left_behind(cast.viewer("luo"), on=TODAY)] == [cast.people["chen"]]
    heir(cast)
    hand_over(cast)
    assert fresh(task).owner == cast.people["wei"]


def test_who_still_answers_keeps_their_tasks(cast: Cast) -> None:
    given(cast, owner="ding", whom="alat")
    assert queries.left_behind(cast.viewer("luo"), on=TODAY) == []
    with pytest.raises(tasks.NothingLeft):
        hand_over(cast)


def test_only_the_line_above_and_the_heads_hand_over(cast: Cast) -> None:
    left(cast)
    heir(cast)
    for who in ("tong", "ding", "du", "ni"):
        assert queries.left_behind(cast.viewer(who), on=TODAY) == []
        with pytest.raises(tasks.NothingLeft):
            hand_over(cast, by=who)
    assert [row.tasks for row in queries.left_behind(cast.viewer("gu"), on=TODAY)] == [1]


def test_who_left_the_works_is_found_by_the_heads_too(cast: Cast) -> None:
    given(cast, owner="du")
    Person.objects.filter(pk=cast.people["du"].pk).update(left_on=date(2026, 10, 1))
    [row] = queries.left_behind(cast.viewer("wen"), on=TODAY)
    assert (row.person, row.unit, row.successor) == (cast.people["du"], cast.units["logistics"], None)
    assert row.key == f"{cast.units['logistics'].pk}.{cast.people['du'].pk}"


# Lists and days.


def listed(cast: Cast, who: str, *, tab: str, on: date = TODAY) -> list[int]:
    return [row.pk for row in queries.page_of(cast.viewer(who), tab=tab, after=None, on=on)]


def test_late_ones_stand_first_and_tabs_count_what_they_show(cast: Cast) -> None:
    slow, quick = given(cast, days=9), given(cast, days=2)
    done, back = finished(cast, given(cast, days=1)), given_back(cast, days=3)
    later = TODAY + timedelta(days=4)
    assert listed(cast, "du", tab="mine", on=later) == [quick.pk, slow.pk]
    assert listed(cast, "du", tab="late", on=later) == [quick.pk, back.pk]
    assert listed(cast, "ding", tab="open", on=later) == [quick.pk, back.pk, slow.pk]
    assert listed(cast, "ding", tab="back", on=later) == [back.pk]
    assert listed(cast, "ding", tab="done", on=later) == [done.pk]
    for who in ("du", "ding"):
        counts = queries.tally(cast.viewer(who), on=later)
        assert counts == {tab: len(listed(cast, who, tab=tab, on=later)) for tab in queries.TABS}


def test_a_page_goes_on_behind_the_last_row(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    first, second = given(cast, days=2), given(cast, days=2)
    rows = queries.page_of(cast.viewer("du"), tab="mine", after=None, on=TODAY)
    assert [row.pk for row in rows] == [first.pk, second.pk]
    after = (rows[0].due_on, rows[0].pk)
    assert [row.pk for row in queries.page_of(cast.viewer("du"), tab="mine", after=after, on=TODAY)] == [second.pk]
    finished(cast, first), finished(cast, second)
    assert [row.pk for row in queries.page_of(cast.viewer("du"), tab="done", after=after, on=TODAY)] == []


def test_days_left_are_working_days(cast: Cast) -> None:
    task = given(cast, days=5)
    assert queries.days_left([task], on=TODAY) == {task.pk: 5}
    assert queries.days_left([task], on=date(2026, 10, 30)) == {task.pk: -3}


def test_a_day_in_a_year_without_holidays_yet_moves_when_they_come(cast: Cast) -> None:
    task = given(cast, days=60)
    assert (task.provisional, task.due_on) == (True, date(2027, 1, 13))
    assert tasks.recount_tasks(at=NOON) == 0
    off = [date(2027, 1, 1), *(date(2027, 1, day) for day in (4, 5)), *(date(2027, 10, day) for day in range(1, 9))]
    Parameter.objects.create(
        key="calendar.2027", value={"holidays": [day.isoformat() for day in off], "workdays": []}, document="放假通知",
        source="", in_force_from=date(2027, 1, 1), proposed_at=NOON, confirmed_at=NOON, proposed_by=cast.people["bai"].pk,
    )  # fmt: skip
    assert tasks.recount_tasks(at=NOON) == 1
    assert (fresh(task).due_on, fresh(task).provisional) == (date(2027, 1, 15), False)


def test_the_room_listens_for_new_calendars() -> None:
    from xinqiao.ground.parameters import actions

    assert tasks.recount_tasks in actions._calendar_listeners


# Somebody moves.


def test_a_member_who_moved_still_sees_it_and_the_task_stays_with_its_owner(cast: Cast) -> None:
    from xinqiao.ground.visits.queries import visits

    task = given(cast)
    Person.objects.filter(pk=cast.people["wei"].pk).update(unit=cast.units["crane"])
    cast.people["wei"].refresh_from_db()
    assert visits.own_visits(cast.viewer("wei")).get().pk == task.visit_id
    assert finished(cast, fresh(task)).owner == cast.people["du"]
    assert [one.result for one in visits.tasks_of(task.visit)] == ["暖气片放了气，二十二度。"]
