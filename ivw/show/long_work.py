"""Work that may take seconds: done beside the page, which shows how far it is. A rerun meanwhile stops none of it."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

import streamlit as st

from ivw.coaching.imports import Progress

T = TypeVar("T")
SOON = 0.3  # seconds; whatever is done by then needs no bar
LOOK_AGAIN = 0.1


class Work(Generic[T]):
    """One job, begun at once. It is handed a function to tell its progress to, and knows nothing of Streamlit."""

    def __init__(self, job: Callable[[Progress], T]) -> None:
        self._doing, self._share = "", 0.0
        self._outcome: T | None = None
        self._failed: BaseException | None = None
        self._thread = threading.Thread(target=self._do, args=(job,), name="long-work", daemon=True)
        self._thread.start()

    def watch(self) -> None:
        """Draw the progress until the job is done."""
        self._thread.join(SOON)
        if not self._thread.is_alive():
            return
        bar = st.progress(0.0)
        while self._thread.is_alive():
            bar.progress(min(1.0, self._share), text=f"{self._doing} …" if self._doing else None)
            self._thread.join(LOOK_AGAIN)
        bar.empty()

    def result(self) -> T:
        """What came of it; waits for the end. Raises what the job raised."""
        self._thread.join()
        if self._failed is not None:
            raise self._failed
        return self._outcome  # type: ignore[return-value]  # the job has returned, so it is one

    def _do(self, job: Callable[[Progress], T]) -> None:
        try:
            self._outcome = job(self._hear)
        except BaseException as failed:  # noqa: BLE001 - it is raised again where somebody waits for the result
            self._failed = failed

    def _hear(self, doing: str, share: float) -> None:
        self._doing, self._share = doing, share
