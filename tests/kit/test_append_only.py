"""Tables that only grow, on whichever database the run uses."""

from types import SimpleNamespace

import pytest
from django.apps.registry import Apps
from django.db import IntegrityError, NotSupportedError, connection, models, transaction
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import OperationWriter

from xinqiao.kit.append_only import AppendOnly, guard, is_guarded, unguard

TABLE = "append_only's event"  # a name that needs quoting everywhere

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("_table")]


class Event(models.Model):
    what = models.CharField(max_length=20)
    note = models.TextField(null=True)
    seen = models.IntegerField(null=True)

    class Meta:
        app_label = "throwaway"
        apps = Apps()
        db_table = TABLE

    def __str__(self) -> str:
        return self.what


@pytest.fixture
def _table(db: None) -> None:
    # Made inside the test's transaction, which takes it away again; SQLite's editor may not be entered there.
    editor = connection.schema_editor()
    editor.execute(editor.table_sql(Event)[0], params=None)
    Event.objects.create(what="first")


def forwards(*, allow: tuple[str, ...] = (), state: ProjectState | None = None) -> None:
    state = state or ProjectState()
    AppendOnly(TABLE, allow=allow).database_forwards("throwaway", connection.schema_editor(), state, state)


def backwards() -> None:
    AppendOnly(TABLE).database_backwards("throwaway", connection.schema_editor(), ProjectState(), ProjectState())


def sql(statement: str, *params: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.replace("TABLE_", connection.ops.quote_name(TABLE)), params)


def refused(statement: str, *params: object) -> bool:
    try:
        sql(statement, *params)
    except IntegrityError as refusal:
        assert f"append-only: {TABLE}" in str(refusal)
        return True
    return False


def test_without_the_guard_rows_change_and_go() -> None:
    assert not refused("UPDATE TABLE_ SET what = 'other'")
    assert not refused("DELETE FROM TABLE_")


def test_rows_neither_change_nor_go() -> None:
    forwards()
    assert refused("UPDATE TABLE_ SET what = 'other'")
    assert refused("UPDATE TABLE_ SET what = what")
    assert refused("DELETE FROM TABLE_")
    assert refused("DELETE FROM TABLE_ WHERE what = 'first'")
    assert Event.objects.get().what == "first"


def test_the_table_still_grows() -> None:
    forwards()
    Event.objects.create(what="second")
    Event.objects.bulk_create([Event(what="third")])
    assert Event.objects.count() == 3


def test_the_product_cannot_get_past_it() -> None:
    forwards(allow=("seen",))
    event = Event.objects.get()
    event.what = "other"
    for attempt in (event.save, event.delete, lambda: Event.objects.update(what="other")):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            attempt()


def test_only_allowed_columns_change() -> None:
    forwards(allow=("seen", "note"))
    sql("UPDATE TABLE_ SET seen = 1")
    sql("UPDATE TABLE_ SET seen = 2, note = 'n', what = what")  # as save() does: every column named, one changed
    event = Event.objects.get()
    event.seen = 3
    event.save()
    assert refused("UPDATE TABLE_ SET seen = 4, what = 'other'")
    assert refused("UPDATE TABLE_ SET id = 77")
    assert refused("DELETE FROM TABLE_")
    assert Event.objects.values_list("what", "note", "seen").get() == ("first", "n", 3)


def test_a_change_from_or_to_null_is_a_change() -> None:
    forwards(allow=("seen",))
    assert refused("UPDATE TABLE_ SET note = 'n'")
    Event.objects.create(what="second", note="n")
    assert refused("UPDATE TABLE_ SET note = NULL WHERE what = 'second'")


def test_truncate_is_refused_too() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    forwards(allow=("seen",))
    assert refused("TRUNCATE TABLE_")
    assert Event.objects.exists()


def test_a_column_added_later_is_guarded() -> None:
    forwards()
    sql("ALTER TABLE TABLE_ ADD COLUMN later integer")
    assert refused("UPDATE TABLE_ SET later = 1")


