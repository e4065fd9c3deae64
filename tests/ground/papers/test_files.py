"""Papers of every kind: known by what they hold, kept as they are; photos drawn anew; too large is told in words."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cast import NOON
from tests.kit.documents import PDF, docx, photo, xlsx
from xinqiao.ground.papers import actions, queries
from xinqiao.ground.papers.actions import FileDressedUp, FileOfNoUse, FileTooLarge, MacroInside, PhotoTooLarge
from xinqiao.ground.papers.models import Paper

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.PAPERS_ROOT = tmp_path


def kept(content: bytes, *, name: str) -> Paper:
    return actions.keep_file(io.BytesIO(content), name=name, size=len(content), at=NOON)


@pytest.mark.parametrize(("content", "name"), [(PDF, "通知.pdf"), (docx(), "规定.docx"), (xlsx(), "台账.XLSX")])
def test_a_document_is_kept_as_it_is(content: bytes, name: str) -> None:
    paper = kept(content, name=name)
    assert queries.content_of(paper) == content
    assert paper.name == f"{Path(name).stem}{Path(name).suffix.lower()}"


def test_a_photo_is_drawn_anew_and_a_name_without_an_ending_gets_one() -> None:
    assert kept(photo("PNG"), name="图.png").media_type == "image/jpeg"
    assert kept(PDF, name="通知").name == "通知.pdf"


def test_a_photo_of_twenty_megabytes_is_taken_and_made_small() -> None:
    dots = random.Random(1).randbytes(2600 * 2600 * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (2600, 2600), dots).save(out, "PNG")
    assert 20_000_000 < len(out.getvalue()) < 25 * 1_048_576
    paper = kept(out.getvalue(), name="现场.png")
    assert paper.size < 6_000_000


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"MZ\0\0", "通知.pdf", FileOfNoUse),
        (PDF, "通知.docx", FileDressedUp),
        (docx(macros=True), "规定.docm", MacroInside),
        (docx(macros=True), "规定.docx", MacroInside),
    ],
)
def test_what_is_not_taken_is_kept_nowhere(content: bytes, name: str, refusal: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(refusal):
        kept(content, name=name)
    assert not Paper.objects.exists()
    assert not list(tmp_path.rglob("*"))


def test_too_large_is_told_before_anything_is_read(settings: Any) -> None:
    settings.UPLOAD_CEILING = 1_048_576
    with pytest.raises(FileTooLarge):
        actions.keep_file(io.BytesIO(b""), name="大.pdf", size=1_048_577, at=NOON)
    with pytest.raises(PhotoTooLarge):
        actions.keep_photo(io.BytesIO(b""), name="大.jpg", size=1_048_577, at=NOON)
