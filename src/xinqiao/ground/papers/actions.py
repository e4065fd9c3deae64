"""Giving register numbers and keeping files."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import pillow_heif
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from xinqiao.ground.papers import queries
from xinqiao.ground.papers.models import Paper
from xinqiao.kit import sniffing
from xinqiao.kit.clock import today
from xinqiao.kit.refusal import Refused, refuse_if

pillow_heif.register_heif_opener()
LONGEST_EDGE = 1920
PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")


class PhotoUnreadable(Refused):
    rule = _("这个文件不是能打开的照片。")
    source = _("附件规则：只收 JPEG、PNG、WebP、HEIC 照片")
    cure = _("换一张照片，或者不带照片先提交。")


class PhotoTooLarge(Refused):
    rule = _("这张照片太大，超过 %(megabytes)s 兆。")
    source = _("附件规则：一张照片不超过 %(megabytes)s 兆")
    cure = _("用手机自带的编辑缩小后再传，或者不带照片先提交。")


class PhotoTooDetailed(Refused):
    rule = _("这张照片的像素太多，超过 %(millions)s 百万。")
    source = _("附件规则：一张照片不超过 %(millions)s 百万像素")
    cure = _("用手机自带的编辑缩小后再传，或者不带照片先提交。")


class FileTooLarge(Refused):
    rule = _("这份材料太大，超过 %(megabytes)s 兆。")
    source = _("附件规则：一份材料不超过 %(megabytes)s 兆")
    cure = _("分成几份，或者把里面的图缩小后再传。")


class FileOfNoUse(Refused):
    rule = _("这种文件收不了（%(kind)s）。")
    source = _("附件规则：收照片、PDF、OFD、Word 和 Excel 文件")
    cure = _("另存成 PDF 再传，或者拍张照片传上来。")


class FileDressedUp(Refused):
    rule = _("文件名写的是 %(said)s，里面其实是%(kind)s，名字和内容对不上。")
    source = _("附件规则：按内容认文件，不按名字")
    cure = _("用原来的软件打开，重新另存一份再传。")


class MacroInside(Refused):
    rule = _("这份文件里带着宏（会自己运行的程序），不能收。")
    source = _("附件规则：不收带宏的文件")
    cure = _("另存成不带宏的 .docx 或 .xlsx，或者存成 PDF 再传。")


def next_number(kind: str, *, at: datetime, digits: int = 4) -> str:
    """The next register number of this kind and year, `SQ-2026-0417`: without gaps, because it is taken inside the
    transaction of the deed and given back when the deed fails."""
    return next_numbers({kind: digits}, at=at)[0][kind]


def next_numbers(
    kinds: Mapping[str, int], *, at: datetime, beside: str = "NULL", params: Sequence[Any] = ()
) -> tuple[dict[str, str], Any]:
    """The next number of several registers at once, each with so many digits: one statement, the registers always taken
    in the same order, so that nobody waits in a circle.

    `beside` is a question in SQL answered along, as of this statement: what has to be asked after a lock was taken.
    """
    year = today(at).year
    asked = [one for kind in sorted(kinds) for one in (kind, year)]
    with transaction.atomic(), connection.cursor() as cursor:
        places = ", ".join(["(%s, %s, 1)"] * len(kinds))
        cursor.execute(
            f"INSERT INTO papers_register (kind, year, last) VALUES {places}"  # noqa: S608 - as many places as kinds
            f" ON CONFLICT (kind, year) DO UPDATE SET last = papers_register.last + 1 RETURNING kind, last, {beside}",
            [*asked, *params],
        )
        rows = cursor.fetchall()
    last: dict[str, int] = {kind: number for kind, number, _answer in rows}
    return {kind: f"{kind}-{year}-{last[kind]:0{digits}d}" for kind, digits in kinds.items()}, rows[0][2]


def keep_photo(upload: BinaryIO, *, name: str, size: int, at: datetime) -> Paper:
    """Keep one photo, drawn anew: no place, no device, no hidden data survives. Raises PhotoUnreadable, PhotoTooLarge,
    PhotoTooDetailed."""
    ceiling = settings.UPLOAD_CEILING
    refuse_if(size > ceiling, PhotoTooLarge, megabytes=ceiling // 1_048_576)
    clean = _redrawn(upload)
    digest = hashlib.sha256(clean).hexdigest()
    _store(clean, digest=digest)
    stem = "".join(letter for letter in Path(name).stem if letter.isprintable())[:80] or "photo"
    return Paper.objects.create(digest=digest, media_type="image/jpeg", size=len(clean), name=f"{stem}.jpg", kept_at=at)


def keep_file(upload: BinaryIO, *, name: str, size: int, at: datetime) -> Paper:
    """Keep one paper, known by what it holds and not by its name: a photo is drawn anew, a document is kept as it is.

    Raises FileTooLarge, FileOfNoUse, FileDressedUp, MacroInside and the refusals of a photo.
    """
    ceiling = settings.UPLOAD_CEILING
    refuse_if(size > ceiling, FileTooLarge, megabytes=ceiling // 1_048_576)
    content = upload.read(ceiling + 1)
    kind = sniffing.kind_of(content)
    refuse_if(kind is None, FileOfNoUse, kind=sniffing.guess(content, name=name))
    assert kind is not None  # noqa: S101 - the refusal above has settled it
    said = Path(name).suffix.lower().lstrip(".")
    refuse_if(said and said not in kind.suffixes, FileDressedUp, said=said, kind=kind.title)
    refuse_if(kind.macros, MacroInside)
    if kind.photo:
        return keep_photo(io.BytesIO(content), name=name, size=size, at=at)
    digest = hashlib.sha256(content).hexdigest()
    _store(content, digest=digest)
    stem = "".join(letter for letter in Path(name).stem if letter.isprintable())[:80] or "file"
    named = f"{stem}.{said or kind.suffixes[0]}"
    return Paper.objects.create(digest=digest, media_type=kind.media_type, size=len(content), name=named, kept_at=at)


def _redrawn(upload: BinaryIO) -> bytes:
    millions = PIXELS // 1_000_000
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            refuse_if(picture.width * picture.height > PIXELS, PhotoTooDetailed, millions=millions)
            upright = _upright(picture)
    except Image.DecompressionBombError:  # Pillow counts before we can
        refuse_if(True, PhotoTooDetailed, millions=millions)
        raise
    except Refused:
        raise
    except Exception:  # a broken file breaks its decoder in any way it likes
        refuse_if(True, PhotoUnreadable)
        raise  # reached only when a test has switched the refusal off
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """The picture as seen, on new paper: turned as the camera was held, transparent parts white, no larger than needed."""
    with contextlib.suppress(Exception):  # notes that cannot be read say nothing about how to turn it
        picture = ImageOps.exif_transpose(picture)
    seen = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    seen.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    drawn = Image.new("RGB", seen.size, "white")
    drawn.paste(seen, mask=seen if seen.mode == "RGBA" else None)
    return drawn


def _store(content: bytes, *, digest: str) -> None:
    """Write once under the digest; the name appears only when the whole file is on the disk."""
    target = queries.place_of(digest)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(f".{secrets.token_hex(4)}.half")
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
