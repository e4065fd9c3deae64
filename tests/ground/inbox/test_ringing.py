"""Outside one sentence rings: where somebody asked for it, while the channel is on, by day, and once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.cast import NOON, Cast
from tests.ground.inbox.mail import Rung, asked, opened, sent, worked
from xinqiao.ground.inbox import tasks, words
from xinqiao.ground.inbox.actions import addresses, channels, reading, sending
from xinqiao.ground.inbox.models import Address, Channel
from xinqiao.ground.inbox.tasks import NotDelivered
from xinqiao.ground.org.models import Person
from xinqiao.ground.tasks.models import Task
from xinqiao.ground.tasks.words import State
from xinqiao.kit.clock import moment
from xinqiao.kit.refusal import switched_off

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
MORNING = moment(date(2026, 10, 21), hour=7)
EIGHT = moment(date(2026, 10, 21), hour=8)
LATE = moment(date(2026, 10, 20), hour=23)


def test_one_sentence_and_nothing_else(cast: Cast, rung: Rung) -> None:
    opened(cast)
    asked(cast)
    sent(cast, title="您的诉求有了答复", line="食堂二窗口开到八点。")
    worked()
    ((url, said),) = rung.calls
    assert said == {"body": "您有一条新消息"}
    assert "wei%40example.cn" in url or "wei@example.cn" in url
    assert Task.objects.get().state == State.DONE


def test_several_that_waited_ring_once(cast: Cast, rung: Rung) -> None:
    opened(cast)
    asked(cast)
    for _n in range(3):
        sent(cast)
    worked()
    assert len(rung.calls) == 1
    assert set(Task.objects.values_list("state", flat=True)) == {State.DONE}
    sent(cast)
    worked()
    assert len(rung.calls) == 2


def test_the_same_task_done_twice_rings_once(cast: Cast, rung: Rung) -> None:
    opened(cast)
    row = asked(cast)
    sent(cast)
    for _n in range(2):
        tasks.deliver({"address": row.pk, "wanted": "each"}, at=NOON)
    assert len(rung.calls) == 1


def test_what_was_read_meanwhile_does_not_ring(cast: Cast, rung: Rung) -> None:
    opened(cast)
    asked(cast)
    sent(cast)
    reading.read_all(by=cast.viewer("wei"), at=NOON)
    worked()
    assert rung.calls == []


def test_a_sealed_message_rings_nowhere(cast: Cast, rung: Rung) -> None:
    opened(cast)
    row = asked(cast)
    sent(cast, sealed=True)
    assert not Task.objects.exists()
    tasks.deliver({"address": row.pk, "wanted": "each"}, at=NOON)
    sending.ring_digests(on=date(2026, 10, 20), at=NOON)
    worked()
    assert rung.calls == []


def test_nothing_reaches_out_when_the_channel_is_off(cast: Cast, rung: Rung) -> None:
    opened(cast)
    row = asked(cast)
    sent(cast)
    channels.switch_channel("email", on=False, by=cast.viewer("yu"), at=NOON)
    sent(cast)
    assert Task.objects.count() == 1
    worked()
    for wanted in ("each", "digest", ""):
        tasks.deliver({"address": row.pk, "wanted": wanted}, at=NOON)
    assert sending.ring_digests(on=date(2026, 10, 20), at=NOON) == 0
    assert rung.calls == []


def test_nothing_rings_that_nobody_asked_for(cast: Cast, rung: Rung) -> None:
    opened(cast)
    row = asked(cast)
    sent(cast)
    addresses.withdraw_address("email", by=cast.viewer("wei"), at=NOON)
    worked()
    sent(cast)
    assert not Task.objects.filter(state=State.WAITING).exists()
    addresses.set_address("email", value="wei@example.cn", wanted="each", by=cast.viewer("wei"), at=NOON)
    tasks.deliver({"address": row.pk, "wanted": "each"}, at=NOON)  # not confirmed yet
    assert rung.calls == []


@pytest.mark.parametrize("wanted", ["digest", "none"])
def test_whoever_changed_their_mind_is_not_rung_as_before(cast: Cast, rung: Rung, wanted: str) -> None:
    opened(cast)
    asked(cast)
    sent(cast)
    addresses.set_address("email", value="wei@example.cn", wanted=wanted, by=cast.viewer("wei"), at=NOON)
    worked()
    assert rung.calls == []


def test_whoever_has_left_is_not_rung(cast: Cast, rung: Rung) -> None:
    opened(cast)
    asked(cast)
    sent(cast)
    Person.objects.filter(pk=cast.people["wei"].pk).update(left_on="2026-10-19")
    worked()
    assert rung.calls == []


def test_whoever_asked_for_paper_is_rung_nowhere(cast: Cast, rung: Rung) -> None:
    addresses.ask_for_paper(by=cast.viewer("wei"), at=NOON)
    sent(cast)
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("at", "then"),
    [
        (moment(date(2026, 10, 20), hour=21, minute=59), moment(date(2026, 10, 20), hour=21, minute=59)),
        (moment(date(2026, 10, 20), hour=22), MORNING),
        (LATE, MORNING),
        (moment(date(2026, 10, 21)), MORNING),
        (moment(date(2026, 10, 21), hour=6, minute=59), MORNING),
        (MORNING, MORNING),
    ],
)
def test_nothing_rings_at_night(at: datetime, then: datetime) -> None:
    assert words.daytime(at) == then


def test_what_is_sent_at_night_rings_in_the_morning(cast: Cast, rung: Rung) -> None:
    opened(cast)
    asked(cast)
    sent(cast, at=LATE)
    worked(at=LATE)
    assert (rung.calls, Task.objects.get().run_at) == ([], MORNING)
    worked(at=MORNING)
    assert len(rung.calls) == 1


def test_what_comes_to_its_turn_at_night_waits_too(cast: Cast, rung: Rung) -> None:
    opened(cast)
    asked(cast)
    sent(cast)
    worked(at=LATE)
    task = Task.objects.get()
    assert (rung.calls, task.state, task.run_at, task.attempts) == ([], State.WAITING, MORNING, 0)


def test_a_digest_rings_once_a_day_for_all_that_is_new(cast: Cast, rung: Rung) -> None:
    opened(cast)
    asked(cast, wanted="digest")
    sent(cast)
    sent(cast)
    assert not Task.objects.exists()
    for _n in range(2):
        tasks.digest({}, at=EIGHT)
        worked(at=EIGHT)
    assert len(rung.calls) == 1
    tasks.digest({}, at=EIGHT + timedelta(days=1))  # nothing new since
    worked(at=EIGHT + timedelta(days=1))
    assert len(rung.calls) == 1
    sent(cast)
    tasks.digest({}, at=EIGHT + timedelta(days=2))
    worked(at=EIGHT + timedelta(days=2))
    assert len(rung.calls) == 2


def test_a_digest_missed_until_the_night_rings_in_the_morning(cast: Cast, rung: Rung) -> None:
    opened(cast)
    asked(cast, wanted="digest")
    sent(cast)
    tasks.digest({}, at=LATE)
    assert Task.objects.get().run_at == MORNING


def test_what_is_not_taken_is_tried_again_and_said_in_words(cast: Cast, rung: Rung) -> None:
    opened(cast)
    row = asked(cast)
    sent(cast)
    rung.answers = False
    worked()
    task = Task.objects.get()
    assert (task.state, task.run_at) == (State.WAITING, NOON + timedelta(minutes=1))
    assert task.error == "通知没有送出去。请核对通知渠道的地址和对方的服务。"
    with pytest.raises(NotDelivered):
        tasks.deliver({"address": row.pk, "wanted": "each"}, at=NOON)
    rung.answers = True
    worked(at=NOON + timedelta(minutes=1))
    assert (len(rung.calls), Task.objects.get().state) == (3, State.DONE)


def test_without_the_guard_a_ringing_nobody_took_would_count(cast: Cast, rung: Rung) -> None:
    opened(cast)
    row = asked(cast)
    sent(cast)
    rung.answers = None
    with switched_off("NotDelivered"):
        tasks.deliver({"address": row.pk, "wanted": "each"}, at=NOON)
    assert Address.objects.get().told_of > 0


def test_a_channel_whose_address_was_spoiled_fails_in_words(cast: Cast, rung: Rung) -> None:
    opened(cast)
    row = asked(cast)
    sent(cast)
    channel = Channel.objects.get()
    channel.url = "nowhere://{to}"
    channel.save()
    with pytest.raises(NotDelivered):
        tasks.deliver({"address": row.pk, "wanted": "each"}, at=NOON)
    assert rung.calls == []


def test_a_new_address_is_tried_with_the_same_sentence(cast: Cast, rung: Rung) -> None:
    opened(cast)
    addresses.set_address("email", value="wei@example.cn", wanted="each", by=cast.viewer("wei"), at=NOON)
    worked()
    ((_url, said),) = rung.calls
    assert said == {"body": words.SENTENCE}
    assert Address.objects.get().confirmed_at is None


def test_an_address_with_odd_signs_stays_in_its_place(cast: Cast, rung: Rung) -> None:
    """Somebody's own address cannot change where the channel leads."""
    opened(cast)
    asked(cast, value="x@example.cn&to=all@example.cn?smtp=evil.example")
    sent(cast)
    worked()
    assert all("evil.example" not in url.partition("?")[0] for url, _said in rung.calls)
    assert all("mail.example.cn" in url for url, _said in rung.calls)
