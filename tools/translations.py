"""The English catalogue: every Chinese text of the product stands in it, with an English one beside it.

translations.py            takes in new texts, drops those that are gone; prints what still needs English
translations.py --check    changes nothing; exit 1 when a text is missing, left empty, no longer used, or its placeholders differ
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import polib
from babel.messages.extract import extract_from_dir

CHECKOUT = Path(__file__).resolve().parent.parent
SOURCE = CHECKOUT / "src" / "xinqiao"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
METHODS = [("**/migrations/**", "ignore"), ("**.py", "python"), ("**/jinja2/**.html", "jinja2")]
OPTIONS = {"**/jinja2/**.html": {"encoding": "utf-8", "silent": "false", "newstyle_gettext": "true"}}
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
HOLDERS = re.compile(r"%\((\w+)\)[sd]")
Key = tuple[str, str, str]  # context, text, plural


def used() -> dict[Key, list[str]]:
    """Return every text in use, with the files that use it."""
    found: dict[Key, list[str]] = {}
    texts = extract_from_dir(
        str(SOURCE), [m for m in METHODS if m[1] != "ignore"], options_map=OPTIONS, keywords=KEYWORDS,
        directory_filter=lambda folder: Path(folder).name not in ("migrations", "static"),
    )  # fmt: skip
    for file, _line, text, _comments, context in texts:
        one, many = text if isinstance(text, tuple) else (text, "")
        if one and not str(file).startswith("locale"):
            found.setdefault((context or "", one, many), []).append(str(file))
    return found


def entry_of(key: Key) -> polib.POEntry:
    """Return an empty entry for a text."""
    context, one, many = key
    more = {"msgid_plural": many, "msgstr_plural": {0: "", 1: ""}} if many else {}
    return polib.POEntry(msgid=one, msgctxt=context or None, **more)


def key_of(entry: polib.POEntry) -> Key:
    """Return the text an entry stands for."""
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def english(entry: polib.POEntry) -> list[str]:
    """Return the English texts of an entry."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def faults(catalogue: polib.POFile, *, texts: dict[Key, list[str]]) -> list[str]:
    """Return one sentence for everything that is wrong with the catalogue."""
    held = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    wrong = [f"not in the catalogue: {key[1]!r} ({files[0]})" for key, files in texts.items() if key not in held]
    wrong += [f"no longer used: {key[1]!r}" for key in held if key not in texts]
    for key, entry in held.items():
        for text in english(entry):
            if not text.strip() or "fuzzy" in entry.flags:
                wrong.append(f"no English: {key[1]!r}")
            elif set(HOLDERS.findall(text)) != set(HOLDERS.findall(key[1])) and not key[2]:
                wrong.append(f"placeholders differ: {key[1]!r} and {text!r}")
    return wrong


def renew(catalogue: polib.POFile, *, texts: dict[Key, list[str]]) -> polib.POFile:
    """Return the catalogue with exactly the texts in use, in the order of their files."""
    held = {key_of(entry): entry for entry in catalogue if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=0)
    fresh.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key in sorted(texts, key=lambda key: (sorted(texts[key])[0], key)):
        entry = held.get(key) or entry_of(key)
        entry.occurrences = [(file, "") for file in sorted(set(texts[key]))]
        fresh.append(entry)
    return fresh


def main() -> int:
    """Check or renew the catalogue."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=0) if CATALOGUE.exists() else polib.POFile(wrapwidth=0)
    texts = used()
    if "--check" not in sys.argv[1:]:
        catalogue = renew(catalogue, texts=texts)
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(CATALOGUE))
    wrong = faults(catalogue, texts=texts)
    for line in wrong:
        print(line)
    print(f"{len(texts)} texts, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
