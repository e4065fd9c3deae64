"""Photos: drawn anew without place or device; anything else is told so in a sentence and kept nowhere."""

from __future__ import annotations

import io
import random
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.cast import NOON
from xinqiao.ground.papers import actions, queries
from xinqiao.ground.papers.actions import PhotoTooDetailed, PhotoTooLarge, PhotoUnreadable
from xinqiao.ground.papers.models import Paper
from xinqiao.kit.refusal import Refused

# Pillow only warns of odd files, and the product runs with its warnings: so do these tests.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.PAPERS_ROOT = tmp_path  # type: ignore[attr-defined]
    yield
    assert not list(tmp_path.rglob("*.half"))  # nothing is left half written


def picture(*, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    drawn = Image.new(mode, size, "red" if mode == "RGB" else None)
    if mode == "RGB":
        drawn.paste("blue", (0, 0, size[0] // 2, size[1]))
    return drawn


def noted(*, turned: int = 1) -> Image.Exif:
    """What a phone writes about itself."""
    exif = Image.Exif()
    exif[MAKE] = "HUAWEI"
    exif[ORIENTATION] = turned
    exif[GPS] = {1: "N", 2: (41.0, 36.0, 0.0), 3: "E", 4: (109.0, 50.0, 0.0)}
    return exif


def written(kind: str, *, drawn: Image.Image | None = None, **more: object) -> bytes:
    out = io.BytesIO()
    (drawn or picture()).save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


def keep(raw: bytes, *, name: str = "站台.jpg", size: int | None = None) -> Paper:
    return actions.keep_photo(io.BytesIO(raw), name=name, size=len(raw) if size is None else size, at=NOON)


def kept(paper: Paper) -> Image.Image:
    found = Image.open(io.BytesIO(queries.content_of(paper)))
    found.load()
    return found


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "PNG", "WEBP"])
def test_no_place_and_no_device_survives(kind: str) -> None:
    raw = written(kind, exif=noted())
    assert b"HUAWEI" in raw
    paper = keep(raw)
    content = queries.content_of(paper)
    clean = kept(paper)
    assert (clean.format, paper.media_type, paper.size) == ("JPEG", "image/jpeg", len(content))
    assert not clean.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(clean.info)
    assert b"HUAWEI" not in content
    assert b"Exif" not in content


def test_a_comment_and_a_tail_behind_the_picture_do_not_survive() -> None:
    raw = written("JPEG", comment=b"taken by Chen") + b"PK\x03\x04 hidden"
    content = queries.content_of(keep(raw))
    assert b"Chen" not in content
    assert b"hidden" not in content


def test_a_photo_stands_upright_without_its_notes() -> None:
    clean = kept(keep(written("JPEG", exif=noted(turned=6))))
    assert clean.size == (40, 60)
    top, bottom = clean.getpixel((20, 5)), clean.getpixel((20, 55))
    assert top[2] > 200 > 50 > top[0]  # what was left is on top
    assert bottom[0] > 200 > 50 > bottom[2]


def test_a_large_photo_is_made_smaller() -> None:
    assert kept(keep(written("JPEG", drawn=picture(size=(4000, 3000))))).size == (1920, 1440)


def test_transparent_parts_are_white_paper() -> None:
    clear = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
    assert kept(keep(written("PNG", drawn=clear), name="截图.png")).getpixel((15, 15)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "CMYK", "I;16"])
