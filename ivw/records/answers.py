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
        self._asking: dict[tuple[int, Key], threading.Event] = {}  # by the era in which somebody began to ask
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
        """The kept answer, or what `ask` says; as a list of the caller's own. Without a key it is always asked.

        Who asks what another thread is just asking waits for its answer.
        """
        if key is None:
            return ask()
        with self._guard:
            question, kept = (self._era, key), self._kept.get(key)
            other = self._asking.get(question)
            if kept is None and other is None:
                self._asking[question] = threading.Event()
        if kept is None and other is not None:
            other.wait()
            with self._guard:
                kept = self._kept.get(key)
        elif kept is None:
            return self._asked(question, ask)
        return list(kept) if kept is not None else ask()  # it failed, was too long, or old at once

    def _asked(self, question: tuple[int, Key], ask: Callable[[], list[T]]) -> list[T]:
        era, key = question
        try:
            answer = ask()
            with self._guard:
                if era == self._era and len(answer) <= LONGEST:  # nothing was written while it was asked
                    if len(self._kept) >= MOST:
                        self._kept.pop(next(iter(self._kept)))
                    self._kept[key] = list(answer)
            return answer
        finally:
            with self._guard:
                self._asking.pop(question).set()


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
