"""The small scripts, in a real Chromium, on pieces of pages. No server: the browser is handed the page and the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from tests.ui.pages import UI, piece
from xinqiao.ui import specimen

pytestmark = pytest.mark.browser
HOME = "http://xinqiao.test/"
QUEUE = """<input data-find id="find">
{% call ui.table(caption="待办", heads=["事项"], keys=true) %}
<tr><td><a href="#1" id="one">甲</a></td></tr><tr class="here"><td><a href="#2" id="two">乙</a></td></tr>
<tr><td><a href="#3" id="three">丙</a></td></tr>{% endcall %}
<button type="button" data-key="t" id="turn">转办</button>{{ ui.keys(rows=[("JK", "上下")]) }}"""
POSTED = """{% call ui.form(action="/deed/", csrf_input="") %}<input name="words" value="甲">
{{ ui.button(label="提交诉求", name="deed", value="send") }}{% endcall %}"""


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[[str, str], Page]]:
    """A function that opens a piece of a page with one of our scripts."""
    context = chromium.new_context()

    def open_piece(text: str, script: str) -> Page:
        page = context.new_page()
        body = f"<!doctype html><meta charset=utf-8><body>{piece(text, form=specimen.Specimen())}"
        page.route(HOME, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
        page.goto(HOME)
        page.add_script_tag(path=UI / "static/ui" / script)
        return page

    yield open_piece
    context.close()


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.id")
    return found


def test_j_and_k_walk_the_rows_from_the_one_in_preview(opened: Callable[[str, str], Page]) -> None:
    page = opened(QUEUE, "keyboard.js")
    assert page.is_visible("[data-keys]")
    steps = []
    for key in ("j", "j", "k", "k", "k"):
        page.keyboard.press(key)
        steps.append(focused(page))
    assert steps == ["three", "three", "two", "one", "one"]


def test_a_letter_presses_its_button_but_never_while_one_types(opened: Callable[[str, str], Page]) -> None:
    page = opened(QUEUE, "keyboard.js")
    page.evaluate("document.getElementById('turn').addEventListener('click', () => { document.title += 'x' })")
    page.keyboard.press("t")
    page.keyboard.press("/")
    assert focused(page) == "find"
    page.keyboard.type("tj")
    assert page.input_value("#find") == "tj"
    assert page.title() == "x"


def test_the_keys_can_be_switched_off_and_stay_off(opened: Callable[[str, str], Page]) -> None:
    page = opened(QUEUE, "keyboard.js")
    page.click("[data-keys-switch]")
    assert page.text_content("[data-keys-switch]") == "快捷键：关"
    again = opened(QUEUE, "keyboard.js")
    again.keyboard.press("j")
    assert focused(again) == ""
    again.click("[data-keys-switch]")
    again.keyboard.press("j")
    assert focused(again) == "three"


def test_a_form_is_sent_once_with_the_pressed_buttons_name(opened: Callable[[str, str], Page]) -> None:
    page = opened(POSTED, "busy.js")
    sent: list[str | None] = []

    def receive(route: Route) -> None:
        sent.append(route.request.post_data)
        route.fulfill(status=204)

    page.route(f"{HOME}deed/", receive)
    page.click("button")
    page.wait_for_selector("button:disabled")
    assert page.text_content("button") == "正在提交"
    page.evaluate("document.forms[0].requestSubmit()")
    page.wait_for_timeout(50)
    assert len(sent) == 1
    assert "deed=send" in str(sent[0])
    page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    assert page.text_content("button:enabled") == "提交诉求"


def test_a_photo_is_shown_before_it_is_sent(opened: Callable[[str, str], Page]) -> None:
    page = opened("{{ ui.photo(field=form.photo) }}", "photo.js")
    picture = BytesIO()
    Image.new("RGB", (40, 30)).save(picture, "PNG")
    page.set_input_files("input", {"name": "a.png", "mimeType": "image/png", "buffer": picture.getvalue()})
    page.wait_for_selector(".photo img", state="visible")
    assert page.get_attribute(".photo img", "alt") == "要送出的照片"
    page.set_input_files("input", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x"})
    assert page.is_hidden(".photo")


def test_the_print_button_appears_where_it_works(opened: Callable[[str, str], Page]) -> None:
    page = opened("{{ ui.print_button() }}", "print.js")
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.click("button")
    assert page.title() == "printed"
