"""The member's deeds: file, add a word, take back, rate, ask again, ask for review."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from tests.cast import NOON, Cast
from tests.domains.service.appeal import WORDS, filed, fresh, resolved, taken, under_review
from xinqiao.blocks.cases.actions.answering import NothingSaid
from xinqiao.blocks.cases.actions.judging import (
    NotDissatisfied,
    NothingToReview,
    NotResolvedYet,
    RatedAlready,
    ReopenedAlready,
    ReviewedAlready,
)
from xinqiao.blocks.cases.actions.line import CaseClosed
from xinqiao.blocks.cases.models import Case
from xinqiao.domains.service.appeals import forms
from xinqiao.domains.service.appeals.actions import filing, handling
from xinqiao.domains.service.appeals.actions.filing import NobodyToAnswer, NotAMember, title_of
from xinqiao.domains.service.appeals.models import Appeal
from xinqiao.ground.org.models import Unit
from xinqiao.ground.papers.actions import PhotoUnreadable
from xinqiao.ground.papers.models import Register


def photo(*, broken: bool = False) -> tuple[BytesIO, str, int]:
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    raw = out.getvalue()[: 200 if broken else None]
    return BytesIO(raw), "站台.jpg", len(raw)


def test_an_appeal_is_registered_at_the_service_centre(cast: Cast) -> None:
    row = filed(cast, words=WORDS, photo=photo())
    assert (row.case.number, row.case.desk, row.case.unit) == (
        "SQ-2026-0001",
        cast.units["centre"],
        cast.units["crane"],
    )
    assert (row.author, row.written_by, row.words, row.door) == (cast.people["chen"], None, WORDS, "phone")
    assert row.photo is not None
    assert row.photo.name == "站台.jpg"


def test_a_guest_who_is_no_member_may_appeal_too(cast: Cast) -> None:
    assert filed(cast, by="guest").author == cast.people["guest"]


def test_an_officer_writes_one_down_in_the_authors_name(cast: Cast) -> None:
    row = filed(cast, by="song", author=cast.people["alat"], door="hotline")
    assert (row.author, row.written_by, row.door) == (cast.people["alat"], cast.people["song"], "hotline")
    assert row.case.opened_by == cast.people["alat"]
    assert row.case.unit == cast.units["press"]


def test_what_is_said_about_a_cadre_is_always_hidden(cast: Cast) -> None:
    assert filed(cast, topic="cadre", privacy="named").privacy == "hidden"


def test_who_has_left_cannot_be_given_an_appeal(cast: Cast) -> None:
    gone = cast.people["alat"]
    gone.left_on = date(2026, 10, 20)
    gone.save()
    with pytest.raises(NotAMember):
        filed(cast, by="song", author=gone)


def test_who_leaves_next_month_may_still_appeal(cast: Cast) -> None:
    going = cast.people["alat"]
    going.left_on = date(2026, 10, 21)
    going.save()
    assert filed(cast, by="song", author=going).author == going


def test_without_a_desk_nobody_would_answer(cast: Cast) -> None:
    row = resolved(cast)
    filing.rate_appeal(row.pk, rating="dissatisfied", text="", by=cast.viewer("chen"), at=NOON)
    Unit.objects.filter(kind__in=("desk", "group")).update(closes_on=date(2026, 10, 1))
    with pytest.raises(NobodyToAnswer):
        filed(cast)
    with pytest.raises(NobodyToAnswer):
        filing.reopen_appeal(row.pk, why="", by=cast.viewer("chen"), at=NOON)


def test_a_photo_that_cannot_be_read_gives_the_number_back(cast: Cast) -> None:
    filed(cast)
    with pytest.raises(PhotoUnreadable):
        filed(cast, photo=photo(broken=True))
    assert filed(cast).case.number == "SQ-2026-0002"
    assert Case.objects.count() == 2


def test_a_deed_that_fails_late_gives_the_number_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_rows: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(filing.at_once, "write", fail)
        with pytest.raises(RuntimeError):
            filed(cast)
    assert not Register.objects.exists()
    assert filed(cast).case.number == "SQ-2026-0001"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("班车早走。求改。", "班车早走"),
        ("一", "一"),
        ("？？？", "？？？"),
        ("，", "，"),
        (
            "，，，，，，，，，，，，，，，，，，，，，，，，，，，，，",
            "，，，，，，，，，，，，，，，，，，，，，，，…",
        ),
        ("\n\n食堂太咸\n第二行", "食堂太咸"),
        ("澡堂" * 20, "澡堂" * 11 + "澡…"),
        ("🚌" * 30, "🚌" * 23 + "…"),
        ("早" * 22 + "👩\u200d🔧在", "早" * 22 + "👩…"),
        ("夜" * 5000, "夜" * 23 + "…"),
        ("阿拉腾乌力吉说，" + "班" * 30, "阿拉腾乌力吉说"),
    ],
)
def test_titles_of_odd_words(words: str, title: str) -> None:
    assert title_of(words) == title
    assert 0 < len(title) <= 24


@pytest.mark.engine
def test_the_longest_words_are_kept_whole(cast: Cast) -> None:
    assert fresh(filed(cast, words="夜" * 10_000)).words == "夜" * 10_000


@pytest.mark.parametrize("words", ["夜" * 2001, "班车\x00早走", "", "   "])
def test_the_form_keeps_out_what_no_officer_could_read(words: str) -> None:
    form = forms.Appeal({"words": words, "topic": "unsure", "privacy": "named"})
    assert "words" in form.errors


def test_the_member_adds_a_word(cast: Cast) -> None:
    row = taken(cast)
    filing.add_word(row.pk, text="一共七个人", by=cast.viewer("chen"), at=NOON)
    line = row.case.entries.last()
    assert (line.verb, line.text, line.public, line.by_name) == ("note", "一共七个人", True, "陈禾苗")
    with pytest.raises(NothingSaid):
        filing.add_word(row.pk, text="", by=cast.viewer("chen"), at=NOON)


def test_the_member_takes_it_back(cast: Cast) -> None:
    row = taken(cast)
    filing.withdraw_appeal(row.pk, why="解决了", by=cast.viewer("chen"), at=NOON)
    assert fresh(row).case.state == "withdrawn"
    with pytest.raises(CaseClosed):
        filing.withdraw_appeal(row.pk, why="", by=cast.viewer("chen"), at=NOON)
    with pytest.raises(CaseClosed):
        filing.add_word(row.pk, text="还有", by=cast.viewer("chen"), at=NOON)


def test_the_member_rates_once_it_is_done(cast: Cast) -> None:
    open_ = taken(cast)
    with pytest.raises(NotResolvedYet):
        filing.rate_appeal(open_.pk, rating="fair", text="", by=cast.viewer("chen"), at=NOON)
    done = resolved(cast)
    filing.rate_appeal(done.pk, rating="fair", text="", by=cast.viewer("chen"), at=NOON)
    assert fresh(done).case.rating == "fair"
    with pytest.raises(RatedAlready):
        filing.rate_appeal(done.pk, rating="fair", text="", by=cast.viewer("chen"), at=NOON)


def test_a_dissatisfied_member_has_it_done_again_by_somebody_else(cast: Cast) -> None:
    row = resolved(cast)
    with pytest.raises(NotDissatisfied):
        filing.reopen_appeal(row.pk, why="", by=cast.viewer("chen"), at=NOON)
    filing.rate_appeal(row.pk, rating="dissatisfied", text="", by=cast.viewer("chen"), at=NOON)
    later = NOON + timedelta(days=1)
    filing.reopen_appeal(row.pk, why="车还是早走", by=cast.viewer("chen"), at=later)
    case = fresh(row).case
    assert (case.round_kind, case.holder, case.desk, case.due_on) == (
        "reopened",
        None,
        cast.units["centre"],
        date(2026, 10, 23),
    )
    handling.take_appeal(row.pk, by=cast.viewer("jiang"), at=later)
    handling.reply_appeal(row.pk, text="又改了", by=cast.viewer("jiang"), at=later)
    handling.resolve_appeal(row.pk, outcome="solved", text="", by=cast.viewer("jiang"), at=later)
    filing.rate_appeal(row.pk, rating="dissatisfied", text="", by=cast.viewer("chen"), at=later)
    with pytest.raises(ReopenedAlready):
        filing.reopen_appeal(row.pk, why="", by=cast.viewer("chen"), at=later)


def test_a_review_goes_to_the_group_union_with_its_own_clocks(cast: Cast) -> None:
    case = fresh(under_review(cast)).case
    assert (case.round_kind, case.desk, case.due_on, case.due_kind) == (
        "review",
        cast.units["group"],
        date(2026, 10, 27),
        "review",
    )
    running = case.clocks.filter(met_at__isnull=True, dropped_at__isnull=True).order_by("id")
    assert list(running.values_list("nature", "due_on")) == [
        ("service", date(2026, 10, 27)),
        ("statutory", date(2026, 11, 19)),
    ]


def test_a_refusal_is_reviewed_with_one_tap_and_once(cast: Cast) -> None:
    row = taken(cast)
    with pytest.raises(NothingToReview):
        filing.ask_review(row.pk, why="", by=cast.viewer("chen"), at=NOON)
    handling.refuse_appeal(row.pk, reason="no_facts", text="查不到", by=cast.viewer("song"), at=NOON)
    filing.ask_review(row.pk, why="", by=cast.viewer("chen"), at=NOON)
    handling.take_appeal(row.pk, by=cast.viewer("bai"), at=NOON)
    handling.reply_appeal(row.pk, text="查过了", by=cast.viewer("bai"), at=NOON)
    handling.resolve_appeal(row.pk, outcome="upheld", text="", by=cast.viewer("bai"), at=NOON)
    with pytest.raises(ReviewedAlready):
        filing.ask_review(row.pk, why="", by=cast.viewer("chen"), at=NOON)


@pytest.mark.parametrize("who", ["lin", "song", "wen", "yu"])
def test_nobody_does_the_members_deeds_for_the_member(cast: Cast, who: str) -> None:
    row, one = resolved(cast), {"by": cast.viewer(who), "at": NOON}
    with pytest.raises(Appeal.DoesNotExist):
        filing.add_word(row.pk, text="还有", **one)
    with pytest.raises(Appeal.DoesNotExist):
        filing.withdraw_appeal(row.pk, why="", **one)
    with pytest.raises(Appeal.DoesNotExist):
        filing.rate_appeal(row.pk, rating="satisfied", text="", **one)
    with pytest.raises(Appeal.DoesNotExist):
        filing.reopen_appeal(row.pk, why="", **one)
    with pytest.raises(Appeal.DoesNotExist):
        filing.ask_review(row.pk, why="", **one)


def test_whoever_wrote_it_down_does_not_rate_it(cast: Cast) -> None:
    row = filed(cast, by="ding", author=cast.people["alat"], door="group")
    with pytest.raises(Appeal.DoesNotExist):
        filing.withdraw_appeal(row.pk, why="", by=cast.viewer("ding"), at=NOON)
