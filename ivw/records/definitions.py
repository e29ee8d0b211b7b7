"""The views and macros of the records: the rules, as SQL, kept in the file beside the facts."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb

MADE_OF_TABLES = """
    SELECT CASE function_type WHEN 'table_macro' THEN 'MACRO TABLE' ELSE 'MACRO' END, function_name
    FROM duckdb_functions() WHERE NOT internal AND function_type IN ('macro', 'table_macro')
    UNION ALL
    SELECT 'VIEW', view_name FROM duckdb_views() WHERE NOT internal
"""


def make(cursor: duckdb.DuckDBPyConnection, statements: Sequence[Path]) -> None:
    """Make what these files define, in their order; skipped when nothing in them changed.

    DuckDB does not notice when a table changes beneath a macro, so all are made anew together.
    """
    texts = [path.read_text("utf8") for path in statements]
    checksum = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    if cursor.execute("SELECT checksum FROM definitions").fetchall() == [(checksum,)]:
        return
    cursor.execute("BEGIN")
    try:
        for kind, name in cursor.execute(MADE_OF_TABLES).fetchall():
            cursor.execute(f'DROP {kind} IF EXISTS "{name}"')
        for text in texts:
            cursor.execute(text)
        cursor.execute("DELETE FROM definitions")
        cursor.execute("INSERT INTO definitions VALUES ($checksum)", {"checksum": checksum})
    except BaseException:
        cursor.execute("ROLLBACK")
        raise
    cursor.execute("COMMIT")
