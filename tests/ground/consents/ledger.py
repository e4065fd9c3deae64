"""Consents, forms, approvals and requests as the tests need them."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from typing import Any

from PIL import Image

from tests.cast import NOON, Cast
from xinqiao.ground.consents.actions import family, giving, minors, paper, requests, texts
from xinqiao.ground.consents.models import (
    Consent,
    ConsentForm,
    ConsentText,
    Dependant,
    InformationRequest,
    ReadApproval,
)
from xinqiao.ground.consents.words import Scope
from xinqiao.kit.clock import today

LATER = NOON + timedelta(days=1)
HEALTH = {"scope": "health", "purpose": "hardship"}
OF_CHILD = {"scope": "minor", "purpose": "school"}
TODAY = today(NOON)
TEXT = {"purpose": "为了帮扶。", "taken": "诊断。", "readers": "经办人。", "kept": "三年。", "refusing": "不影响别的。"}


def photo() -> tuple[io.BytesIO, str, int]:
    """A picture of a signed form."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    out.seek(0)
    return out, "a.png", len(out.getvalue())


def with_texts(at: datetime = NOON) -> None:
    """The texts the union begins with."""
    texts.first_texts(at=at)


def proposed(cast: Cast, *, by: str = "privacy", at: datetime = NOON, **changes: Any) -> ConsentText:
    """A further version, waiting for another."""
    asked: dict[str, Any] = {"scope": Scope.HEALTH, "asks_anew": False, "in_force_from": today(at)} | TEXT | changes
    return texts.propose_text(**asked, by=cast.viewer(by, at=at), at=at)


def given(cast: Cast, *, by: str = "wei", at: datetime = NOON, **changes: Any) -> Consent:
    """Agreed to on the phone."""
    if not ConsentText.objects.exists():
        with_texts(at)
    return giving.give_consent(**HEALTH | changes, by=cast.viewer(by, at=at), at=at)


def child(cast: Cast, *, of: str = "wei", years: int = 8, name: str = "魏小禾", at: datetime = NOON) -> Dependant:
    """A child that is so many years old today."""
    on = today(at)
    born = date(on.year - years, on.month, min(on.day, 28))
    who = cast.people[of].pk
    viewer = cast.viewer(of, at=at)
    return family.name_dependant(who, name=name, born_on=born, relation="child", by=viewer, at=at)


def printed(cast: Cast, *, of: str = "wei", by: str = "jiang", at: datetime = NOON, **changes: Any) -> ConsentForm:
    """A form printed at the window."""
    if not ConsentText.objects.exists():
        with_texts(at)
    return paper.print_form(cast.people[of].pk, **HEALTH | changes, by=cast.viewer(by, at=at), at=at)


def signed(cast: Cast, *, by: str = "jiang", at: datetime = NOON, **changes: Any) -> Consent:
    """A form that came back signed."""
    return paper.record_on_paper(printed(cast, at=at, **changes).pk, photo=photo(), by=cast.viewer(by, at=at), at=at)


def asked_to_read(cast: Cast, *, by: str = "gu", at: datetime = NOON, days: int = 7, **changes: Any) -> ReadApproval:
    """Asked to read about a child."""
    wanted = {"dependant": None, "why": "办金秋助学"} | changes
    return minors.ask_read(**wanted, until_on=today(at) + timedelta(days=days), by=cast.viewer(by, at=at), at=at)


def filed(cast: Cast, *, by: str = "wei", at: datetime = NOON, **changes: Any) -> InformationRequest:
    """A request about one's own information."""
    wanted = {"kind": "explain", "part": "", "words": "为什么要收"} | changes
    return requests.file_request(**wanted, by=cast.viewer(by, at=at), at=at)


def answered(cast: Cast, *, officer: str = "privacy", at: datetime = NOON, **changes: Any) -> InformationRequest:
    """A request that was answered."""
    said = {"outcome": "done", "reason": "", "text": "办好了。"}
    said |= {key: changes.pop(key) for key in ("outcome", "reason", "text", "deleted") if key in changes}
    return requests.answer_request(filed(cast, at=at, **changes).pk, **said, by=cast.viewer(officer, at=at), at=at)


def under_review(cast: Cast, *, at: datetime = NOON, **changes: Any) -> InformationRequest:
    """An answer brought before the chair."""
    row = answered(cast, at=at, outcome="refused", reason="needed", **changes)
    return requests.ask_review(row.pk, why="没有说清", by=cast.viewer(changes.get("by", "wei"), at=at), at=at)
