"""Answers of the records that are kept until something is written: one page asks the same thing in several places."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

MOST = 300  # answers kept at once
LONGEST = 500  # rows; a longer answer is asked for once and would only hold memory

Key = tuple[Any, ...]


class Answers:
    """What was read since the last write, by question. For any thread."""

    def __init__(self) -> None:
        self._kept: dict[Key, list[Any]] = {}
        self._guard = threading.Lock()
        self._era = 0

    @property
    def era(self) -> int:
        """How often something was written so far."""
        return self._era

    def forget(self) -> None:
        """Something was written: what was read before is old."""
        with self._guard:
            self._era += 1
            self._kept.clear()

    def get(self, key: Key | None, ask: Callable[[], list[T]]) -> list[T]:
        """The kept answer, or what `ask` says; as a list of the caller's own. Without a key it is always asked."""
        if key is None:
            return ask()
        with self._guard:
            era, kept = self._era, self._kept.get(key)
        if kept is not None:
            return list(kept)
        answer = ask()
        if len(answer) <= LONGEST:
            with self._guard:
                if era == self._era:  # nothing was written while it was asked
                    if len(self._kept) >= MOST:
                        self._kept.pop(next(iter(self._kept)))
                    self._kept[key] = list(answer)
        return answer


def key(kind: type[Any], sql: str, parameters: dict[str, object]) -> Key | None:
    """What makes two questions the same one; None where a parameter cannot be compared."""
    told = tuple((name, type(value), _comparable(value)) for name, value in sorted(parameters.items()))
    try:
        hash(told)
    except TypeError:
        return None
    return (kind, sql, told)


def _comparable(value: object) -> object:
    # True == 1 == 1.0, and two instants are equal in any zone: the type stands beside it, and an instant is one.
    return tuple((type(each), _comparable(each)) for each in value) if isinstance(value, list | tuple) else value
