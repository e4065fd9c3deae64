"""Tables that ask before they take a row: the database itself refuses an INSERT for which a condition holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import NotSupportedError, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


@dataclass(frozen=True)
class Guard:
    """One refusal: the trigger's name, which is also its words, the table, and the condition for each engine, with the
    row as NEW."""

    name: str
    table: str
    sqlite: str
    postgresql: str


# What the migrations on disk ask for, by name; a later migration that says a name again replaces the earlier.
known: dict[str, Guard] = {}


def stand(guard: Guard, *, connection: BaseDatabaseWrapper) -> None:
    """Put the guard up, anew when it stands. Raises NotSupportedError."""
    with connection.cursor() as cursor:
        for statement in _statements(guard, connection=connection):
            cursor.execute(statement)


def step_aside(guard: Guard, *, connection: BaseDatabaseWrapper) -> None:
    """Take the guard down, if it stands. Raises NotSupportedError. For tests and for reversing a migration."""
    with connection.cursor() as cursor:
        cursor.execute(_removal(guard, connection=connection))


def is_standing(guard: Guard, *, connection: BaseDatabaseWrapper) -> bool:
    """Whether the guard stands and is awake."""
    if connection.vendor == "sqlite":
        standing = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name = %s"
        table = guard.table
    else:
        standing = (
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgname = %s AND tgenabled <> 'D'"
        )
        table = connection.ops.quote_name(guard.table)
    with connection.cursor() as cursor:
        cursor.execute(standing, [table, guard.name])
        return bool(cursor.fetchone()[0])


class RefuseInsert(Operation):
    """A migration step after which the table refuses each INSERT for which the condition holds.

    The refusal is an IntegrityError "refused: <name>" on SQLite and PostgreSQL. The condition may ask other tables. On
    SQLite a table that a trigger names cannot be rebuilt, and any later migration may have to rebuild one: there the
    guard goes up when the whole of `migrate` is done, and steps aside before the next (`before_migrations` and
    `after_migrations`, which kit's app connects).
    """

    category = OperationCategory.SQL

    def __init__(self, table: str, *, name: str, sqlite: str, postgresql: str) -> None:
        self.table, self.name, self.sqlite, self.postgresql = table, name, sqlite, postgresql
        self.guard = known[name] = Guard(name, table, sqlite, postgresql)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Puts the guard up; doing so twice is the same as once."""
        connection = schema_editor.connection
        if router.allow_migrate(connection.alias, app_label) and connection.vendor != "sqlite":
            for statement in _statements(self.guard, connection=connection):
                schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Takes the guard down."""
        connection = schema_editor.connection
        if router.allow_migrate(connection.alias, app_label):
            schema_editor.execute(_removal(self.guard, connection=connection), params=None)

    def describe(self) -> str:
        return f"Let {self.table} refuse what {self.name} names"

    @property
    def migration_name_fragment(self) -> str:
        return self.name.lower()


def before_migrations(*, using: str, **_more: Any) -> None:
    """On SQLite the guards step aside, so that every table can be rebuilt."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        for guard in known.values():
            step_aside(guard, connection=connection)


def after_migrations(*, using: str, **_more: Any) -> None:
    """On SQLite the guards of all tables that exist stand again."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        tables = set(connection.introspection.table_names())
        for guard in known.values():
            if guard.table in tables:
                stand(guard, connection=connection)


def _statements(guard: Guard, *, connection: BaseDatabaseWrapper) -> list[str]:
    quote = connection.ops.quote_name
    name, table, words = quote(guard.name), quote(guard.table), "'" + f"refused: {guard.name}".replace("'", "''") + "'"
    if connection.vendor == "sqlite":
        return [
            _removal(guard, connection=connection),
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW WHEN {guard.sqlite}"
            f" BEGIN SELECT RAISE(ABORT, {words}); END",
        ]
    return [
        _removal(guard, connection=connection),
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {guard.postgresql} THEN"
        f" RAISE EXCEPTION USING MESSAGE = {words}, ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _removal(guard: Guard, *, connection: BaseDatabaseWrapper) -> str:
    quote = connection.ops.quote_name
    if connection.vendor == "sqlite":
        return f"DROP TRIGGER IF EXISTS {quote(guard.name)}"
    if connection.vendor == "postgresql":
        return f"DROP TRIGGER IF EXISTS {quote(guard.name)} ON {quote(guard.table)}"
    raise NotSupportedError(f"guards of inserts need SQLite or PostgreSQL, not {connection.vendor}")
