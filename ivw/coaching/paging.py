"""A page of rows that are counted where they are read."""

from collections.abc import Callable
from typing import Any, TypeVar

from ivw.records.database import Records

T = TypeVar("T")


def page_of(records: Records, row: Callable[..., T], sql: str, **parameters: Any) -> tuple[list[T], int]:
    """A page of rows and, in their last column, how many there are; the first page where this one is past the end.

    `row` takes the other columns in their order. The parameters name `offset`.
    """
    found = records.rows(sql, **parameters)
    if not found and parameters["offset"]:
        found = records.rows(sql, **{**parameters, "offset": 0})
    return [row(*values[:-1]) for values in found], int(found[0][-1]) if found else 0
