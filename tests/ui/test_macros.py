"""Every macro draws, escapes what it is given, and ties what belongs together."""

from __future__ import annotations

import re
from datetime import date

import jinja2
import pytest
from django import forms
from django.template.loader import engines

from tests.ui.pages import UI, piece
from xinqiao.kit.clock import moment
from xinqiao.ui import specimen
from xinqiao.ui.tiles import Tile

EVIL = "<script>&\"'"
DAY = date(2026, 10, 22)

# One call for every macro, with text that would break out if it were not escaped.
CALLS = {
    "act": "ui.act(action=evil, label=evil, csrf_input='', name='a', value=evil)",
    "back": "ui.back(url=evil, label=evil)",
    "bridge": "ui.bridge()",
    "bulk": "{% call ui.bulk(label=evil) %}{{ evil }}{% endcall %}",
    "button": "ui.button(label=evil, url=evil, key='t') ~ ui.button(label=evil, name='a', value=evil, busy=evil)",
    "call": "ui.call(number=evil, label=evil)",
    "cells": "ui.cells(days=[day], today=day)",
    "clk": "ui.clk(left=-1, due=day) ~ ui.clk(paused=day, waiting=evil) ~ ui.clk(meeting=evil)",
    "crumbs": "ui.crumbs(url=evil, label=evil, note=evil, earlier=evil, later=evil)",
    "day": "ui.day(value=day) ~ ui.day(value=day, by=false)",
    "empty": "{% call ui.empty(title=evil, text=evil) %}{{ evil }}{% endcall %}",
    "errors": "ui.errors(form=wrong, title=evil)",
    "field": "ui.field(field=form.text, rows=2, used_by=evil) ~ ui.field(field=form.kind)",
    "filter": "ui.filter(action=evil, selects=[{'name': 'a', 'label': evil, 'value': evil, 'options': [(evil, evil)]}], keep={'b': evil})",  # noqa: E501
    "first": "ui.first(items=[{'title': evil, 'text': evil, 'url': evil, 'label': evil}])",
    "form": "{% call ui.form(action=evil, csrf_input='', multipart=true, id='f') %}{{ evil }}{% endcall %}",
    "group": "ui.group(title=evil, count=1, columns=2, note=evil, id='g')",
    "hand": "{% call ui.hand(who=evil, place=evil, label=evil, left=1, due=day, days=[day], today=day) %}{{ evil }}{% endcall %}",
    "icon": "ui.icon('bell')",
    "kbd": "ui.kbd(evil)",
    "keys": "ui.keys(rows=[('JK', evil)])",
    "kv": "ui.kv(rows=[(evil, evil), (evil, evil, evil)], strong=true)",
    "letter": "ui.letter(text=evil, signer=evil, desk=evil, at=at, to=evil)",
    "line": "ui.line(rows=[{'when': day, 'text': evil, 'state': 'next'}, {'when': at, 'text': evil}])",
    "missing": "ui.missing(title=evil, text=evil)",
    "more": "ui.more(rows=[{'title': evil, 'note': evil, 'url': evil}])",
    "no": "ui.no(number=evil ~ '0417')",
    "no_box": "ui.no_box(rule=evil, source=evil, steps=[evil, evil], source_url=evil)",
    "note": "ui.note(text=evil, title=evil)",
    "pager": "ui.pager(earlier=evil, later=evil, note=evil)",
    "photo": "ui.photo(field=form.photo, used_by=evil)",
    "pick": "ui.pick(field=form.seen, notes={'open': evil}, used_by=evil)",
    "pick_row": "ui.pick_row(field=form.rating, used_by=evil)",
    "plate": "ui.plate(name=evil, up=evil, hotline=evil, rows=[(evil, evil)], red=true, level=1)",
    "print_button": "ui.print_button(label=evil)",
    "print_head": "ui.print_head(title=evil, union=evil, number=evil ~ '0417', at=day, copies=evil)",
    "progress": "ui.progress(done=1, total=2, unit=evil, note=evil)",
    "quiet": "ui.quiet(rows=[tile])",
    "said": "ui.said(text=evil, size='large')",
    "seal": "ui.seal()",
    "seal_space": "ui.seal_space(rows=[evil])",
    "sec": "ui.sec(title=evil, fact=evil) ~ ui.sec(title=evil, fact=evil, url=evil, id='s')",
    "squares": "ui.squares(done=1, total=2, label=evil)",
    "steps": "ui.steps(items=[evil, evil]) ~ ui.steps(items=[evil])",
    "sums": "ui.sums(rows=[{'count': 2, 'title': evil, 'note': evil, 'url': evil}])",
    "table": "{% call ui.table(caption=evil, heads=[evil, {'text': evil, 'kind': 'num', 'sort': 'ascending'}], keys=true) %}{% endcall %}",  # noqa: E501
    "tabs": "{% call ui.tabs(rows=[{'title': evil, 'count': 0, 'url': evil, 'here': true}], label=evil) %}{{ evil }}{% endcall %}",  # noqa: E501
    "tag": "ui.tag(text=evil, kind='late')",
    "tel": "ui.tel(number=evil)",
    "tick": "ui.tick(name='row', value=evil, label=evil)",
    "tiles": "ui.tiles(rows=[tile, tile, tile, tile])",
    "today": "ui.today(value=day)",
    "vow": "{% call ui.vow(text=evil, whose=evil, fact=evil) %}{{ evil }}{% endcall %}",
    "wait": "ui.wait(rows=[{'title': evil, 'note': evil, 'url': evil, 'due': day}, {'title': evil, 'url': evil}])",
    "when": "ui.when(value=at, form='time')",
    "work_head": "{% call ui.work_head(title=evil, line=evil) %}{{ evil }}{% endcall %}",
}


