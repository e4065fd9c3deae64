"""After the answer: it is corrected, published, rung back about; papers come with it; a template says what follows."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import NOON, Cast
from tests.domains.service.appeal import at_department, filed, fresh, resolved, taken
from tests.kit.documents import PDF, docx, photo
from xinqiao.blocks.cases.actions.handling import HandledBefore
from xinqiao.blocks.cases.actions.judging import NudgedJustNow
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.domains.service.appeals.actions import attaching, filing, handling, publishing, replying, ringing
from xinqiao.domains.service.appeals.actions.attaching import DroppedAlready, EnoughPapers
from xinqiao.domains.service.appeals.actions.publishing import (
    ApartIsNotPublished,
    MemberNotAnswered,
    NamesSomebody,
    NothingPublished,
)
from xinqiao.domains.service.appeals.actions.replying import UncheckedStill
from xinqiao.domains.service.appeals.models import Appeal, Attachment
from xinqiao.domains.service.appeals.queries import lists, matters
from xinqiao.domains.service.reply_templates import actions as templates
from xinqiao.domains.service.reply_templates.actions import EndsWithoutOutcome, NotYourDesk, ReplacedAlready
from xinqiao.ground.trail.models import Event


def let_down(cast: Cast) -> Appeal:
    row = resolved(cast, by="song")
    return filing.rate_appeal(row.pk, rating="dissatisfied", text="没改", by=cast.viewer("chen"), at=NOON)


def test_whoever_never_had_it_in_hand_rings_back(cast: Cast) -> None:
    row = let_down(cast)
    assert [each.pk for each in lists.to_ring(cast.viewer("jiang"))] == [row.pk]
    assert lists.to_ring(cast.viewer("song")) == []
    with pytest.raises(Appeal.DoesNotExist):
        ringing.ring_back(row.pk, result="settled", text="好了", by=cast.viewer("song"), at=NOON)
    ringing.ring_back(row.pk, result="settled", text="说清楚了", by=cast.viewer("jiang"), at=NOON)
    assert lists.to_ring(cast.viewer("jiang")) == []


def test_the_block_itself_looks_again_who_rings(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = let_down(cast)
    monkeypatch.setattr(ringing.rules, "ring_back", ringing.rules.see_appeal)
    with pytest.raises(HandledBefore):
        ringing.ring_back(row.pk, result="settled", text="好了", by=cast.viewer("song"), at=NOON)


def test_who_asks_for_it_on_the_phone_has_it_handled_again(cast: Cast) -> None:
    row = let_down(cast)
    ringing.ring_back(row.pk, result="again", text="车还是早走", by=cast.viewer("jiang"), at=NOON)
    case = fresh(row).case
    assert (case.round_kind, case.state, case.call_back_on) == ("reopened", "received", None)
    page = cast.client("chen").get(f"/appeals/{row.pk}/").content.decode()
    assert "回访：要求重新办理" in page


def test_the_page_of_ringing_shows_the_telephone_and_takes_the_answer(cast: Cast) -> None:
    row = let_down(cast)
    jiang = cast.client("jiang")
    assert row.case.title in jiang.get("/desk/appeals/ring/").content.decode()
    assert jiang.get(f"/desk/appeals/{row.pk}/ring/").status_code == 200
    assert jiang.post(f"/desk/appeals/{row.pk}/ring/", {"result": "", "text": ""}).status_code == 422
    assert jiang.post(f"/desk/appeals/{row.pk}/ring/", {"result": "settled", "text": "好"}).status_code == 303
    assert cast.client("song").get(f"/desk/appeals/{row.pk}/ring/").status_code == 404
    assert Event.objects.filter(verb="read", row=row.pk, actor=cast.people["jiang"].pk).exists()


def test_one_nudges_from_the_phone_and_not_twice(cast: Cast) -> None:
    row = taken(cast, by="song")
    assert cast.client("chen").post(f"/appeals/{row.pk}/nudge/").status_code == 303
    filing_again = {"text": "", "by": cast.viewer("chen"), "at": NOON + timedelta(days=1)}
    first = filed(cast)
    filing.nudge_appeal(first.pk, text="", by=cast.viewer("chen"), at=NOON)
    with pytest.raises(NudgedJustNow):
        filing.nudge_appeal(first.pk, **filing_again)


def test_a_correction_stands_beside_the_first_answer(cast: Cast) -> None:
    row = taken(cast, by="song")
    handling.reply_appeal(row.pk, text="十月起改。", by=cast.viewer("song"), at=NOON)
    song = cast.client("song")
    assert song.get(f"/desk/appeals/{row.pk}/correct/").status_code == 200
    assert song.post(f"/desk/appeals/{row.pk}/correct/", {"text": "十一月起改，前面写错了月份。"}).status_code == 303
    page = cast.client("chen").get(f"/appeals/{row.pk}/").content.decode()
    assert page.index("十一月起改") < page.index("十月起改。")
    assert "更正后的答复" in page


# --- what everybody may read


def test_an_answer_is_published_without_names_and_mended_by_a_new_text(cast: Cast) -> None:
    row = resolved(cast)
    publishing.publish_answer(row.pk, title="末班车", text="改到零点。", by=cast.viewer("song"), at=NOON)
    publishing.publish_answer(row.pk, title="末班车", text="改到零点二十。", by=cast.viewer("song"), at=NOON)
    assert [shown.text for shown in lists.public_answers(before=None)] == ["改到零点二十。"]
    assert [each.text for each in matters.public_of(row)] == ["改到零点二十。", "改到零点。"]
    page = cast.client("wei").get("/answers/").content.decode()
    assert "改到零点二十。" in page
    assert "陈禾苗" not in page and row.case.number not in page


def test_it_is_taken_down_with_a_reason(cast: Cast) -> None:
    row = resolved(cast)
    publishing.publish_answer(row.pk, title="末班车", text="改到零点。", by=cast.viewer("song"), at=NOON)
    song = cast.client("song")
    assert song.post(f"/desk/appeals/{row.pk}/take-down/", {"text": "试行结束"}).status_code == 303
    assert lists.public_answers(before=None) == []
    assert matters.public_of(row)[0].why_down == "试行结束"
    with pytest.raises(NothingPublished):
        publishing.take_down(row.pk, why="再撤", by=cast.viewer("song"), at=NOON)


@pytest.mark.parametrize("changes", [{"privacy": "hidden"}, {"topic": "cadre"}])
def test_what_is_kept_is_never_published(cast: Cast, changes: dict[str, Any]) -> None:
    row = resolved(cast, **changes)
    with pytest.raises(ApartIsNotPublished):
        publishing.publish_answer(row.pk, title="题目", text="正文", by=cast.viewer("song"), at=NOON)


def test_the_member_is_answered_first(cast: Cast) -> None:
    with pytest.raises(MemberNotAnswered):
        publishing.publish_answer(taken(cast, by="song").pk, title="题目", text="正文", by=cast.viewer("song"), at=NOON)


def test_no_name_of_those_concerned_is_published(cast: Cast) -> None:
    with pytest.raises(NamesSomebody):
        publishing.publish_answer(
            resolved(cast).pk, title="题目", text="陈禾苗同志反映的班车", by=cast.viewer("song"), at=NOON
        )


def test_public_answers_go_by_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 1)
    for n in range(2):
        row = resolved(cast)
        publishing.publish_answer(row.pk, title=f"第{n}条", text="正文", by=cast.viewer("song"), at=NOON)
    first = cast.client("chen").get("/answers/")
    assert "第1条" in first.content.decode() and "第0条" not in first.content.decode()
    newest = lists.public_answers(before=None)[0].pk
    assert "第0条" in cast.client("chen").get(f"/answers/?before={newest}").content.decode()


# --- papers


def attached(
    cast: Cast, row: Appeal, *, by: str = "chen", content: bytes = PDF, name: str = "通知.pdf", **more: Any
) -> Attachment:
    upload = (io.BytesIO(content), name, len(content))
    return attaching.attach_paper(row.pk, upload=upload, by=cast.viewer(by), at=NOON, **more)


def test_the_author_attaches_and_the_desk_opens_it_on_the_trail(cast: Cast) -> None:
    row = at_department(cast)
    chen = cast.client("chen")
    sent = {"file": SimpleUploadedFile("工资条.pdf", PDF)}
    assert chen.post(f"/appeals/{row.pk}/papers/new/", sent).status_code == 303
    paper = Attachment.objects.get()
    assert chen.get(f"/appeals/{row.pk}/papers/{paper.pk}/").content == PDF
    opened = cast.client("du").get(f"/desk/appeals/{row.pk}/papers/{paper.pk}/")
    assert (opened.content, opened["Content-Disposition"][:10]) == (PDF, "attachment")
    assert opened["Content-Security-Policy"].endswith("sandbox")
    assert Event.objects.filter(verb="read", row=row.pk, actor=cast.people["du"].pk).exists()
    for stranger in ("lin", "wei"):
        assert cast.client(stranger).get(f"/appeals/{row.pk}/papers/{paper.pk}/").status_code == 404


def test_a_paper_of_another_appeal_is_not_served_under_this_one(cast: Cast) -> None:
    mine, other = taken(cast, by="song"), taken(cast, by="song")
    paper = attached(cast, other)
    assert cast.client("chen").get(f"/appeals/{mine.pk}/papers/{paper.pk}/").status_code == 404
    assert cast.client("song").get(f"/desk/appeals/{mine.pk}/papers/{paper.pk}/").status_code == 404
    assert cast.client("song").post(f"/desk/appeals/{mine.pk}/papers/{paper.pk}/drop/").status_code == 404


def test_the_desk_keeps_a_paper_from_the_member_when_it_says_so(cast: Cast) -> None:
    row = taken(cast, by="song")
    kept = attached(cast, row, by="song", desk=True, public=False)
    shown = attached(cast, row, by="song", desk=True, content=docx(), name="规定.docx")
    chen = cast.client("chen")
    assert chen.get(f"/appeals/{row.pk}/papers/{kept.pk}/").status_code == 404
    assert chen.get(f"/appeals/{row.pk}/papers/{shown.pk}/").status_code == 200


def test_what_was_attached_by_mistake_is_taken_back_by_whoever_did(cast: Cast) -> None:
    row = taken(cast, by="song")
    paper = attached(cast, row)
    with pytest.raises(DroppedAlready):
        attaching.drop_paper(paper.pk, by=cast.viewer("song"), at=NOON)
    assert cast.client("chen").post(f"/appeals/{row.pk}/papers/{paper.pk}/drop/").status_code == 303
    assert matters.papers_of(row, public_only=True) == []
    assert [each.dropped_at is not None for each in matters.papers_of(row, public_only=False)] == [True]


def test_there_are_never_too_many(cast: Cast) -> None:
    row = taken(cast, by="song")
    for n in range(6):
        attached(cast, row, name=f"第{n}份.pdf")
    with pytest.raises(EnoughPapers):
        attached(cast, row, name="第七份.pdf")


def test_nothing_is_attached_to_what_is_closed(cast: Cast) -> None:
    with pytest.raises(CaseClosed):
        attached(cast, resolved(cast))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90\x00" + b"\0" * 200, "工资条.pdf", "这种文件收不了"),
        (PDF, "照片.jpg", "名字和内容对不上"),
        (photo(), "通知.pdf", "名字和内容对不上"),
        (docx(macros=True), "表.docm", "带着宏"),
        (b"", "空.pdf", "这个文件是空的"),
        (b"<script>alert(1)</script>", "页.html", "这种文件收不了"),
    ],
)
def test_a_file_dressed_as_another_gets_a_sentence_and_nothing_is_kept(
    cast: Cast, content: bytes, name: str, said: str
) -> None:
    row = taken(cast, by="song")
    sent = {"file": SimpleUploadedFile(name, content)}
    answer = cast.client("chen").post(f"/appeals/{row.pk}/papers/new/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Attachment.objects.exists()


# --- templates


def template(cast: Cast, *, by: str = "song", desk: str = "centre", **changes: Any) -> Any:
    asked: dict[str, Any] = {"topic": "daily_life", "title": "班车", "text": "您好，班车改到零点二十。"} | changes
    draft = templates.Draft(**asked)
    return templates.make_template(draft, desk=cast.units[desk].pk, by=cast.viewer(by), at=NOON)


def test_a_template_answers_and_does_what_follows(cast: Cast) -> None:
    row = taken(cast, by="song")
    made = template(cast, after="resolve", outcome="solved", checklist="问过车队\n\n 通知了班组 ", promise_days=None)
    sent = {"template": made.pk, "text": "您好，改到零点二十。", "checked": ["问过车队"]}
    refused = cast.client("song").post(f"/desk/appeals/{row.pk}/reply/", sent)
    assert refused.status_code == 422
    assert "通知了班组" in refused.content.decode()
    sent["checked"] = ["问过车队", "通知了班组"]
    assert cast.client("song").post(f"/desk/appeals/{row.pk}/reply/", sent).status_code == 303
    assert (fresh(row).case.state, fresh(row).case.outcome) == ("resolved", "solved")


def test_the_list_is_checked_by_the_deed_itself(cast: Cast) -> None:
    row, made = taken(cast, by="song"), template(cast, checklist="问过车队")
    with pytest.raises(UncheckedStill):
        replying.reply_by_template(row.pk, template=made.pk, text="改。", checked=[], by=cast.viewer("song"), at=NOON)
    assert fresh(row).case.replied_at is None


def test_a_promise_has_a_day_of_its_own_and_a_pause_waits(cast: Cast) -> None:
    row = taken(cast, by="song")
    made = template(cast, promise_days=3, after="pause")
    replying.reply_by_template(
        row.pk, template=made.pk, text="三天内给您回话。", checked=[], by=cast.viewer("song"), at=NOON
    )
    case = fresh(row).case
    assert case.state == "paused"
    assert case.clocks.get(kind="promise").due_on.isoformat() == "2026-10-23"
    handling.resume_appeal(row.pk, by=cast.viewer("song"), at=NOON)
    assert (fresh(row).case.due_kind, fresh(row).case.due_on.isoformat()) == ("promise", "2026-10-23")


def test_the_page_offers_what_fits_and_fills_it_in(cast: Cast) -> None:
    row = taken(cast, by="song")
    made = template(cast)
    template(cast, topic="pay", title="工资")
    page = cast.client("song").get(f"/desk/appeals/{row.pk}/?template={made.pk}").content.decode()
    assert "您好，班车改到零点二十。</textarea>" in page
    assert "?template=" in page and ">工资</a>" not in page


def test_templates_are_the_desks_own(cast: Cast) -> None:
    with pytest.raises(NotYourDesk):
        template(cast, by="du", desk="centre")
    made = template(cast)
    assert cast.client("du").get(f"/desk/reply-templates/{made.pk}/").status_code == 404
    row = at_department(cast)
    with pytest.raises(type(made).DoesNotExist):
        replying.reply_by_template(row.pk, template=made.pk, text="改。", checked=[], by=cast.viewer("du"), at=NOON)


def test_a_better_one_replaces_it_and_both_can_be_read(cast: Cast) -> None:
    made = template(cast)
    song = cast.client("song")
    shape = {"topic": "daily_life", "title": "班车", "text": "您好，改到零点三十。", "after": "", "outcome": ""}
    done = song.post(f"/desk/reply-templates/{made.pk}/", shape)
    assert done.status_code == 303
    page = song.get(done.url).content.decode()
    assert "您好，改到零点三十。" in page and "您好，班车改到零点二十。" in page
    with pytest.raises(ReplacedAlready):
        templates.retire_template(made.pk, by=cast.viewer("song"), at=NOON)
    assert song.post(done.url + "retire/").status_code == 303
    assert "还没有模板" in song.get("/desk/reply-templates/").content.decode()


@pytest.mark.parametrize("changes", [{"after": "resolve"}, {"outcome": "solved"}])
def test_what_ends_a_matter_says_how(cast: Cast, changes: dict[str, str]) -> None:
    with pytest.raises(EndsWithoutOutcome):
        template(cast, **changes)


def test_a_template_is_written_on_its_page(cast: Cast) -> None:
    song = cast.client("song")
    shape = {
        "desk": cast.units["centre"].pk, "topic": "pay", "title": "夜班津贴", "text": "您好，已补发。",
        "after": "resolve", "outcome": "solved", "checklist": "问过财务", "promise_days": "",
    }  # fmt: skip
    assert song.post("/desk/reply-templates/new/", shape).status_code == 303
    assert "夜班津贴" in song.get("/desk/reply-templates/").content.decode()
    assert song.post("/desk/reply-templates/new/", shape | {"text": ""}).status_code == 422
