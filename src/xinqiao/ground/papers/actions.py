"""Giving register numbers and keeping files."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pillow_heif
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from xinqiao.ground.papers import queries
from xinqiao.ground.papers.models import Paper, Register
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


def next_number(kind: str, *, at: datetime, digits: int = 4) -> str:
    """The next register number of this kind and year, `SQ-2026-0417`: without gaps, because it is taken inside the
    transaction of the deed and given back when the deed fails."""
    year = today(at).year
    with transaction.atomic():
        if not Register.objects.filter(kind=kind, year=year).update(last=F("last") + 1):
            Register.objects.get_or_create(kind=kind, year=year)
            Register.objects.filter(kind=kind, year=year).update(last=F("last") + 1)
        last = Register.objects.values_list("last", flat=True).get(kind=kind, year=year)
    return f"{kind}-{year}-{last:0{digits}d}"


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
