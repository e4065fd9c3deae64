"""Tables that ask before they take a row, on whichever database the run uses."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.apps.registry import Apps
from django.db import IntegrityError, NotSupportedError, connection, models, transaction
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import OperationWriter

from xinqiao.kit import insert_guard
from xinqiao.kit.insert_guard import Guard, RefuseInsert, is_standing, stand, step_aside

TABLE = "insert_guard's door"  # a name that needs quoting everywhere
BARRED = "NEW.who IN (SELECT who FROM insert_guard_barred)"

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("_tables")]


class Door(models.Model):
    who = models.CharField(max_length=20)

    class Meta:
        app_label = "throwaway"
        apps = Apps()
        db_table = TABLE

    def __str__(self) -> str:
        return self.who


class Barred(models.Model):
    who = models.CharField(max_length=20)

    class Meta:
        app_label = "throwaway"
        apps = Apps()
        db_table = "insert_guard_barred"

    def __str__(self) -> str:
        return self.who


@pytest.fixture
def _tables(db: None) -> Iterator[None]:
    before = dict(insert_guard.known)
    editor = connection.schema_editor()
    for model in (Door, Barred):
        editor.execute(editor.table_sql(model)[0], params=None)
    Barred.objects.create(who="nobody")
    yield
    insert_guard.known.clear()
    insert_guard.known.update(before)


def guard(name: str = "at_the_door") -> Guard:
    return Guard(name, TABLE, BARRED, BARRED)


def operation() -> RefuseInsert:
    return RefuseInsert(TABLE, name="at_the_door", sqlite=BARRED, postgresql=BARRED)


def refused(who: str) -> bool:
    try:
        with transaction.atomic():
            Door.objects.create(who=who)
    except IntegrityError as refusal:
        assert "refused: at_the_door" in str(refusal)
        return True
    return False


def test_it_refuses_what_the_condition_names_and_nothing_else() -> None:
    stand(guard(), connection=connection)
    assert is_standing(guard(), connection=connection)
    assert refused("nobody")
    assert not refused("somebody")
    Barred.objects.create(who="somebody")
    assert refused("somebody")  # asked anew each time


def test_it_refuses_many_at_once() -> None:
    stand(guard(), connection=connection)
    with pytest.raises(IntegrityError), transaction.atomic():
        Door.objects.bulk_create([Door(who="somebody"), Door(who="nobody")])
    assert not Door.objects.exists()


def test_what_stands_already_is_left_alone() -> None:
    Door.objects.create(who="nobody")
    stand(guard(), connection=connection)
    assert Door.objects.update(who="nobody") == 1


def test_without_it_everything_goes_in() -> None:
    stand(guard(), connection=connection)
    step_aside(guard(), connection=connection)
    step_aside(guard(), connection=connection)
    assert not is_standing(guard(), connection=connection)
    assert not refused("nobody")


def test_standing_twice_is_standing_once() -> None:
    stand(guard(), connection=connection)
    stand(guard(), connection=connection)
    assert refused("nobody")


def moved(step: RefuseInsert, *, back: bool = False) -> None:
    state, editor = ProjectState(), connection.schema_editor()
    if back:
        step.database_backwards("throwaway", editor, state, state)
    else:
        step.database_forwards("throwaway", editor, state, state)


def test_a_migration_puts_it_up_and_takes_it_down() -> None:
    step = operation()
    moved(step)
    insert_guard.after_migrations(using="default")
    assert refused("nobody")
    moved(step, back=True)
    assert not refused("nobody")


def test_on_sqlite_a_table_it_names_can_be_rebuilt_between() -> None:
    """A trigger that names a table stops SQLite from putting a rebuilt one in its place."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL alters tables in their place")
    moved(operation())
    assert not is_standing(guard(), connection=connection)  # nothing in the way of the migrations that follow
    insert_guard.after_migrations(using="default")
    assert is_standing(guard(), connection=connection)
    insert_guard.before_migrations(using="default")
    assert not is_standing(guard(), connection=connection)
    rebuild()
    insert_guard.after_migrations(using="default")
    assert refused("nobody")


def rebuild() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE new_barred AS SELECT * FROM insert_guard_barred")
        cursor.execute("DROP TABLE insert_guard_barred")
        cursor.execute("ALTER TABLE new_barred RENAME TO insert_guard_barred")


def test_a_table_that_is_not_there_yet_is_no_fault() -> None:
    RefuseInsert("insert_guard_later", name="later", sqlite="1", postgresql="true")
    insert_guard.after_migrations(using="default")
    insert_guard.before_migrations(using="default")
    assert insert_guard.known["later"].table == "insert_guard_later"


def test_after_the_migrations_of_this_run_every_guard_stands() -> None:
    assert all(is_standing(one, connection=connection) for one in insert_guard.known.values())
    assert insert_guard.known


def test_a_migration_file_can_hold_it() -> None:
    text, imports = OperationWriter(operation()).serialize()
    assert "RefuseInsert(" in text
    assert "import xinqiao.kit.insert_guard" in imports
    assert operation().migration_name_fragment == "at_the_door"
    assert TABLE in operation().describe()


def test_another_database_is_refused() -> None:
    other = SimpleNamespace(vendor="oracle", ops=connection.ops)
    with pytest.raises(NotSupportedError, match="oracle"):
        insert_guard._removal(guard(), connection=other)  # type: ignore[arg-type]
