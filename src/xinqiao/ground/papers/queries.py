"""Reading kept files. Only for rooms that own the paper."""

from pathlib import Path

from django.conf import settings

from xinqiao.ground.papers.models import Paper


def place_of(digest: str) -> Path:
    """Where a kept file lies, outside anything a web server shows."""
    return Path(settings.PAPERS_ROOT) / digest[:2] / digest


def content_of(paper: Paper) -> bytes:
    """The bytes of a kept file."""
    return place_of(paper.digest).read_bytes()
