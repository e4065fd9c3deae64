"""What a file is, by what it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit.documents import PDF, docx, ofd, packed, photo, xlsx
from xinqiao.kit import sniffing

WORKBOOKS = Path(__file__).resolve().parents[3] / "shared" / "data" / "validation" / "workbooks"


@pytest.mark.parametrize(
    ("content", "media_type", "photo_", "macros"),
    [
        (photo(), "image/jpeg", True, False),
        (photo("PNG"), "image/png", True, False),
        (photo("WEBP"), "image/webp", True, False),
        (b"\0\0\0\x18ftypheic" + b"\0" * 12, "image/heic", True, False),
        (PDF, "application/pdf", False, False),
        (ofd(), "application/ofd", False, False),
        (docx(), sniffing.WORD[1], False, False),
        (xlsx(), sniffing.EXCEL[1], False, False),
        (docx(macros=True), sniffing.WORD[1], False, True),
        (xlsx(macros=True), sniffing.EXCEL[1], False, True),
    ],
)
def test_each_kind_is_known(content: bytes, media_type: str, photo_: bool, macros: bool) -> None:
    kind = sniffing.kind_of(content)
    assert kind is not None
    assert (kind.media_type, kind.photo, kind.macros) == (media_type, photo_, macros)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\0",
        b"<html>",
        b"#!/bin/sh",
        b"PK\x03\x04 broken",
        packed({"a.txt": "x"}),
        packed({"[Content_Types].xml": "<Types/>"}),
        packed({"[Content_Types].xml": "x" * (sniffing.INDEX + 1)}),
        sniffing.OLE + b"\0" * 600,
        b"GIF89a",
        b"RIFF\0\0\0\0WAVE",
    ],
)
def test_what_is_not_taken_is_no_kind(content: bytes) -> None:
    assert sniffing.kind_of(content) is None
    assert sniffing.guess(content, name="a.bin")


def test_macros_hidden_under_a_plain_name_are_found() -> None:
    parts = {"[Content_Types].xml": "wordprocessingml.document.main", "word/vbaProject.bin": "x"}
    kind = sniffing.kind_of(packed(parts))
    assert kind is not None
    assert kind.macros


@given(st.binary(max_size=400))
def test_any_bytes_are_looked_at_without_a_fall(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", sniffing.OLE, b"%PDF-"):
        sniffing.kind_of(start + content)
        sniffing.guess(start + content, name="x")


@pytest.mark.skipif(not WORKBOOKS.exists(), reason="the collected workbooks are not here")
def test_real_workbooks_are_known() -> None:
    kinds = {path.name: sniffing.kind_of(path.read_bytes()) for path in WORKBOOKS.glob("*.xls*")}
    assert kinds
    assert not [name for name, kind in kinds.items() if kind is None and not name.endswith("b")]
