"""Builds what is never committed: third-party assets under ui/static/vendor and the compiled catalogues.

A fingerprint of everything read is kept in .cache/, so a run with nothing to do takes a tenth of a second.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SOURCE_MAP = re.compile(r"\s*(?:/\*|//)[#@] sourceMappingURL=[^\n*]*(?:\*/)?\s*$")
ICON_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
BOUNDING_BOX = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')
COPIES = {
    "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
}


class Missing(Exception):
    """Something that should be read is not there; the text names it."""


def without_source_map(text: str) -> str:
    """Return a style sheet or script without its last source-map comment: the map is not shipped."""
    return SOURCE_MAP.sub("", text) + "\n"


def icon_names(text: str) -> list[str]:
    """Return the names of icons.txt, sorted, each once; `#` opens a comment. Raises Missing for what is no name."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    names = sorted({line for line in lines if line})
    if wrong := [name for name in names if not ICON_NAME.fullmatch(name)]:
        raise Missing(f"icons.txt: {wrong[0]!r} is not an icon name")
    return names


def symbol(name: str, *, folder: Path) -> str:
    """Return one icon as a `<symbol>`; stroke and size come from the page's own style."""
    text = (folder / f"{name}.svg").read_text(encoding="utf-8")
    inner = text.partition("<svg")[2].partition(">")[2].rpartition("</svg>")[0]
    drawn = "".join(part.strip() for part in BOUNDING_BOX.sub("", inner).splitlines())
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{drawn}</symbol>'


def sprite(names: list[str], *, folder: Path) -> str:
    """Return one SVG that holds every named icon. Raises Missing, with every name that does not exist."""
    if wrong := [name for name in names if not (folder / f"{name}.svg").exists()]:
        raise Missing(f"icons.txt names what is no Tabler outline icon: {', '.join(wrong)}")
    symbols = [symbol(name, folder=folder) for name in names]
    opening = '<svg xmlns="http://www.w3.org/2000/svg">'
    return "\n".join([opening, "<!-- Tabler Icons, MIT licence, (c) Pawel Kuna -->", *symbols, "</svg>\n"])


def write_changed(path: Path, *, content: bytes) -> None:
    """Write a file in one step, and only when its content differs."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(content)
    fresh.replace(path)


def build_vendor(package: Path, *, modules: Path) -> list[Path]:
    """Fill ui/static/vendor with exactly the copies and the sprite; return its files. Raises Missing."""
    vendor, listed = package / "ui/static/vendor", package / "ui/icons.txt"
    names = icon_names(listed.read_text(encoding="utf-8")) if listed.exists() else []
    texts = {
        name: without_source_map((modules / source).read_text(encoding="utf-8")) for name, source in COPIES.items()
    }
    texts["icons.svg"] = sprite(names, folder=modules / "@tabler/icons/icons/outline")
    for name, text in texts.items():
        write_changed(vendor / name, content=text.encode())
    for other in vendor.iterdir():
        if other.name not in texts:
            other.unlink()
    return [vendor / name for name in texts]


def compile_catalogue(source: Path) -> Path:
    """Compile one .po file to the .mo beside it, fuzzy entries left out; return the .mo."""
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    write_changed(source.with_suffix(".mo"), content=compiled.getvalue())
    return source.with_suffix(".mo")


def fingerprint(files: list[Path]) -> str:
    """Return a digest over the names and contents of the files; one that is missing counts as empty."""
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes() if file.exists() else b""
        digest.update(f"{file.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def build(checkout: Path) -> bool:
    """Build everything that is out of date; return whether anything was. Raises Missing."""
    package, modules = checkout / "src/xinqiao", checkout / "node_modules"
    catalogues = sorted(package.glob("locale/*/LC_MESSAGES/django.po"))
    copied = [modules / source for source in COPIES.values()]
    if absent := [file for file in copied if not file.exists()]:
        raise Missing(f"{absent[0].relative_to(checkout)} is missing; run make setup")
    read = [Path(__file__), package / "ui/icons.txt", modules / "@tabler/icons/package.json", *copied, *catalogues]
    stamp = checkout / ".cache/assets.json"
    now = {"read": fingerprint(read)}
    kept = json.loads(stamp.read_text(encoding="utf-8")) if stamp.exists() else {}
    if kept.get("read") == now["read"] and kept.get("made") == fingerprint([checkout / name for name in kept["names"]]):
        return False
    made = [*build_vendor(package, modules=modules), *(compile_catalogue(source) for source in catalogues)]
    names = [str(file.relative_to(checkout)) for file in made]
    write_changed(stamp, content=json.dumps({**now, "made": fingerprint(made), "names": names}).encode())
    return True


if __name__ == "__main__":
    try:
        build(CHECKOUT)
    except Missing as missing:
        sys.exit(f"assets: {missing}")
