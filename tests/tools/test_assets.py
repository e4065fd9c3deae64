"""Third-party assets and catalogues are built once, exactly, and again only when something changed."""

import gettext
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools import assets

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "诉求"
msgstr "appeal"

#, fuzzy
msgid "复核"
msgstr "objection"
"""
ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" stroke="currentColor">
  <path stroke="none" d="M0 0h24v24H0z" fill="none" />
  <path d="M5 12l-2 0" />
</svg>"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout small enough to read: two libraries, two icons, one catalogue."""
    texts = {
        "node_modules/bootstrap/dist/css/bootstrap.min.css": "a{b:c}\n/*# sourceMappingURL=bootstrap.min.css.map */",
        "node_modules/htmx.org/dist/htmx.min.js": "go()\n//# sourceMappingURL=htmx.min.js.map\n",
        "node_modules/@tabler/icons/package.json": "{}",
        "node_modules/@tabler/icons/icons/outline/home.svg": ICON,
        "node_modules/@tabler/icons/icons/outline/bell.svg": ICON,
        "src/xinqiao/ui/icons.txt": "home # first tile\n\nbell\nhome\n",
        "src/xinqiao/locale/en/LC_MESSAGES/django.po": CATALOGUE,
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_everything_is_built_and_nothing_twice(checkout):
    assert assets.build(checkout)
    vendor = checkout / "src/xinqiao/ui/static/vendor"
    assert sorted(file.name for file in vendor.iterdir()) == ["bootstrap.min.css", "htmx.min.js", "icons.svg"]
    assert not assets.build(checkout)


def test_source_map_comments_are_left_out(checkout):
    assets.build(checkout)
    vendor = checkout / "src/xinqiao/ui/static/vendor"
    assert (vendor / "bootstrap.min.css").read_text() == "a{b:c}\n"
    assert (vendor / "htmx.min.js").read_text() == "go()\n"


def test_the_sprite_holds_each_icon_once_and_leaves_the_stroke_to_the_page(checkout):
    assets.build(checkout)
    file = checkout / "src/xinqiao/ui/static/vendor/icons.svg"
    sprite = ElementTree.parse(file).getroot()  # noqa: S314 - written by us a moment ago
    symbols = [child.attrib for child in sprite]
    assert symbols == [{"id": "i-bell", "viewBox": "0 0 24 24"}, {"id": "i-home", "viewBox": "0 0 24 24"}]
    assert [path.attrib for path in sprite[0]] == [{"d": "M5 12l-2 0"}]


def test_a_catalogue_is_compiled_without_its_doubtful_entries(checkout):
    assets.build(checkout)
    with (checkout / "src/xinqiao/locale/en/LC_MESSAGES/django.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert (catalogue.gettext("诉求"), catalogue.gettext("复核")) == ("appeal", "复核")


def test_a_missing_or_altered_result_is_built_again(checkout):
    assets.build(checkout)
    vendor = checkout / "src/xinqiao/ui/static/vendor"
    (vendor / "icons.svg").unlink()
    assert assets.build(checkout)
    (vendor / "htmx.min.js").write_text("gone()")
    (vendor / "left-over.js").write_text("old()")
    assert assets.build(checkout)
    assert (vendor / "htmx.min.js").read_text() == "go()\n"
    assert not (vendor / "left-over.js").exists()


def test_every_icon_that_does_not_exist_is_named(checkout):
    (checkout / "src/xinqiao/ui/icons.txt").write_text("home\nballot\nabacus\n")
    with pytest.raises(assets.Missing, match="abacus, ballot"):
        assets.build(checkout)


def test_an_icon_name_is_no_path(checkout):
    (checkout / "src/xinqiao/ui/icons.txt").write_text("../secret\n")
    with pytest.raises(assets.Missing, match="not an icon name"):
        assets.build(checkout)


def test_without_the_libraries_the_cure_is_named(checkout):
    (checkout / "node_modules/htmx.org/dist/htmx.min.js").unlink()
    with pytest.raises(assets.Missing, match="run make setup"):
        assets.build(checkout)