def drawn(call: str) -> str:
    """The macro's output, for a template expression or a call block."""
    return piece(
        call if call.startswith("{%") else f"{{{{ {call} }}}}",
        evil=EVIL,
        day=DAY,
        at=moment(DAY, hour=15, minute=10),
        form=specimen.Specimen(),
        wrong=specimen.Specimen({}),
        tile=Tile(EVIL, EVIL, "bell", EVIL),
    )


def test_every_macro_of_the_set_has_a_call_here() -> None:
    module = engines["jinja2"].env.get_template("ui/components.html").module
    macros = {name for name in dir(module) if isinstance(getattr(module, name), jinja2.runtime.Macro)}
    assert macros == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_a_macro_draws_and_escapes(name: str) -> None:
    html = drawn(CALLS[name])
    assert EVIL not in html
    assert "<script" not in html
    assert not re.search(r"\b(None|Undefined)\b", html)


def test_a_macro_refuses_a_name_it_does_not_know() -> None:
    with pytest.raises(TypeError):
        piece("{{ ui.tag(word='x') }}")
    with pytest.raises(jinja2.UndefinedError):
        piece("{{ ui.tga(text='x') }}")
    with pytest.raises(jinja2.UndefinedError):
        piece("{{ misspelt }}")


def test_a_field_says_who_will_use_it_and_ties_hint_and_error_to_the_control() -> None:
    html = piece("{{ ui.field(field=form.text) }}", form=specimen.Specimen({}))
    assert "照实说就行。值班员和承办部门会看。" in html
    assert 'aria-describedby="id_text_helptext id_text_error"' in html
    assert 'id="id_text_helptext"' in html
    assert 'id="id_text_error">这里还空着。' in html
    assert 'aria-invalid="true"' in html


def test_an_optional_field_says_so_and_a_required_one_does_not() -> None:
    form = specimen.Specimen()
    assert "可以不填" in piece("{{ ui.field(field=form.phone) }}", form=form)
    assert "可以不填" not in piece("{{ ui.field(field=form.kind) }}", form=form)


def test_radios_become_a_fieldset_with_a_legend() -> None:
    html = piece("{{ ui.field(field=form.seen) }}", form=specimen.Specimen(initial={"seen": "kept"}))
    assert html.count('type="radio"') == 2
    assert "<legend>谁可以看" in html
    assert re.search(r'value="kept"[^>]*checked', html)


