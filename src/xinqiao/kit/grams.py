"""Any part of a text, found exactly on both engines: an index of neighbouring characters, then the text itself.

No engine's own splitter of words knows Chinese, and an index of three characters misses words of two without saying so.
So the text is cut here: every two neighbouring characters are a gram, and the last one stands alone, so that a single
character is the beginning of some gram wherever it stands. A text that holds what is asked holds all its grams. That
is what the index answers; whether they stand side by side is then seen in the text itself.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.db import NotSupportedError, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

BREAK = "\n"  # between texts of one row: no folded text holds it, so nothing is found across it


def grams(text: str) -> set[str]:
    """The grams of a folded text, each character as its five digits: no engine's tokenizer takes them apart."""
    found: set[str] = set()
    for part in text.split(BREAK):
        digits = [f"{ord(character):05x}" for character in part]
        found.update(one + other for one, other in pairwise(digits))
        found.update(digits[-1:])
    return found


def asked(text: str) -> tuple[list[str], str]:
    """The grams every text has that holds this folded one, or, for a single character, the beginning of one of them."""
    digits = [f"{ord(character):05x}" for character in text]
    if len(digits) == 1:
        return [], digits[0]
    return sorted({one + other for one, other in pairwise(digits)}), ""


class GramsField(models.Field):  # type: ignore[type-arg]  # the stubs' parameters are filled by the mypy plugin
    """Is given a folded text and keeps its grams, for the index alone: a tsvector on PostgreSQL, words on SQLite.

    The only question it answers is `hold`: which rows hold all grams of a folded text. A row that does need not hold
    the text: ask `contains` beside it. Needs GramsIndex in the migration that makes the table.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """The column's type. Raises NotSupportedError on other engines."""
        return "tsvector" if _is_postgresql(connection) else "text"

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        """How the grams reach the column: by a cast, past PostgreSQL's parser, which would read 4e2 as a number."""
        return "%s::tsvector" if _is_postgresql(connection) else "%s"

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """The grams of the text, sorted: neighbours in the index are written one after the other."""
        return " ".join(sorted(grams(value)))


class Hold(models.Lookup):
    """Rows whose grams include those of a folded text."""

    lookup_name = "hold"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
        """By the FTS5 table beside: several grams mean all of them."""
        every, begin = asked(self.rhs)
        quote = connection.ops.quote_name
        table, alias = self.lhs.target.model._meta.db_table, self.lhs.alias
        held = f"SELECT rowid FROM {quote(_beside(table))} WHERE {quote(_beside(table))} MATCH %s"  # noqa: S608 - a table's name
        return f"{quote(alias)}.id IN ({held})", [f"{begin}*" if begin else " ".join(every)]

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[str]]:
        """By the GIN index."""
        every, begin = asked(self.rhs)
        column, _params = self.process_lhs(compiler, connection)  # a plain column has none
        return f"{column} @@ %s::tsquery", [f"'{begin}':*" if begin else " & ".join(f"'{gram}'" for gram in every)]


GramsField.register_lookup(Hold)


class GramsIndex(Operation):
    """A migration step that indexes the GramsField `grams` of a table with the key `id`: GIN on PostgreSQL; on SQLite
    an FTS5 table that stores the index alone, kept by triggers.

    Say it again after a migration that makes SQLite rebuild the table: the triggers are gone then.
    """

    category = OperationCategory.SQL

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Builds the index over what stands in the table; doing so twice is the same as once."""
        if router.allow_migrate(schema_editor.connection.alias, app_label):
            build = _gin if _is_postgresql(schema_editor.connection) else _fts5
            for statement in [*_gone(self.table, connection=schema_editor.connection), *build(self.table)]:
                schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Takes the index away."""
        if router.allow_migrate(schema_editor.connection.alias, app_label):
            for statement in _gone(self.table, connection=schema_editor.connection):
                schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Index the grams of {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"grams_of_{self.table.lower()}"


def _gin(table: str) -> list[str]:
    return [f"CREATE INDEX {_beside(table)} ON {table} USING gin (grams)"]


def _fts5(table: str) -> list[str]:
    """The table beside and its three triggers, as SQLite's manual lays down for content kept elsewhere."""
    beside = _beside(table)
    put = f"INSERT INTO {beside} (rowid, grams) VALUES (NEW.id, NEW.grams);"  # noqa: S608 - names of tables
    take = f"INSERT INTO {beside} ({beside}, rowid, grams) VALUES ('delete', OLD.id, OLD.grams);"  # noqa: S608 - the same
    options = f"content='{table}', content_rowid='id', detail=none, columnsize=0, tokenize='ascii'"
    return [
        f"CREATE VIRTUAL TABLE {beside} USING fts5 (grams, {options})",
        f"INSERT INTO {beside} ({beside}) VALUES ('rebuild')",  # noqa: S608 - the same
        f"CREATE TRIGGER {beside}_put AFTER INSERT ON {table} BEGIN {put} END",
        f"CREATE TRIGGER {beside}_take AFTER DELETE ON {table} BEGIN {take} END",
        f"CREATE TRIGGER {beside}_change AFTER UPDATE ON {table} WHEN OLD.grams IS NOT NEW.grams"
        f" BEGIN {take} {put} END",
    ]


def _gone(table: str, *, connection: BaseDatabaseWrapper) -> list[str]:
    beside = _beside(table)
    if _is_postgresql(connection):
        return [f"DROP INDEX IF EXISTS {beside}"]
    triggers = [f"DROP TRIGGER IF EXISTS {beside}_{name}" for name in ("put", "take", "change")]
    return [*triggers, f"DROP TABLE IF EXISTS {beside}"]


def _beside(table: str) -> str:
    return f"{table}_grams"


def _is_postgresql(connection: BaseDatabaseWrapper) -> bool:
    if connection.vendor not in ("sqlite", "postgresql"):
        raise NotSupportedError(f"grams need SQLite or PostgreSQL, not {connection.vendor}")
    return connection.vendor == "postgresql"
