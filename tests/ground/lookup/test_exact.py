"""What is found is what holds the text, no row more and none less, on either engine."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.test_findable import TEXTS
from xinqiao.ground.lookup.actions import put, put_many
from xinqiao.ground.lookup.models import LookupText
from xinqiao.ground.lookup.queries import keys
from xinqiao.kit.grams import BREAK
from xinqiao.kit.texts import findable

pytestmark = [pytest.mark.engine, pytest.mark.django_db]
KIND = "test.row"
WORDS = "夜班十二点下班，末班班车十一点五十就走了，我们七个女工冬天走四十分钟回家属院。"
MANY = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def found(text: str, *, kind: str = KIND) -> set[int]:
    return set(keys(kind, text=text).values_list("row", flat=True))


@pytest.fixture
def rows(db: None) -> None:
    put_many(
        kind=KIND,
        rows=[
            (1, ["SQ-2026-0417", "末班车走早了", WORDS]),
            (2, ["100004", "古丽努尔·艾山江", "gu li nu er"]),
            (3, ["100003", "阿拉腾乌力吉", "a la teng"]),
            (4, ["SQ-2026-1417", "食堂二窗口", "Bus no. 7 ＬＡＴＥ"]),
            (5, ["𠮷田", "哈" * 300 + "好"]),
        ],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("车", {1}),
        ("。", {1}),
        ("院", {1}),
        ("班车", {1}),
        ("班班车十", {1}),
        ("车班", set()),
        ("十一点五十就走了，我们七个女工", {1}),
        ("十一点五十就走 了", {1}),
        ("SQ-2026-0417", {1}),
        ("ｓｑ－２０２６－０４１７", {1}),
        ("0417", {1}),
        ("417", {1, 4}),
        ("2026-", {1, 4}),
        ("sq", {1, 4}),
        ("q-2", {1, 4}),
        ("10000", {2, 3}),
        ("艾山江", {2}),
        ("古丽努尔艾山江", {2}),
        ("古丽努尔•艾山江", {2}),
        ("尔·艾", {2}),
        ("乌力吉", {3}),
        ("la", {3, 4}),
        ("late", {4}),
        ("Bus no", {4}),
        ("bus 7", set()),
        ("𠮷", {5}),
        ("哈好", {5}),
        ("哈哈好", {5}),
        ("好哈", set()),
        ("走了 末班", set()),
        ("0417末", set()),
        ("%", set()),
        ("_", set()),
        ("'", set()),
        ('"夜班" OR', set()),
        ("夜班*", set()),
        ("", set()),
        (" · . ", set()),
    ],
)
def test_any_part_is_found_and_nothing_else(rows: None, text: str, expected: set[int]) -> None:
    assert found(text) == expected


@MANY
@given(texts=st.lists(st.lists(TEXTS, max_size=3), min_size=1, max_size=5), asked=TEXTS, begin=st.integers(0, 20))
def test_the_index_finds_what_plain_in_finds(db: None, texts: list[list[str]], asked: str, begin: int) -> None:
    folded = [BREAK.join(map(findable, several)) for several in texts]
    own = "".join(texts[0])[begin : begin + 3]
    with transaction.atomic():
        put_many(kind=KIND, rows=list(enumerate(texts)))
        for text in (asked, own, *texts[-1][:1]):
            sought = findable(text)
            assert found(text) == {row for row, whole in enumerate(folded) if sought and sought in whole}
        transaction.set_rollback(True)


def test_a_text_put_again_replaces_the_one_before(rows: None) -> None:
    put(kind=KIND, row=1, texts=["食堂"])
    assert (found("班车"), found("食堂")) == (set(), {1, 4})
    put(kind=KIND, row=1, texts=["食堂"])
    assert found("食堂") == {1, 4}
    put(kind=KIND, row=1, texts=[])
    assert found("食堂") == {4}


def test_kinds_are_kept_apart(rows: None) -> None:
    put(kind="test.row.author", row=1, texts=["陈禾苗"])
    assert found("陈禾苗") == set()
    assert found("陈禾苗", kind="test.row.author") == {1}
    assert found("班车", kind="test.row.author") == set()


def test_the_index_is_asked_and_not_the_whole_table(rows: None) -> None:
    asked = str(keys(KIND, text="班车").explain())
    index = "lookup_lookuptext_grams" if connection.vendor == "sqlite" else ""
    assert index in asked or "VIRTUAL TABLE" in asked


def test_what_is_rolled_back_is_not_found(rows: None) -> None:
    with transaction.atomic():
        put(kind=KIND, row=9, texts=["班车"])
        assert found("班车") == {1, 9}
        transaction.set_rollback(True)
    assert found("班车") == {1}


def test_the_engines_own_check_of_the_index_is_content(rows: None) -> None:
    put(kind=KIND, row=1, texts=["换过"])
    LookupText.objects.filter(row=2).delete()
    if connection.vendor == "sqlite":
        connection.cursor().execute(
            "INSERT INTO lookup_lookuptext_grams (lookup_lookuptext_grams, rank) VALUES ('integrity-check', 1)"
        )
    assert found("换过") == {1}
    assert found("古丽") == set()
