"""The administrator sees what failed and why, never what it was about, and tries it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.ground.tasks.work import NAME, Doing, queued
from xinqiao.ground.tasks.models import Task
from xinqiao.ground.tasks.queries import PAGE
from xinqiao.ground.tasks.words import State
from xinqiao.kit.clock import now

pytestmark = pytest.mark.django_db


def failed(*, error: str = "邮件服务器没有应答。") -> Task:
    task = queued(at=now(), args={"phone": "13800138000"}, key=f"13800138000 {Task.objects.count()}")
    Task.objects.filter(pk=task.pk).update(state=State.FAILED, attempts=5, error=error)
    return task


def page(cast: Cast, *, query: str = "") -> str:
    answered = cast.client("yu").get(reverse("tasks") + query)
    assert answered.status_code == 200
    return answered.content.decode()


def test_a_failed_task_stands_there_with_its_reason_and_without_its_content(cast: Cast, doing: Doing) -> None:
    failed()
    text = page(cast)
    assert "取一个号" in text
    assert "邮件服务器没有应答。" in text
    assert "13800138000" not in text


def test_nothing_failed_is_said_in_words(cast: Cast) -> None:
    text = page(cast)
    assert "没有没办成的任务" in text
    assert "清理办完很久的后台任务" in text  # the schedule, with its next moment


def test_work_of_a_room_that_is_gone_is_shown_by_its_name(cast: Cast, doing: Doing) -> None:
    task = failed()
    Task.objects.filter(pk=task.pk).update(name="gone.work")
    assert "gone.work" in page(cast)


def test_waiting_too_long_is_said(cast: Cast, doing: Doing) -> None:
    queued(at=now() - timedelta(minutes=9))
    queued(at=now(), run_at=now() + timedelta(days=1))
    text = page(cast)
    assert "1 件" in text
    assert "等了十分钟以上" not in text
    queued(at=now() - timedelta(minutes=11))
    assert "等了十分钟以上" in page(cast)


def test_older_failures_stand_on_the_next_page(cast: Cast, doing: Doing) -> None:
    for n in range(PAGE + 2):
        failed(error=f"第{n}号原因。") if n < 2 else failed()
    assert "第1号原因" not in page(cast)
    behind = Task.objects.order_by("-id")[PAGE - 1].pk
    text = page(cast, query=f"?before={behind}")
    assert "第1号原因" in text
    assert "第0号原因" in text
    assert "邮件服务器" not in text


@pytest.mark.parametrize("query", ["?before=x", "?before=99999999999999999999"])
def test_a_strange_address_shows_the_first_page(cast: Cast, doing: Doing, query: str) -> None:
    failed()
    assert "邮件服务器没有应答。" in page(cast, query=query)


def test_trying_again_puts_it_back(cast: Cast, doing: Doing) -> None:
    task = failed()
    answered = cast.client("yu").post(reverse("task_retry", kwargs={"task": task.pk}), follow=True)
    assert "放回去了，马上再办一次。" in answered.content.decode()
    task.refresh_from_db()
    assert (task.state, task.attempts) == (State.WAITING, 0)


def test_trying_again_twice_is_answered_in_words(cast: Cast, doing: Doing) -> None:
    task = queued(NAME, at=now())
    answered = cast.client("yu").post(reverse("task_retry", kwargs={"task": task.pk}))
    assert answered.status_code == 422
    assert "已经在办，或者办完了" in answered.content.decode()


@pytest.mark.parametrize("who", ["chen", "wen", "song", "an"])
def test_it_is_the_administrators_page(cast: Cast, who: str) -> None:
    assert cast.client(who).get(reverse("tasks")).status_code == 403
