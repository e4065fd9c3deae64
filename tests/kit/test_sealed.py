"""Sealed text: on a throwaway table, outside the product's own registry of models."""

import base64

import pytest
from django.apps.registry import Apps
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Value
from django.db.models.functions import Upper
from hypothesis import given
from hypothesis import settings as told
from hypothesis import strategies as st
from pytest_django import Settings

from xinqiao.kit import sealed
from xinqiao.kit.sealed import SealBroken, SealedTextField, blind_index, seal, unseal

OLD, NEW = b"o" * 32, b"n" * 32
PLACE = "sealed_note.body"


class SealedNote(models.Model):
    body = SealedTextField(null=True)
    reply = SealedTextField(default="")
    title = models.CharField(max_length=20, default="")

    class Meta:
        app_label = "throwaway"
        apps = Apps()
        db_table = "sealed_note"

    def __str__(self) -> str:
        return self.title


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.XINQIAO_KEYS = {"k1": OLD}
    settings.XINQIAO_INDEX_KEY = b"i" * 32


@pytest.fixture
def _table(db: None) -> None:
    # Made inside the test's transaction, which takes it away again; SQLite's editor may not be entered there.
    editor = connection.schema_editor()
    editor.execute(editor.table_sql(SealedNote)[0], params=None)


def stored(pk: int, *, column: str = "body") -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM sealed_note WHERE id = %s", [pk])
        return str(cursor.fetchone()[0])


