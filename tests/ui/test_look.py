"""The style sheets keep to the baseline of old browsers and to contrast; no template holds script or style."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ui.pages import PRODUCT, UI

SHEETS = sorted((UI / "static/ui").glob("*.css"))
SCRIPTS = sorted((UI / "static/ui").glob("*.js"))
TEMPLATES = sorted(PRODUCT.rglob("jinja2/**/*.html")) + sorted(PRODUCT.rglob("templates/**/*.html"))
TOO_NEW = (":has(", "color-mix(", "oklch(", "oklab(", "lch(", ":is(", ":where(", "dvh", "inset:")
TOO_NEW += ("@layer", "@container", "@import")
LONGEST_SCRIPT, LONGEST_TEMPLATE = 80, 150
COMMENT = re.compile(r"/\*.*?\*/", re.S)
TOKEN = re.compile(r"(--[a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})")


def css(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_uses_only_what_old_browsers_know(sheet: Path) -> None:
    text = css(sheet)
    for new in TOO_NEW:
        assert new not in text, new


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_loads_only_our_own_files(sheet: Path) -> None:
    for address in re.findall(r"url\(([^)]*)\)", css(sheet)):
        name = address.strip("\"'")
        assert not re.match(r"(data:|https?:|//)", name), name
        assert (sheet.parent / name).exists(), name


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_flex_box_keeps_its_distance_by_margins(sheet: Path) -> None:
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css(sheet)):
        assert not re.search(r"(?<![-\w])(gap|row-gap|column-gap)\s*:", body), selector.strip()
        if "flex;" in body.replace(" ", ""):
            assert "grid-gap" not in body, selector.strip()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PRODUCT)))
def test_a_template_holds_no_script_and_no_style(template: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.S)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"""\son[a-z]+\s*=\s*["']""", text)
    assert "javascript:" not in text
    assert not re.search(r"""(src|href)=["'](https?:)?//""", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PRODUCT)))
def test_a_template_is_short(template: Path) -> None:
    assert len(template.read_text().splitlines()) <= LONGEST_TEMPLATE


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short_and_bound_by_data_attributes(script: Path) -> None:
    text = script.read_text()
    assert len(text.splitlines()) <= LONGEST_SCRIPT
    assert "data-" in text
    for risky in ("innerHTML", "eval(", "document.write", "fetch(", ".style"):
        assert risky not in text


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TOKENS = dict(TOKEN.findall((UI / "static/ui/xinqiao.css").read_text())) | {"#fff": "#FFFFFF"}
TEXT_PAIRS = [
    *[(text, ground) for text in ("--ink", "--ink-2", "--ink-3") for ground in ("--paper", "--sheet", "--wash")],
    *[(text, ground) for text in ("--cinnabar", "--steel", "--moss", "--ochre") for ground in ("--paper", "--sheet")],
    ("#fff", "--cinnabar"), ("#fff", "--cinnabar-deep"), ("--sheet", "--ink"), ("--ink", "--steel-wash"),
    ("--steel", "--steel-wash"), ("--moss", "--moss-wash"), ("--ochre", "--ochre-wash"), ("--ink", "--ochre-wash"),
    ("--ink-2", "--steel-wash"), ("--ink", "--rule"), ("--ochre", "--steel-wash"), ("--ink-3", "--steel-wash"),
]  # fmt: skip
EDGE_PAIRS = [
    ("--edge", "--paper"),
    ("--edge", "--sheet"),
    ("--steel", "--wash"),
    ("--cinnabar", "--wash"),
    ("--ochre", "--ochre-wash"),
]


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_readable_on_its_ground(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_the_edge_of_a_control_can_be_seen(edge: str, ground: str) -> None:
    assert contrast(TOKENS[edge], TOKENS[ground]) >= 3
