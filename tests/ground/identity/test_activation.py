"""A printed slip becomes an account: once, in time, by the one it was printed for."""

from datetime import date, timedelta

import pytest

from tests.cast import NOON, Cast
from tests.ground.identity.keys import PASSWORD, activated, devices, latest, slip
from xinqiao.ground.identity import queries
from xinqiao.ground.identity.actions import entering
from xinqiao.ground.identity.actions.entering import NotInReach, SlipNotFound, SlipSpent
from xinqiao.ground.identity.models import Account, Slip
from xinqiao.ground.org.models import Post
from xinqiao.ground.trail.models import Event


def enter(cast: Cast, *, code: str, who: str = "wei", at: object = NOON) -> Account:
    number = cast.people[who].number
    return entering.activate(number=number, code=code, password=PASSWORD, at=at)  # type: ignore[arg-type]


def test_a_slip_opens_an_account_of_ones_own(cast: Cast) -> None:
    code = slip(cast)
    account = enter(cast, code=code)
    assert (account.person, account.activated_at, account.failures) == (cast.people["wei"], NOON, 0)
    assert entering.check_sign_in(number=cast.people["wei"].number, password=PASSWORD, at=NOON) == account
    assert Event.objects.get(verb="activate").actor == cast.people["wei"].pk


def test_the_code_is_kept_as_a_hash_and_read_without_doubt(cast: Cast) -> None:
    code = slip(cast)
    assert len(code) == 8
    assert not set(code) & set("01IO")
    assert code not in str(list(Slip.objects.values()))


def test_a_wrong_code_opens_nothing(cast: Cast) -> None:
    code = slip(cast)
    with pytest.raises(SlipNotFound):
        enter(cast, code="WRONG222")
    assert latest(cast).failures == 1
    assert enter(cast, code=code)


def test_a_number_nobody_has_sounds_the_same(cast: Cast) -> None:
    slip(cast)
    with pytest.raises(SlipNotFound) as known:
        enter(cast, code="WRONG222")
    with pytest.raises(SlipNotFound) as unknown:
        entering.activate(number="999999", code="WRONG222", password=PASSWORD, at=NOON)
    with pytest.raises(SlipNotFound) as without_slip:
        enter(cast, code="WRONG222", who="lin")
    assert str(known.value) == str(unknown.value) == str(without_slip.value)


def test_five_wrong_codes_end_the_slip(cast: Cast) -> None:
    code = slip(cast)
    for _n in range(4):
        with pytest.raises(SlipNotFound):
            enter(cast, code="WRONG222")
    assert queries.open_slip(cast.people["wei"].pk, at=NOON)
    with pytest.raises(SlipNotFound):
        enter(cast, code="WRONG222")
    assert queries.open_slip(cast.people["wei"].pk, at=NOON) is None
    with pytest.raises(SlipSpent):
        enter(cast, code=code)
    assert not Account.objects.exists()


def test_a_slip_works_once(cast: Cast) -> None:
    code = slip(cast)
    enter(cast, code=code)
    with pytest.raises(SlipSpent):
        enter(cast, code=code)


def test_a_slip_is_valid_for_thirty_days(cast: Cast) -> None:
    code = slip(cast)
    with pytest.raises(SlipSpent):
        enter(cast, code=code, at=NOON + timedelta(days=30))
    assert enter(cast, code=code, at=NOON + timedelta(days=30, seconds=-1))


def test_a_fresh_slip_ends_the_one_before(cast: Cast) -> None:
    old, new = slip(cast), slip(cast)
    with pytest.raises(SlipNotFound):
        enter(cast, code=old)
    assert enter(cast, code=new)


def test_a_code_opens_only_its_own_number(cast: Cast) -> None:
    code = slip(cast)
    slip(cast, to="gong", by="hao")
    with pytest.raises(SlipNotFound):
        enter(cast, code=code, who="gong")


def test_whoever_left_opens_nothing(cast: Cast) -> None:
    code = slip(cast)
    gone = cast.people["wei"]
    gone.left_on = date(2026, 10, 20)
    gone.save()
    with pytest.raises(SlipNotFound):
        enter(cast, code=code)


def test_whoever_leaves_tomorrow_still_gets_in_today(cast: Cast) -> None:
    code = slip(cast)
    going = cast.people["wei"]
    going.left_on = date(2026, 10, 21)
    going.save()
    account = enter(cast, code=code)
    assert entering.check_sign_in(number=going.number, password=PASSWORD, at=NOON) == account


def test_a_fresh_slip_unlocks_and_signs_every_device_out(cast: Cast) -> None:
    activated(cast)
    Account.objects.update(failures=3, locked_until=NOON + timedelta(minutes=9))
    cast.client("wei")
    cast.client("wei")
    assert len(devices(cast, "wei")) == 2
    account = activated(cast, by="hao")
    assert (account.failures, account.locked_until) == (0, None)
    assert devices(cast, "wei") == set()


@pytest.mark.parametrize(
    ("by", "to"),
    [
        ("song", "wei"),  # a window prints no slips
        ("wei", "alat"),  # nor does a member
        ("ding", "chen"),  # a group leader prints for the own group only
        ("ding", "luo"),  # and never for somebody who holds a post
        ("bao", "tong"),
    ],
)
def test_slips_are_printed_for_people_in_reach(cast: Cast, by: str, to: str) -> None:
    with pytest.raises(NotInReach):
        slip(cast, by=by, to=to)
    assert not Slip.objects.exists()


def test_one_out_of_reach_stops_the_whole_sheet(cast: Cast) -> None:
    with pytest.raises(NotInReach):
        entering.issue_slips([cast.people["wei"], cast.people["chen"]], by=cast.viewer("ding"), at=NOON)
    assert not Slip.objects.exists()


def test_a_post_with_a_known_end_is_a_post(cast: Cast) -> None:
    """Otherwise a group leader could print the workshop chair's key and become the workshop chair."""
    Post.objects.filter(person=cast.people["luo"]).update(to_on=date(2099, 1, 1))
    with pytest.raises(NotInReach):
        slip(cast, by="ding", to="luo")


def test_a_sheet_is_printed_in_one_go(cast: Cast) -> None:
    people = [cast.people["wei"], cast.people["alat"]]
    printed = entering.issue_slips(people, by=cast.viewer("ding"), at=NOON)
    assert [person for person, _code in printed] == people
    assert len({code for _person, code in printed}) == 2
    assert Event.objects.filter(verb="issue_slip", actor=cast.people["ding"].pk).count() == 2