def overwrite(pk: int, *, body: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sealed_note SET body = %s WHERE id = %s", [body, pk])


class TestSeal:
    def test_what_is_sealed_opens(self) -> None:
        for text in ("", "访谈记录", "阿拉坦·乌云 😀\n" * 1000):
            assert unseal(seal(text, place=PLACE), place=PLACE) == text

    def test_the_stored_form_names_its_key_and_hides_its_text(self) -> None:
        name, _colon, body = seal("secret", place=PLACE).partition(":")
        raw = base64.b64decode(body, validate=True)
        assert name == "k1"
        assert len(raw) == 12 + len("secret") + 16  # nonce, text, tag
        assert b"secret" not in raw

    def test_equal_texts_have_different_seals(self) -> None:
        assert len({seal("同", place=PLACE) for _count in range(50)}) == 50

    @told(deadline=None, database=None, derandomize=True, max_examples=60)
    @given(st.integers(min_value=0), st.integers(1, 255))
    def test_any_altered_byte_breaks_the_seal(self, place: int, flip: int) -> None:
        with_keys = base64.b64decode(seal("访谈记录", place=PLACE).partition(":")[2])
        altered = bytearray(with_keys)
        altered[place % len(altered)] ^= flip
        with pytest.raises(SealBroken):
            unseal("k1:" + base64.b64encode(altered).decode(), place=PLACE)

    @pytest.mark.parametrize("text", ["", "plain text", "k1:", "k1:AAAA", "k1:访谈", "k9:AAAA", "k1:" + "A" * 16])
    def test_what_was_never_sealed_does_not_open(self, text: str) -> None:
        with pytest.raises(SealBroken, match="加密内容已损坏") as broken:
            unseal(text, place=PLACE)
        assert broken.value.place == PLACE

    def test_a_seal_opens_only_in_its_place(self) -> None:
        with pytest.raises(SealBroken):
            unseal(seal("访谈记录", place=PLACE), place="sealed_note.reply")

    def test_keys_change_and_old_seals_still_open(self, settings: Settings) -> None:
        old = seal("旧", place=PLACE)
        settings.XINQIAO_KEYS = {"k2": NEW, "k1": OLD}
        assert seal("新", place=PLACE).startswith("k2:")
        assert unseal(old, place=PLACE) == "旧"
        settings.XINQIAO_KEYS = {"k2": NEW}
        with pytest.raises(SealBroken):
            unseal(old, place=PLACE)

    def test_another_key_under_the_same_name_does_not_open(self, settings: Settings) -> None:
        old = seal("旧", place=PLACE)
        settings.XINQIAO_KEYS = {"k1": NEW}
        with pytest.raises(SealBroken):
            unseal(old, place=PLACE)

    @pytest.mark.parametrize("keys", [{}, {"": OLD}, {"a:b": OLD}, {"k1": b"short"}])
    def test_unusable_keys_are_said(self, settings: Settings, keys: dict[str, bytes]) -> None:
        settings.XINQIAO_KEYS = keys
        with pytest.raises(ImproperlyConfigured):
            seal("x", place=PLACE)

    def test_a_key_is_set_up_once(self) -> None:
        sealed._cipher.cache_clear()
        for _count in range(50):
            unseal(seal("x", place=PLACE), place=PLACE)
        assert sealed._cipher.cache_info().misses == 1


@pytest.mark.engine
@pytest.mark.usefixtures("_table")
class TestField:
    def test_the_database_never_sees_the_text(self) -> None:
        note = SealedNote.objects.create(body="访谈记录", reply="答复")
        assert stored(note.pk).startswith("k1:")
        assert unseal(stored(note.pk), place="sealed_note.body") == "访谈记录"
        assert unseal(stored(note.pk, column="reply"), place="sealed_note.reply") == "答复"
        assert SealedNote.objects.get(pk=note.pk).body == "访谈记录"
        assert list(SealedNote.objects.values_list("body", "reply")) == [("访谈记录", "答复")]

    def test_nothing_stays_nothing(self) -> None:
        note = SealedNote.objects.create(body=None)
        SealedNote.objects.create(body="")
        assert SealedNote.objects.get(body__isnull=True) == note
        assert SealedNote.objects.get(body__isnull=False).body == ""

    def test_every_way_to_write_seals(self) -> None:
        one, two = SealedNote.objects.bulk_create([SealedNote(body="甲"), SealedNote(body="乙")])
        assert stored(two.pk).startswith("k1:")
        SealedNote.objects.filter(pk=one.pk).update(body="丙")
        assert stored(one.pk).startswith("k1:")
        one.body, two.body = "丁", None
        SealedNote.objects.bulk_update([one, two], ["body"])
        assert stored(one.pk).startswith("k1:")
        assert list(SealedNote.objects.order_by("pk").values_list("body", flat=True)) == ["丁", None]

    @pytest.mark.parametrize("expression", [F("title"), Upper(Value("x")), Value("x")])
    def test_an_expression_cannot_get_past_the_seal(self, expression: object) -> None:
        note = SealedNote.objects.create(body="甲", title="open")
        with pytest.raises(FieldError, match="plain values"):
            SealedNote.objects.filter(pk=note.pk).update(body=expression)
        if not isinstance(expression, F):  # Django itself refuses columns in an INSERT
            with pytest.raises(FieldError, match="plain values"):
                SealedNote.objects.create(body=expression)
        case = models.Case(models.When(title="open", then=expression), output_field=models.TextField())
        with pytest.raises(FieldError, match="plain values"):
            SealedNote.objects.filter(pk=note.pk).update(body=case)

    @pytest.mark.parametrize(
        "lookup", ["body", "body__exact", "body__in", "body__contains", "body__gt", "body__regex", "body__upper"]
    )
    def test_it_cannot_be_searched(self, lookup: str) -> None:
        with pytest.raises(FieldError, match="sealed"):
            SealedNote.objects.filter(**{lookup: ["甲"] if lookup.endswith("in") else "甲"})

    def test_what_was_altered_in_the_database_is_found(self) -> None:
        one, two = SealedNote.objects.create(body="甲", reply="乙"), SealedNote.objects.create(body="丙")
        overwrite(two.pk, body=stored(one.pk, column="reply"))  # moved from another column
        with pytest.raises(SealBroken, match=r"sealed_note\.body"):
            SealedNote.objects.get(pk=two.pk)
        overwrite(two.pk, body="written by hand")
        with pytest.raises(SealBroken):
            SealedNote.objects.get(pk=two.pk)

    def test_saving_again_moves_a_row_to_the_current_key(self, settings: Settings) -> None:
        note = SealedNote.objects.create(body="甲")
        settings.XINQIAO_KEYS = {"k2": NEW, "k1": OLD}
        SealedNote.objects.get(pk=note.pk).save()
        assert stored(note.pk).startswith("k2:")
        settings.XINQIAO_KEYS = {"k2": NEW}
        assert SealedNote.objects.get(pk=note.pk).body == "甲"


def test_migrations_can_write_the_field_down() -> None:
    field = SealedTextField(null=True)
    _name, path, args, kwargs = field.deconstruct()
    assert (path, list(args), kwargs) == ("xinqiao.kit.sealed.SealedTextField", [], {"null": True})
    text, imports = MigrationWriter.serialize(field)
    assert text == "xinqiao.kit.sealed.SealedTextField(null=True)"
    assert imports == {"import xinqiao.kit.sealed"}


class TestBlindIndex:
    def test_equal_values_of_one_purpose_meet(self) -> None:
        first = blind_index("150203198506300019", purpose="identity")
        assert first == blind_index("150203198506300019", purpose="identity")
        assert len(first) == 64
        assert first != blind_index("150203198506300018", purpose="identity")

    def test_purposes_never_meet(self) -> None:
        assert blind_index("1", purpose="a") != blind_index("1", purpose="b")
        assert blind_index("b:1", purpose="a") != blind_index("1", purpose="a:b")

    def test_it_depends_on_its_key(self, settings: Settings) -> None:
        first = blind_index("1", purpose="a")
        settings.XINQIAO_INDEX_KEY = b"j" * 32
        assert blind_index("1", purpose="a") != first
        settings.XINQIAO_INDEX_KEY = b"j" * 31
        with pytest.raises(ImproperlyConfigured):
            blind_index("1", purpose="a")
