"""Membership, near relations and dated standings: each written once, with its day, and corrected by a later deed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.cast import NOON, Cast, make_person
from tests.ground.org.rosters import HEADS, judged, prepared, table
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.ground.org import queries
from xinqiao.ground.org.actions import committing, kin, membership, standings, undoing
from xinqiao.ground.org.models import Kinship, Membership, Person
from xinqiao.ground.org.words import KinKind, StandingKind
from xinqiao.ground.trail.models import Event

DAY = date(2026, 10, 12)
PAPER = "入会申请书 2026-10-12"


def newcomer(cast: Cast) -> Person:
    return make_person("900001", name="方舟舟", unit=cast.units["crane"], member=False)


def join(cast: Cast, person: Person, *, on: date = DAY, by: str = "hao") -> Membership:
    return membership.join_union(person.pk, on=on, document=PAPER, by=cast.viewer(by), at=NOON)


def leave(cast: Cast, person: Person, *, on: date = DAY) -> Membership:
    return membership.leave_union(person.pk, on=on, document="退会申请书", by=cast.viewer("hao"), at=NOON)


def declare(cast: Cast, one: str = "lin", *, number: str = "", on: date = DAY) -> Kinship:
    number = number or cast.people["hao"].number
    return kin.declare_kin(
        cast.people[one].pk, number=number, kind=KinKind.SPOUSE, on=on, by=cast.viewer("hao"), at=NOON
    )


def end(cast: Cast, one: str = "lin", *, other: str = "hao", on: date = DAY) -> None:
    kin.end_kin(cast.people[one].pk, number=cast.people[other].number, on=on, by=cast.viewer("hao"), at=NOON)


def test_an_applicant_is_a_member_from_a_day_on(cast: Cast) -> None:
    person = newcomer(cast)
    assert not queries.viewer_of(person, on=DAY).member
    made = join(cast, person)
    assert (made.joined_on, made.left_on, made.document) == (DAY, None, PAPER)
    assert queries.viewer_of(person, on=DAY).member
    told = Event.objects.get(verb="join_union")
    assert (told.person, told.actor_name) == (person.pk, "郝明远")


def test_a_member_is_entered_once(cast: Cast) -> None:
    with pytest.raises(membership.MemberAlready):
        join(cast, cast.people["chen"])


def test_membership_does_not_begin_or_end_in_the_future(cast: Cast) -> None:
    person = newcomer(cast)
    with pytest.raises(membership.MembershipAhead):
        join(cast, person, on=date(2026, 10, 21))
    join(cast, person, on=date(2026, 10, 20))
    with pytest.raises(membership.MembershipAhead):
        leave(cast, person, on=date(2026, 10, 21))


def test_who_leaves_the_union_keeps_the_years_they_had(cast: Cast) -> None:
    person = newcomer(cast)
    join(cast, person)
    leave(cast, person, on=date(2026, 10, 19))
    assert not queries.viewer_of(person, on=DAY).member
    join(cast, person, on=date(2026, 10, 20))
    years = list(person.memberships.order_by("id").values_list("joined_on", "left_on"))
    assert years == [(DAY, date(2026, 10, 19)), (date(2026, 10, 20), None)]
    assert person.memberships.order_by("id")[0].document == f"{PAPER}；退会申请书"


def test_only_a_member_leaves_the_union(cast: Cast) -> None:
    with pytest.raises(membership.NoMember):
        leave(cast, newcomer(cast))


def test_nobody_leaves_before_they_joined(cast: Cast) -> None:
    person = newcomer(cast)
    join(cast, person)
    with pytest.raises(membership.LeftBeforeJoining):
        leave(cast, person, on=DAY - timedelta(days=1))


@pytest.mark.parametrize("officer", ["kang", "yu", "gu", "tong", "wen"])
def test_membership_is_the_organisation_officers_to_record(cast: Cast, officer: str) -> None:
    with pytest.raises(Person.DoesNotExist):
        join(cast, newcomer(cast), by=officer)


def test_declared_kin_do_not_handle_each_others_matters(cast: Cast) -> None:
    wang = make_person("900002", name="汪海棠", unit=cast.units["crane"])
    declare(cast, "song", number=wang.number)
    assert queries.are_kin(wang.pk, other=cast.people["song"].pk, on=DAY)
    filed = filing.file_appeal(
        words="更衣柜锁坏了。", topic="other", privacy="named", by=queries.viewer_of(wang, on=DAY), at=NOON
    )
    with pytest.raises(handling.NearToIt):
        handling.take_appeal(filed.pk, by=cast.viewer("song"), at=NOON)


def test_a_relation_holds_from_the_day_it_was_declared_until_the_day_it_ended(cast: Cast) -> None:
    declare(cast)
    end(cast, on=date(2026, 10, 15))
    lin, hao = cast.people["lin"].pk, cast.people["hao"].pk
    days = [queries.are_kin(lin, other=hao, on=date(2026, 10, day)) for day in (11, 12, 14, 15)]
    assert days == [False, True, True, False]


def test_a_wrong_declaration_ends_on_its_own_day_and_never_held(cast: Cast) -> None:
    declare(cast)
    end(cast, on=date(2026, 10, 1))
    assert not queries.are_kin(cast.people["lin"].pk, other=cast.people["hao"].pk, on=DAY)
    declare(cast)  # and may be declared again, rightly


def test_a_relation_is_declared_once_whoever_declares_it(cast: Cast) -> None:
    declare(cast, "lin")
    with pytest.raises(kin.DeclaredAlready):
        declare(cast, "hao", number=cast.people["lin"].number)


def test_nobody_is_their_own_kin(cast: Cast) -> None:
    with pytest.raises(kin.NotOnesOwnKin):
        declare(cast, "hao")


def test_a_relation_with_an_unknown_number_is_refused(cast: Cast) -> None:
    from xinqiao.ground.org.actions.posts import NobodyWithNumber

    with pytest.raises(NobodyWithNumber):
        declare(cast, number="999999")


def test_only_a_declared_relation_ends_and_either_side_may_end_it(cast: Cast) -> None:
    with pytest.raises(kin.NothingDeclared):
        end(cast)
    declare(cast)
    end(cast, "hao", other="lin")
    with pytest.raises(kin.NothingDeclared):
        end(cast)


def test_no_relation_is_declared_or_ended_in_the_future(cast: Cast) -> None:
    with pytest.raises(kin.KinAhead):
        declare(cast, on=date(2026, 10, 21))
    declare(cast)
    with pytest.raises(kin.KinAhead):
        end(cast, on=date(2026, 10, 21))


def test_the_trail_never_says_with_whom_a_relation_was_declared(cast: Cast) -> None:
    declare(cast)
    end(cast)
    told = Event.objects.filter(verb__in=("declare_kin", "end_kin"))
    assert [(one.person, one.note) for one in told] == [(cast.people["lin"].pk, "")] * 2


def test_a_higher_grade_ends_the_one_before_it(cast: Cast) -> None:
    chen = cast.people["chen"]

    def give(value: str, *, on: date) -> None:
        standings.give_standing(
            chen, kind=StandingKind.SKILL_GRADE, value=value, on=on, source="证书", by=cast.viewer("hao"), at=NOON
        )

    give("中级工", on=date(2022, 5, 1))
    give("高级工", on=date(2025, 5, 1))
    found = [
        queries.standing(chen.pk, kind=StandingKind.SKILL_GRADE, on=date(year, 6, 1)) for year in (2021, 2023, 2026)
    ]
    assert [one and one.value for one in found] == [None, "中级工", "高级工"]
    assert chen.standings.filter(to_on__isnull=True).count() == 1
    with pytest.raises(standings.StandingEndsBeforeItBegan):
        give("初级工", on=date(2020, 5, 1))


def test_honours_add_up(cast: Cast) -> None:
    for value in ("集团劳动模范", "省劳动模范"):
        standings.give_standing(
            cast.people["chen"], kind=StandingKind.MODEL_WORKER, value=value, on=DAY, source="决定", by=None, at=NOON
        )
    assert cast.people["chen"].standings.filter(to_on__isnull=True).count() == 2


def test_a_standing_names_its_source(cast: Cast) -> None:
    with pytest.raises(standings.StandingUnfounded):
        standings.give_standing(
            cast.people["chen"], kind=StandingKind.TITLE, value="技师", on=DAY, source=" ", by=None, at=NOON
        )


def test_a_standing_ends_on_a_day_not_before_it_began(cast: Cast) -> None:
    chen = cast.people["chen"]
    held = standings.give_standing(chen, kind=StandingKind.ON_LEAVE, on=DAY, source="假条", by=None, at=NOON)
    with pytest.raises(standings.StandingEndsBeforeItBegan):
        standings.end_standing(held, on=DAY - timedelta(days=1), by=None, at=NOON)
    standings.end_standing(held, on=date(2026, 10, 16), by=None, at=NOON)
    on = [queries.standing(chen.pk, kind=StandingKind.ON_LEAVE, on=date(2026, 10, day)) for day in (15, 16)]
    assert (on[0] is not None, on[1]) == (True, None)


def test_the_persons_page_leads_to_joining_and_back(cast: Cast) -> None:
    person, officer = newcomer(cast), cast.client("hao")
    assert "记入会" in officer.get(f"/desk/roster/{person.pk}/").content.decode()
    deed = f"/desk/roster/{person.pk}/join/"
    assert "入会自愿" in officer.get(deed).content.decode()
    assert officer.post(deed, {"on": "2026-10-12", "document": ""}).status_code == 422
    assert officer.post(deed, {"on": "2026-10-12", "document": PAPER}).status_code == 303
    page = officer.get(f"/desk/roster/{person.pk}/").content.decode()
    assert PAPER in page and "记退会" in page and "2026年10月12日" in page
    back = officer.post(deed, {"on": "2026-10-12", "document": PAPER})
    assert back.status_code == 422 and "已经是会员" in back.content.decode()
    assert officer.post(f"/desk/roster/{person.pk}/leave/", {"on": "2026-10-13", "document": "退会"}).status_code == 303


def test_kin_are_declared_on_a_page_that_shows_none(cast: Cast) -> None:
    lin, hao, officer = cast.people["lin"], cast.people["hao"], cast.client("hao")
    deed = f"/desk/roster/{lin.pk}/kin/"
    given = {"number": hao.number, "kind": "spouse", "on": "2026-10-12"}
    assert officer.post(deed, given).status_code == 303
    assert "配偶" not in officer.get(f"/desk/roster/{lin.pk}/").content.decode()
    assert "已经申报过" in officer.post(deed, given).content.decode()
    assert officer.post(f"{deed}end/", {"number": hao.number, "on": "2026-10-15"}).status_code == 303
    assert Kinship.objects.get().ended_on == date(2026, 10, 15)


MEMBERS = (*HEADS, "入会日期")


def test_a_roster_enters_the_members_it_names_and_takes_them_back(cast: Cast) -> None:
    chen = cast.people["chen"]
    old = newcomer(cast)
    data = table(
        ["30001", "路小平", "", "水压机班", "", "", "", "2026-03-01"],
        ["30002", "霍振东", "", "水压机班", "", "", "", ""],
        [old.number, old.name, "", "", "", "", "", "2024年6月1日"],
        [chen.number, chen.name, "", "", "", "", "", "2021-01-01"],
        heads=MEMBERS,
    )
    found = {finding.number: finding for finding in judged(data).findings}
    assert found[old.number].after == {"joined_on": "2024-06-01"}
    assert chen.number not in found  # a member already: the roster does not move the day
    done = committing.commit_import(prepared(cast, data).pk, by=None, at=NOON)
    entered = dict(Membership.objects.filter(document=done.number).values_list("person__number", "joined_on"))
    assert entered == {"30001": date(2026, 3, 1), old.number: date(2024, 6, 1)}
    undoing.undo_import(done.pk, by=None, at=NOON + timedelta(days=1))
    assert not Membership.objects.filter(document=done.number).exists()
    assert not Person.objects.filter(number__in=("30001", "30002")).exists()
    assert Membership.objects.filter(person=chen).count() == 1


def test_an_import_does_not_take_back_a_membership_somebody_has_changed_since(cast: Cast) -> None:
    old = newcomer(cast)
    data = table([old.number, old.name, "", "", "", "", "", "2024-06-01"], heads=MEMBERS)
    done = committing.commit_import(prepared(cast, data).pk, by=None, at=NOON)
    leave(cast, old)
    undoing.undo_import(done.pk, by=None, at=NOON + timedelta(days=1))
    assert old.memberships.get().left_on == DAY


def test_a_day_of_joining_out_of_reason_is_refused_with_its_column(cast: Cast) -> None:
    data = table(["30001", "路小平", "", "水压机班", "", "", "", "2036-03-01"], heads=MEMBERS)
    problem = judged(data).findings[0].problems[0]
    assert (problem.column, problem.value) == ("入会日期", "2036-03-01")
