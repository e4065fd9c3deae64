"""Takes out of package-lock.json what is no business of this repository: where to download from, whom to fund."""

from __future__ import annotations

import json
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "package-lock.json"


def bare(text: str) -> str:
    """Return the lock file's text without `resolved` and `funding`; the integrity hashes stay."""
    lock = json.loads(text)
    for package in lock["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)
    return json.dumps(lock, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    LOCK.write_text(bare(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
