"""The chapter of reply templates: what three desks of the model union have answered well, one of them in its second version."""

from __future__ import annotations

from datetime import timedelta

from xinqiao.domains.service.reply_templates.actions import Draft, make_template, replace_template
from xinqiao.domains.service.words import After, Topic
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import viewer_of
from xinqiao.ground.org.story.cast import CAST
from xinqiao.kit.clock import today
from xinqiao.kit.story import Telling

TITLE = "答复模板"

BUS = Draft(
    topic=Topic.DAILY_LIFE,
    title="班车改点",
    text="您好，自____起，____班车改为____发车，试行一个月。试行期间哪天没接上，请直接打热线。",
    public_text="自____起，____班车改为____发车，试行一个月。",
    checklist="问过车队和班组\n新时刻表贴到站牌\n倒班的班组都通知到",
    promise_days=20,
)
FIRST_BUS = Draft(topic=Topic.DAILY_LIFE, title="班车改点", text="您好，班车时间已经和车队说了。")
WAIT = Draft(
    topic=Topic.UNSURE,
    title="先告诉一声",
    text="您好，您说的事收到了，正在核对，____之前给您准话。",
    after=After.PAUSE,
    checklist="和职工通过电话",
)
POLICY = Draft(
    topic=Topic.PAY,
    title="夜班津贴怎么算",
    text="您好，夜班津贴按排班系统里的班次算，____月您有____个夜班，应发____元，实发____元。差额随下月工资补发。",
    after=After.RESOLVE,
    outcome="solved",
    checklist="对过排班原件\n财务确认了补发",
)
WINDOW = (("song", (FIRST_BUS, WAIT)), ("du", (BUS,)), ("kang", (POLICY,)))


def steps(telling: Telling) -> int:
    """How far this chapter moves the bar."""
    return 1


def tell(telling: Telling) -> None:
    """Each at the desk of whoever wrote it; the hotline's first one was replaced by a better."""
    at = telling.now - timedelta(days=120)
    for key, drafts in WINDOW:
        person = Person.objects.get(number=CAST[key].number)
        by = viewer_of(person, on=today(at))
        desks = [post.unit for post in by.posts if post.role in ("hotline_agent", "department_head")]
        for draft in drafts:
            if desks:
                made = make_template(draft, desk=desks[0], by=by, at=at)
                if draft is FIRST_BUS:
                    replace_template(made.pk, draft=BUS, by=by, at=at + timedelta(days=60))
    telling.step(1)