def test_the_summary_links_to_each_open_field_and_is_silent_when_all_is_well() -> None:
    html = piece("{{ ui.errors(form=form) }}", form=specimen.Specimen({"kind": "bus"}))
    assert "还差 4 处，没有提交" in html
    for target in ("id_text", "id_seen_0", "id_rating_0", "id_password"):
        assert f'href="#{target}"' in html
    assert piece("{{ ui.errors(form=form) }}", form=specimen.Specimen()).strip() == ""


def test_a_lone_checkbox_and_a_hidden_field_are_drawn_too() -> None:
    class Consent(forms.Form):
        agreed = forms.BooleanField(label="同意", help_text="可以随时撤回")
        step = forms.CharField(widget=forms.HiddenInput, initial="2")

    html = piece("{{ ui.field(field=form.agreed) }}{{ ui.field(field=form.step) }}", form=Consent())
    assert 'type="checkbox"' in html
    assert "可以随时撤回" in html
    assert '<input type="hidden" name="step" value="2"' in html


def test_a_password_is_never_sent_back() -> None:
    assert "geheim" not in piece("{{ ui.field(field=form.password) }}", form=specimen.Specimen({"password": "geheim"}))


@pytest.mark.parametrize(
    ("call", "sentence", "state"),
    [
        ("ui.clk(left=0, due=day)", "今天到期，10月22日", "clk--soon"),
        ("ui.clk(left=-2, due=day)", "已过期 2 个工作日，10月22日", "clk--late"),
        ("ui.clk(left=1, due=day)", "还有 1 个工作日，10月22日", "clk--soon"),
        ("ui.clk(left=9, due=day, unit='calendar', kind='law')", "还有 9 天，10月22日 法定", 'class="clk"'),
        ("ui.clk(left=-9, due=day, unit='calendar')", "已过期 9 天，10月22日", "clk--late"),
        ("ui.clk(paused=day, waiting='等职工')", "暂停计时，等职工，10月22日起", "clk--off"),
        ("ui.clk(meeting='下次发布会')", "按会期办理：下次发布会", "clk--off"),
    ],
)
def test_a_clock_has_one_accessible_name(call: str, sentence: str, state: str) -> None:
    html = drawn(call)
    assert f'<span class="visually-hidden">{sentence}</span>' in html
    assert html.count('aria-hidden="true"') == 2
    assert state in html


def test_cells_count_working_days_and_leave_a_gap_at_the_weekend() -> None:
    days = specimen.working_days(date(2026, 10, 23), count=27)
    html = piece("{{ ui.cells(days=days, today=today) }}", days=days, today=date(2026, 11, 3))
    assert 'aria-label="共 27 个工作日，过了 7 个，今天，还有 19 个"' in html
    assert html.count("<i") == 27
    assert html.count("wk") == 6
    assert html.count('"now"') == 1


def test_a_date_without_a_time_stands_in_a_timeline_as_a_day() -> None:
    html = drawn(CALLS["line"])
    assert "10月22日 周四</time>" in html
    assert "10月22日 周四 15:10</time>" in html


def test_only_the_first_undone_step_is_the_main_thing() -> None:
    steps = [{"title": t, "text": "", "url": "/", "label": t, "done": t == "a"} for t in "abc"]
    html = piece("{{ ui.first(items=steps) }}", steps=steps)
    assert html.count("btn-primary") == 1
    assert html.index("btn-primary") < html.index("btn-second")


def test_every_icon_that_is_named_is_in_the_list() -> None:
    listed = set((UI / "icons.txt").read_text().split())
    from xinqiao.ui import navigation, tiles

    used = {icon for _title, icon in navigation.PLACES.values()} | {icon for *_words, icon in tiles.TILES.values()}
    used |= {entry.icon for entry in navigation.entries}
    for page in UI.parent.rglob("jinja2/**/*.html"):
        used |= set(re.findall(r'ui\.icon\((?:name=)?"([a-z0-9-]+)"', page.read_text()))
    assert used <= listed