def test_every_mode_a_camera_or_scanner_writes_is_read(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert kept(keep(written(kind, drawn=Image.new(mode, (20, 20))))).mode == "RGB"


OTHERS = {
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF",
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "text": "班车早走".encode(),
    "nothing": b"",
    "program": b"\x7fELF" + bytes(200),
}


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", written("JPEG"))
    return out.getvalue()


@pytest.mark.parametrize("what", [*OTHERS, "zip"])
def test_a_name_makes_no_photo(what: str, tmp_path: Path) -> None:
    with pytest.raises(PhotoUnreadable):
        keep(zipped() if what == "zip" else OTHERS[what], name="photo.jpg")
    assert not Paper.objects.exists()
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PDF", "EPS", "ICO", "TGA"])
def test_pictures_of_other_kinds_are_not_opened(kind: str) -> None:
    """Some of them would be handed to other programs, and all of them are outside of what the rule names."""
    with pytest.raises(PhotoUnreadable):
        keep(written(kind))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_photo_is_none(kind: str, share: float) -> None:
    noise = Image.frombytes("RGB", (120, 90), random.Random(7).randbytes(120 * 90 * 3))
    raw = written(kind, drawn=noise)
    with pytest.raises(PhotoUnreadable):
        keep(raw[: int(len(raw) * share)])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_damaged_photo_is_kept_or_refused_and_never_breaks_anything(kind: str) -> None:
    """Hostile bytes break decoders in every way they can: the member gets a sentence, never an error page."""
    dice, raw = random.Random(85123), written(kind, exif=noted())
    for _n in range(150):
        spoiled = bytearray(raw)
        for _m in range(dice.randint(1, 12)):
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
        try:
            assert kept(keep(bytes(spoiled))).mode == "RGB"
        except Refused as told:
            assert isinstance(told, PhotoUnreadable | PhotoTooDetailed)


def test_notes_that_cannot_be_read_cost_nobody_the_photo() -> None:
    raw = written("JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff" + bytes(40))
    assert kept(keep(raw)).size == (60, 40)


def bomb(*, width: int, height: int) -> bytes:
    """A small PNG that claims to be huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_800, 9_700, 14_000, 60_000])
def test_a_bomb_is_not_unpacked(side: int) -> None:
    """Just above our own bound, above Pillow's warning, above its error, beyond any memory."""
    with pytest.raises(PhotoTooDetailed) as told:
        keep(bomb(width=side, height=side))
    assert told.value.rule_text == "这张照片的像素太多，超过 60 百万。"


def test_a_photo_above_the_ceiling_is_not_even_read() -> None:
    with pytest.raises(PhotoTooLarge) as told:
        keep(b"", size=30 * 1024 * 1024)
    assert told.value.rule_text == "这张照片太大，超过 25 兆。"
    assert keep(written("JPEG"), size=25 * 1024 * 1024)


def test_the_same_photo_lies_on_the_disk_once(tmp_path: Path) -> None:
    one, other = keep(written("JPEG"), name="一.jpg"), keep(written("JPEG"), name="二.jpg")
    assert (one.digest, one.name, other.name) == (other.digest, "一.jpg", "二.jpg")
    assert one.pk != other.pk
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [queries.place_of(one.digest)]


def test_the_same_photo_sent_twice_at_once_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = threading.Barrier(2, timeout=20)
    exists = Path.exists

    def both_find_nothing(path: Path, **more: object) -> bool:
        found = exists(path, **more)  # type: ignore[arg-type]
        if path.parent.parent == tmp_path:
            meeting.wait()
        return found

    monkeypatch.setattr(Path, "exists", both_find_nothing)
    failed: list[Exception] = []

    def store() -> None:
        try:
            actions._store(b"the same" * 100_000, digest="ab" * 32)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=store) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert queries.place_of("ab" * 32).read_bytes() == b"the same" * 100_000


def test_a_disk_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(_file: int) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(actions.os, "fsync", fail)
        with pytest.raises(OSError, match="no space"):
            keep(written("JPEG"))
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]
    assert keep(written("JPEG"))


@pytest.mark.engine
@pytest.mark.parametrize(
    ("name", "as_kept"),
    [
        ("站台.heic", "站台.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("", "photo.jpg"),
        ("a\x00b\r\n.jpg", "ab.jpg"),
        ("夜" * 300 + ".png", "夜" * 80 + ".jpg"),
        ("\ud800.jpg", "photo.jpg"),
    ],
)
def test_a_name_is_only_a_name(name: str, as_kept: str) -> None:
    assert keep(written("JPEG"), name=name).name == as_kept
