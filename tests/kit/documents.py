"""Small documents of each kind, made here."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "application/vnd.openxmlformats-officedocument."
MACRO = {
    "word": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "sheet": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}
PLAIN = {"word": MAIN + "wordprocessingml.document.main+xml", "sheet": MAIN + "spreadsheetml.sheet.main+xml"}


def packed(parts: dict[str, str]) -> bytes:
    """A packed file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def docx(*, macros: bool = False) -> bytes:
    """A document of Word."""
    return _office("word", macros=macros)


def xlsx(*, macros: bool = False) -> bytes:
    """A workbook of Excel."""
    return _office("sheet", macros=macros)


def ofd() -> bytes:
    """A document in the national layout format."""
    return packed({"OFD.xml": "<ofd:OFD/>"})


def _office(kind: str, *, macros: bool) -> bytes:
    main = (MACRO if macros else PLAIN)[kind]
    types = f'<Types xmlns="{TYPES}"><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    return packed({"[Content_Types].xml": types, "main.xml": "<x/>"})


def photo(kind: str = "JPEG") -> bytes:
    """A photo of four dots."""
    out = io.BytesIO()
    Image.new("RGB", (2, 2), "white").save(out, kind)
    return out.getvalue()
