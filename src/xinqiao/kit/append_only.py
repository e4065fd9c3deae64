"""Tables that only grow: the database itself refuses to delete or alter their rows."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import NotSupportedError, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

_FUNCTION = "xinqiao_append_only"
# Whole rows are compared without the allowed columns, so a column added later is guarded without a new trigger.
_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_NARGS > 0 AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING MESSAGE = 'append-only: ' || TG_TABLE_NAME, ERRCODE = 'restrict_violation';
END $$"""
_POSTGRESQL_TRIGGERS = (f"{_FUNCTION}_rows", f"{_FUNCTION}_truncate")


def guard(table: str, *, connection: BaseDatabaseWrapper, allow: Sequence[str] = ()) -> None:
    """Makes the table refuse DELETE, and UPDATE of any column but `allow`. Raises ValueError, NotSupportedError.

    See AppendOnly. For tests that take a guard off and put it on again.
    """
    columns = _columns(table, connection=connection)
    with connection.cursor() as cursor:
        for statement in _statements(table, connection=connection, allow=allow, columns=columns):
            cursor.execute(statement)


def unguard(table: str, *, connection: BaseDatabaseWrapper) -> None:
    """Takes the guard off, if there is one. Raises NotSupportedError. For tests and for reversing a migration."""
    with connection.cursor() as cursor:
        for statement in _removals(table, connection=connection):
            cursor.execute(statement)


def is_guarded(table: str, *, connection: BaseDatabaseWrapper) -> bool:
    """Whether the guard stands, whole. On SQLite a migration that rebuilds the table drops it silently."""
    names = _trigger_names(table, connection=connection)
    if connection.vendor == "sqlite":
        standing = "sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name IN (%s, %s)"
    else:
        standing = "pg_trigger WHERE tgrelid = to_regclass(%s) AND tgenabled <> 'D' AND tgname IN (%s, %s)"
        table = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {standing}", [table, *names])  # noqa: S608 - both texts stand above
        return bool(cursor.fetchone()[0] == len(names))


class AppendOnly(Operation):
    """A migration step after which the table refuses DELETE, and UPDATE unless only columns in `allow` change.

    The refusal is an IntegrityError "append-only: <table>" on SQLite and PostgreSQL; PostgreSQL refuses TRUNCATE too.
    Without `allow` every UPDATE is refused, even one that changes nothing. Say it again after any migration that alters
    the table: SQLite then rebuilds it without triggers, and knows the columns of the day only. For SQLite's INSERT OR
    REPLACE the connection needs PRAGMA recursive_triggers=ON. Raises ValueError for an unknown column in `allow`,
    NotSupportedError on other databases.
    """

    category = OperationCategory.SQL

    def __init__(self, table: str, *, allow: tuple[str, ...] = ()) -> None:
        self.table = table
        self.allow = tuple(allow)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Puts the guard on; doing so twice is the same as once."""
        connection = schema_editor.connection
        if router.allow_migrate(connection.alias, app_label):
            columns = _state_columns(self.table, state=to_state) or _columns(self.table, connection=connection)
            for statement in _statements(self.table, connection=connection, allow=self.allow, columns=columns):
                schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Takes the guard off."""
        if router.allow_migrate(schema_editor.connection.alias, app_label):
            for statement in _removals(self.table, connection=schema_editor.connection):
                schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Let {self.table} only grow"

    @property
    def migration_name_fragment(self) -> str:
        return f"append_only_{self.table.lower()}"


def _statements(
    table: str, *, connection: BaseDatabaseWrapper, allow: Sequence[str], columns: Collection[str]
) -> list[str]:
    unknown = sorted(set(allow) - set(columns))
    if unknown:
        raise ValueError(f"{table} has no column {', '.join(unknown)}")
    build = _sqlite if connection.vendor == "sqlite" else _postgresql
    return [
        *_removals(table, connection=connection),
        *build(table, connection=connection, allow=allow, columns=columns),
    ]


def _sqlite(
    table: str, *, connection: BaseDatabaseWrapper, allow: Sequence[str], columns: Collection[str]
) -> list[str]:
    quote = connection.ops.quote_name
    delete, update = (quote(name) for name in _trigger_names(table, connection=connection))
    refuse = f"BEGIN SELECT RAISE(ABORT, {_literal(f'append-only: {table}')}); END"
    changed = " OR ".join(f"NEW.{quote(c)} IS NOT OLD.{quote(c)}" for c in columns if c not in allow)
    when = f" WHEN {changed}" if allow else ""
    return [
        f"CREATE TRIGGER {delete} BEFORE DELETE ON {quote(table)} {refuse}",
        f"CREATE TRIGGER {update} BEFORE UPDATE ON {quote(table)} FOR EACH ROW{when} {refuse}",
    ]


def _postgresql(
    table: str, *, connection: BaseDatabaseWrapper, allow: Sequence[str], columns: Collection[str]
) -> list[str]:
    quoted, (rows, truncate) = connection.ops.quote_name(table), _POSTGRESQL_TRIGGERS
    spared = ", ".join(_literal(column) for column in allow)
    return [
        _POSTGRESQL_FUNCTION,
        f"CREATE TRIGGER {rows} BEFORE DELETE OR UPDATE ON {quoted}"
        f" FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}({spared})",
        f"CREATE TRIGGER {truncate} BEFORE TRUNCATE ON {quoted} FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()",
    ]


def _removals(table: str, *, connection: BaseDatabaseWrapper) -> list[str]:
    quote = connection.ops.quote_name
    names = [quote(name) for name in _trigger_names(table, connection=connection)]
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    return [f"DROP TRIGGER IF EXISTS {name} ON {quote(table)}" for name in names]


def _trigger_names(table: str, *, connection: BaseDatabaseWrapper) -> tuple[str, str]:
    if connection.vendor == "sqlite":  # where a trigger's name is the whole database's
        return f"{table}_append_only_delete", f"{table}_append_only_update"
    if connection.vendor == "postgresql":
        return _POSTGRESQL_TRIGGERS
    raise NotSupportedError(f"append-only tables need SQLite or PostgreSQL, not {connection.vendor}")


def _columns(table: str, *, connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _state_columns(table: str, *, state: ProjectState) -> list[str]:
    """The table's columns by the migrations so far: sqlmigrate prints a step before the table exists."""
    models: Any = state.apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table: model._meta.local_concrete_fields for model in models}
    return [field.column for field in tables.get(table, ())]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
