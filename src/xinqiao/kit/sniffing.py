"""What a file is, by what it holds: its name is only what somebody called it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import olefile
import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INDEX = 1_048_576  # what the table of contents of a packed document may weigh
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Kind:
    """A kind of file we take: its name for people, its type, the endings it may carry."""

    title: str | Promise
    media_type: str
    suffixes: tuple[str, ...]
    photo: bool = False
    macros: bool = False


JPEG = Kind(_("照片"), "image/jpeg", ("jpg", "jpeg", "jfif"), photo=True)
PNG = Kind(_("图片"), "image/png", ("png",), photo=True)
WEBP = Kind(_("图片"), "image/webp", ("webp",), photo=True)
HEIC = Kind(_("照片"), "image/heic", ("heic", "heif", "hif"), photo=True)
PDF = Kind(_("PDF 文件"), "application/pdf", ("pdf",))
OFD = Kind(_("OFD 文件"), "application/ofd", ("ofd",))
OPEN = "application/vnd.openxmlformats-officedocument."
WORD = (_("Word 文件"), OPEN + "wordprocessingml.document", ("docx",))
EXCEL = (_("Excel 文件"), OPEN + "spreadsheetml.sheet", ("xlsx",))
OLD_WORD = (_("Word 文件"), "application/msword", ("doc", "wps"))
OLD_EXCEL = (_("Excel 文件"), "application/vnd.ms-excel", ("xls", "et"))
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def kind_of(content: bytes) -> Kind | None:
    """The kind of these bytes; None for what is not taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return HEIC
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content.startswith(OLE):
        return _old_office(content)
    return None


def _packed(content: bytes) -> Kind | None:
    """A packed document, by its table of contents alone: nothing else of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
            if "OFD.xml" in names:
                return OFD
            table = parts.getinfo("[Content_Types].xml")
            if table.file_size > INDEX:
                return None
            with parts.open(table) as opened:
                types = opened.read(INDEX)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return None
    macros = b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names)
    if b"wordprocessingml.document.main" in types or b"word.document.macroEnabled" in types:
        return Kind(*_with(WORD, macros=macros, suffix="docm"), macros=macros)
    if b"spreadsheetml.sheet.main" in types or b"sheet.macroEnabled" in types:
        return Kind(*_with(EXCEL, macros=macros, suffix="xlsm"), macros=macros)
    return None


def _with(
    kind: tuple[str | Promise, str, tuple[str, ...]], *, macros: bool, suffix: str
) -> tuple[str | Promise, str, tuple[str, ...]]:
    title, media_type, suffixes = kind
    return title, media_type, (*suffixes, suffix) if macros else suffixes


def _old_office(content: bytes) -> Kind | None:
    """A document of the old kind, by the streams it holds."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as parts:
            names = {path[0] for path in parts.listdir(streams=True, storages=True) if path}
    except Exception:  # a broken file breaks its reader in any way it likes
        return None
    macros = bool(names & {"Macros", "_VBA_PROJECT_CUR", "VBA"})
    if "WordDocument" in names:
        return Kind(*OLD_WORD, macros=macros)
    if names & {"Workbook", "Book"}:
        return Kind(*OLD_EXCEL, macros=macros)
    return None


def guess(content: bytes, *, name: str) -> str:
    """What a file that is not taken seems to be, in a short word, for the sentence that refuses it."""
    try:
        found = puremagic.from_string(content[:65_536])
    except (puremagic.PureError, ValueError):
        found = name.rpartition(".")[2] if "." in name else ""
    return found.lstrip(".")[:12] or str(_("认不出来"))
