"""How the product says no: rule, source, cure, by name, and only through one door."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from xinqiao.kit.refusal import Refused, refuse_if, switched_off


class TooMany(Refused):
    rule = _("已经有 %(count)s 个，最多 %(most)s 个。")
    source = "办事规则第 %(most)s 条"
    cure = _("先撤回一个。")


class HalfIsEnough(Refused):
    rule = "签字率不到 50%。"
    cure = "100% 签完再来。"


def test_a_condition_that_holds_refuses_with_its_facts() -> None:
    with pytest.raises(TooMany) as told:
        refuse_if([1], TooMany, count=3, most=2)
    refusal = told.value
    assert refusal.code == "TooMany"
    assert refusal.rule_text == "已经有 3 个，最多 2 个。"
    assert refusal.source_text == "办事规则第 2 条"
    assert refusal.cure_text == "先撤回一个。"
    assert str(refusal) == "已经有 3 个，最多 2 个。先撤回一个。"


@pytest.mark.parametrize("condition", [False, None, 0, "", []])
def test_a_condition_that_does_not_hold_lets_pass(condition: object) -> None:
    refuse_if(condition, TooMany)


def test_without_facts_a_percent_sign_is_a_percent_sign() -> None:
    assert str(HalfIsEnough()) == "签字率不到 50%。100% 签完再来。"


def test_facts_with_percent_signs_are_only_words() -> None:
    assert TooMany(count="50%(most)s", most=2).rule_text == "已经有 50%(most)s 个，最多 2 个。"


def test_texts_are_read_in_the_language_of_the_reader() -> None:
    refusal = TooMany(count=3, most=2)
    with translation.override("en"):
        assert isinstance(refusal.rule_text, str)


def test_a_refusal_without_words_of_its_own_still_says_what_to_do() -> None:
    plain = Refused()
    assert (plain.code, bool(plain.rule_text and plain.source_text and plain.cure_text)) == ("Refused", True)


def test_a_guard_is_switched_off_by_name_and_on_again() -> None:
    with switched_off("TooMany"):
        refuse_if(True, TooMany)
        with pytest.raises(HalfIsEnough):
            refuse_if(True, HalfIsEnough)
    with pytest.raises(TooMany):
        refuse_if(True, TooMany, count=1, most=1)
