"""The chapter of consents: what people were told and agreed to, who asked to read about children, what was answered."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from PIL import Image, ImageDraw

from xinqiao.ground.consents.actions import family, giving, guards, minors, paper, requests, texts
from xinqiao.ground.consents.models import Dependant
from xinqiao.ground.consents.words import FIRST_TEXTS, Relation, Scope
from xinqiao.ground.org.models import Person
from xinqiao.ground.org.queries import Viewer, viewer_of
from xinqiao.ground.org.story.cast import CAST
from xinqiao.ground.parameters.queries import calendar
from xinqiao.kit.clock import moment, today
from xinqiao.kit.story import Telling

TITLE = "单独同意和个人信息请求"
FEWEST, SHARE = 12, 200  # people at the window: one of so many members
KINDS = (("hardship", "income"), ("hardship", "bank_card"), ("mutual", "diagnosis"), ("recuperation", "health"))


def steps(telling: Telling) -> int:
    """How far this chapter moves the bar."""
    return 8


def tell(telling: Telling) -> None:
    """Every deed in the order of time, through the actions; what a later one needs an earlier one has left on the stage."""
    stage = _Stage(telling)
    texts.first_texts(at=moment(telling.since + timedelta(days=10), hour=9))
    deeds = [*_texts(stage), *_on_the_phone(stage), *_at_the_window(stage), *_minors(stage), *_requests(stage)]
    for at, deed in sorted(deeds, key=lambda pair: pair[0]):
        deed(at)
    telling.step(8)


Deed = tuple[datetime, Callable[[datetime], Any]]


@dataclass
class _Stage:
    """The people, the days, and what has come about so far."""

    telling: Telling

    @cached_property
    def people(self) -> dict[str, Person]:
        by_number = {one.number: key for key, one in CAST.items()}
        rows = Person.objects.filter(number__in=by_number).select_related("unit")
        return {by_number[row.number]: row for row in rows}

    @cached_property
    def _days(self) -> Any:
        return calendar()

    def viewer(self, key: str, *, at: datetime) -> Viewer:
        return viewer_of(self.people[key], on=today(at))

    def at(self, ago: int, *, hour: int = 10, minute: int = 0) -> datetime:
        """A moment in office hours on the last working day at least so many days ago."""
        day = today(self.telling.now) - timedelta(days=ago)
        while not self._days.is_working(day):
            day -= timedelta(days=1)
        return moment(day, hour=hour, minute=minute)

    def child(self, key: str, *, name: str, years: int, at: datetime) -> Dependant:
        """A child of somebody of the cast, as old as this today."""
        on = today(self.telling.now)
        return family.name_dependant(
            self.people[key].pk, name=name, born_on=date(on.year - years, 3, 18), relation=Relation.CHILD,
            by=self.viewer(key, at=at), at=at,
        )  # fmt: skip


def _texts(stage: _Stage) -> list[Deed]:
    """A second version in force, one that waits, one that was sent back."""

    def proposed(scope: Scope, *, at: datetime, ahead: int, **changes: Any) -> int:
        words = FIRST_TEXTS[scope]
        given = {name: getattr(words, name) for name in ("purpose", "taken", "readers", "kept", "refusing")} | changes
        begins = today(at) + timedelta(days=ahead)
        by = stage.viewer("jiangs", at=at)
        return texts.propose_text(scope=scope, asks_anew=False, in_force_from=begins, by=by, at=at, **given).pk

    def second(at: datetime) -> None:
        pk = proposed(Scope.BANK_CARD, at=at, ahead=7, kept="钱到账满一年删除；会计凭证上的依法另存。")
        later = at + timedelta(hours=5)
        texts.confirm_text(pk, by=stage.viewer("wen", at=later), at=later)

    def returned(at: datetime) -> None:
        pk = proposed(Scope.INCOME, at=at, ahead=14, taken="您和一起生活的家人近三年的收入和全部流水。")
        by = stage.viewer("bai", at=at + timedelta(hours=4))
        texts.return_text(pk, why="要得太多，一年的一张证明就够。", by=by, at=at + timedelta(hours=4))

    def waiting(at: datetime) -> None:
        proposed(
            Scope.DIAGNOSIS,
            at=at,
            ahead=21,
            readers="经办和复核这次申请的两位工会干部。公示里没有病名，单位和班组不知道。",
        )

    return [(stage.at(700, hour=9), second), (stage.at(260, hour=9), returned), (stage.at(2, hour=9), waiting)]


def _on_the_phone(stage: _Stage) -> list[Deed]:
    """People of the cast agree, refuse and take back on their phones."""

    def line(act: Callable[..., Any], *, key: str, what: str) -> Callable[[datetime], Any]:
        purpose, _colon, scope = what.partition(":")
        return lambda at: act(scope=scope, purpose=purpose, by=stage.viewer(key, at=at), at=at)

    def taken_back(at: datetime) -> None:
        by = stage.viewer("wei", at=at)
        row = giving.give_consent(scope="assets", purpose="hardship", by=by, at=at)
        giving.withdraw_consent(row.pk, by=by, at=at + timedelta(days=40))

    given, refused = giving.give_consent, giving.refuse_consent
    lines = (
        (320, given, "wei", "hardship:income"), (320, given, "wei", "hardship:bank_card"),
        (319, given, "wei", "hardship:diagnosis"), (150, given, "meng", "recuperation:health"),
        (90, given, "alat", "mutual:diagnosis"), (90, given, "alat", "mutual:bank_card"),
        (89, given, "alat", "insurer:sharing"), (60, given, "chen", "school:bank_card"),
        (30, refused, "wei", "recuperation:health"), (25, given, "gulnur", "recuperation:health"),
        (12, refused, "lin", "mutual:diagnosis"), (8, given, "ding", "recuperation:health"),
    )  # fmt: skip
    told: list[Deed] = [
        (stage.at(ago, hour=12, minute=number), line(act, key=key, what=what))
        for number, (ago, act, key, what) in enumerate(lines)
    ]
    return [*told, (stage.at(240, hour=19), taken_back)]


def _sheet() -> tuple[io.BytesIO, str, int]:
    """A picture of a signed sheet: lines of writing and a stroke of a pen."""
    page = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(page)
    for row in range(12):
        pen.line((60, 150 + row * 42, 560 - row % 3 * 60, 150 + row * 42), fill=(90, 90, 90), width=2)
    pen.line((90, 780, 150, 740, 170, 790, 240, 750), fill=(20, 30, 90), width=4)
    out = io.BytesIO()
    page.save(out, "JPEG")
    size = out.tell()
    out.seek(0)
    return out, "同意书.jpg", size


def _at_the_window(stage: _Stage) -> list[Deed]:
    """People without a phone: most sign, some say no, some come back and take it back; three sheets are still out."""
    chance, known = stage.telling.chance, {person.pk for person in stage.people.values()}
    at_work = Person.objects.filter(left_on__isnull=True).exclude(pk__in=known).order_by("number")
    pool = list(at_work.values_list("pk", flat=True)[:4000])
    chosen = chance.sample(pool, min(len(pool), max(FEWEST, stage.telling.members // SHARE)))

    def comes(person: int, *, ends: str, kind: tuple[str, str]) -> Callable[[datetime], None]:
        def told(at: datetime) -> None:
            by = stage.viewer("jiang", at=at)
            form = paper.print_form(person, purpose=kind[0], scope=kind[1], by=by, at=at)
            later = at + timedelta(minutes=15)
            if ends == "no":
                paper.refuse_on_paper(form.pk, by=by, at=later)
            elif ends != "out":
                row = paper.record_on_paper(form.pk, photo=_sheet(), by=by, at=later)
                if ends == "back":
                    giving.withdraw_consent(row.pk, by=by, at=later + timedelta(hours=2))

        return told

    told: list[Deed] = []
    for number, person in enumerate(chosen):
        ends = "out" if number < 3 else chance.choice(("yes", "yes", "yes", "yes", "no", "back"))
        ago = 1 + number if ends == "out" else chance.randint(8, 600)
        at = stage.at(ago, hour=9 + number % 7, minute=number % 40)
        told.append((at, comes(person, ends=ends, kind=chance.choice(KINDS))))
    return told


def _minors(stage: _Stage) -> list[Deed]:
    """Two families; leave asked for, given and used, declined, run out, waiting."""
    kids: dict[str, Dependant] = {}

    def agreed(key: str, *, name: str, years: int) -> Callable[[datetime], None]:
        def told(at: datetime) -> None:
            kids[key] = stage.child(key, name=name, years=years, at=at)
            by = stage.viewer(key, at=at)
            giving.give_consent(scope="minor", purpose="school", dependant=kids[key].pk, by=by, at=at)

        return told

    def asked(key: str, *, of: str, why: str, days: int, ends: str = "") -> Callable[[datetime], None]:
        def told(at: datetime) -> None:
            kid = kids[of].pk if of else None
            by = stage.viewer(key, at=at)
            row = minors.ask_read(
                dependant=kid, why=why, until_on=today(at) + timedelta(days=days), by=by, at=at
            )  # fmt: skip
            later = at + timedelta(hours=2)
            officer = stage.viewer("jiangs", at=later)
            if ends == "declined":
                minors.decline_read(row.pk, why="先写清看哪个孩子，不必看全部。", by=officer, at=later)
            elif ends:
                minors.approve_read(row.pk, by=officer, at=later)
            if ends == "used":
                for hours in (3, 4):
                    guards.need_read_approval(by=by, dependant=kids[of], at=at + timedelta(hours=hours))

        return told

    return [
        (stage.at(70, hour=19), agreed("chen", name="陈小满", years=9)),
        (stage.at(65, hour=20), agreed("wei", name="魏小禾", years=11)),
        (stage.at(62, hour=9), asked("sarula", of="", why="排六一儿童关爱活动的名额", days=10, ends="approved")),
        (stage.at(40, hour=9), asked("gu", of="chen", why="核对金秋助学的学段", days=15, ends="used")),
        (stage.at(38, hour=9), asked("bao", of="", why="看看分会有多少孩子", days=30, ends="declined")),
        (stage.at(4, hour=9), asked("gu", of="chen", why="金秋助学发放前再核对一次", days=20, ends="used")),
        (stage.at(1, hour=9), asked("gu", of="wei", why="核对金秋助学的学段", days=20)),
    ]


def _requests(stage: _Stage) -> list[Deed]:
    """A request in every state."""

    def asks(key: str, *, says: dict[str, Any] | None = None, review: str = "", ends: str = "", **asked: str) -> Any:
        def told(at: datetime) -> None:
            by = stage.viewer(key, at=at)
            row = requests.file_request(**_ASKED | asked, by=by, at=at)
            if says:
                then = at + timedelta(days=2, hours=1)
                requests.answer_request(row.pk, **_SAID | says, by=stage.viewer("jiangs", at=then), at=then)
            if review:
                requests.ask_review(row.pk, why=review, by=by, at=at + timedelta(days=3))
            if ends:
                last = at + timedelta(days=5)
                by_chair = stage.viewer("wen", at=last)
                requests.conclude_review(row.pk, conclusion=ends, text=_CHAIR[ends], by=by_chair, at=last)

        return told

    kept = {"outcome": "refused", "reason": "needed", "text": "工号和在岗经历发工资、办社保都要用，在职期间不能删。"}
    part = {"outcome": "partly", "reason": "others", "text": "给您的是自己的部分；同一件事里别人的话不在里面。"}
    phone = {"text": "花名册里的手机号码已由组织民管部照您的证件改好。"}
    return [
        (stage.at(200), asks("fang", kind="access", says={"text": "您的信息都在副本里，打开就能看。"})),
        (stage.at(120), asks("wei", kind="copy", says={"text": "副本做好了，可以打印，也可以存成表格。"})),
        (stage.at(90), asks("geng", kind="correct", part="org.identity", old_value="尾号 07", new_value="尾号 70", says=phone)),
        (stage.at(60), asks("niu", kind="delete", part="org.work", says=kept, review="我早就不在那个班了", ends="upheld")),
        (stage.at(45), asks("he", kind="copy", words="要带给律师看", says=part, review="少了我自己写的附页", ends="changed")),
        (stage.at(14), asks("bu", kind="delete", part="org.work", says=kept, review="代表的事和在岗经历无关")),
        (stage.at(6), asks("lin", kind="explain", words="为什么要我的出生日期？")),
        (stage.at(3), asks("alat", kind="copy", words="想留一份")),
        (stage.at(1), asks("meng", kind="correct", part="org.work", old_value="技师", new_value="首席技师")),
    ]  # fmt: skip


_ASKED: dict[str, Any] = {"part": "", "words": ""}
_SAID: dict[str, Any] = {"outcome": "done", "reason": ""}
_CHAIR = {
    "upheld": "查过了：您现在的班组已经改对，旧的经历是连续工龄的凭据，依法要留。不再用在别处。",
    "changed": "附页是您自己写的，应当给您。已请负责人补进副本。",
}