def test_replace_is_refused_when_sqlite_is_told_to_look() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite knows INSERT OR REPLACE")
    forwards()
    event = Event.objects.get()
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA recursive_triggers").fetchone()[0]
        cursor.execute("PRAGMA recursive_triggers = ON")
        try:
            assert refused("INSERT OR REPLACE INTO TABLE_ (id, what) VALUES (%s, 'other')", event.pk)
        finally:
            cursor.execute(f"PRAGMA recursive_triggers = {before}")


def test_it_can_be_taken_back() -> None:
    forwards()
    backwards()
    assert not is_guarded(TABLE, connection=connection)
    assert not refused("UPDATE TABLE_ SET what = 'other'")
    assert not refused("DELETE FROM TABLE_")
    backwards()  # twice is the same as once


def test_saying_it_again_changes_what_is_allowed() -> None:
    forwards(allow=("seen",))
    forwards(allow=("note",))
    assert refused("UPDATE TABLE_ SET seen = 1")
    assert not refused("UPDATE TABLE_ SET note = 'n'")


def test_a_test_can_take_the_guard_off_and_put_it_on() -> None:
    guard(TABLE, connection=connection, allow=("seen",))
    assert is_guarded(TABLE, connection=connection)
    assert refused("DELETE FROM TABLE_")
    assert not refused("UPDATE TABLE_ SET seen = 1")
    unguard(TABLE, connection=connection)
    assert not is_guarded(TABLE, connection=connection)
    assert not refused("DELETE FROM TABLE_")


def test_half_a_guard_is_none() -> None:
    guard(TABLE, connection=connection)
    quote = connection.ops.quote_name
    if connection.vendor == "sqlite":
        sql(f"DROP TRIGGER {quote(f'{TABLE}_append_only_delete')}")
    else:
        sql("DROP TRIGGER xinqiao_append_only_truncate ON TABLE_")
    assert not is_guarded(TABLE, connection=connection)


def test_another_table_is_left_alone() -> None:
    forwards()
    sql("CREATE TABLE append_only_other (id integer)")
    sql("INSERT INTO append_only_other VALUES (1)")
    assert not is_guarded("append_only_other", connection=connection)
    sql("DELETE FROM append_only_other")
    sql("DROP TABLE append_only_other")


def test_an_unknown_column_cannot_be_allowed() -> None:
    with pytest.raises(ValueError, match="no column sen"):
        forwards(allow=("sen",))
    assert not is_guarded(TABLE, connection=connection)


def test_the_columns_come_from_the_migrations_where_they_know_the_table() -> None:
    state = ProjectState()
    state.add_model(
        ModelState(
            "throwaway", "Event", [("what", models.CharField(primary_key=True, max_length=9))], {"db_table": TABLE}
        )
    )
    with pytest.raises(ValueError, match="no column seen"):
        forwards(allow=("seen",), state=state)
    forwards(state=state)
    assert is_guarded(TABLE, connection=connection)


def test_other_databases_are_refused() -> None:
    for asked in (unguard, is_guarded):
        with pytest.raises(NotSupportedError, match="oracle"):
            asked(TABLE, connection=_oracle())


def test_migrations_can_write_it_down() -> None:
    operation = AppendOnly(TABLE, allow=("seen",))
    text, imports = OperationWriter(operation, indentation=0).serialize()
    assert imports == {"import xinqiao.kit.append_only"}
    assert "xinqiao.kit.append_only.AppendOnly" in text
    assert operation.deconstruct()[1:] == ((TABLE,), {"allow": ("seen",)})
    assert operation.reversible
    assert operation.migration_name_fragment == f"append_only_{TABLE}"
    assert TABLE in operation.describe()


def _oracle() -> object:
    class Elsewhere(SimpleNamespace):
        def cursor(self) -> object:
            return connection.cursor()

    return Elsewhere(vendor="oracle", ops=connection.ops)
