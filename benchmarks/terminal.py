"""The terminal door from cold, beside a Python that does nothing but open DuckDB."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from benchmarks import world
from benchmarks.measure import Failed, Result, Run, Skipped, of_runs, ratio

SUITE = "terminal"
ROOT = Path(__file__).parents[1]
BARE = (sys.executable, "-c", "import duckdb; duckdb.connect()")
COMMANDS = {
    "python -m ivw due": ("due", "--as-of", world.AS_OF.isoformat()),
    "python -m ivw week": ("week", "--of", world.AS_OF.date().isoformat()),
}


def measure(contacts: int, folder: Path, runs: int) -> Iterator[Result | Failed]:
    """Each command in a process of its own, and as a ratio to the bare one of the same run."""
    if find_spec("ivw.cli") is None or find_spec("ivw.__main__") is None:
        raise Skipped("there is no terminal door yet (ivw/cli)")
    records = world.ready(contacts, folder)
    environment = {**os.environ, "IVW_RECORDS": str(records), "IVW_AS_OF": world.AS_OF.isoformat()}
    commands = {
        what: (sys.executable, "-m", "ivw", "--records", str(records), *words) for what, words in COMMANDS.items()
    }
    taken: dict[str, list[Run]] = {what: [] for what in ("bare", *commands)}
    try:
        for command in (BARE, *commands.values()):
            _run(command, environment)  # once, so that everything is compiled and the day's backup is made
        for _ in range(runs):
            taken["bare"].append(_run(BARE, environment))
            for what, command in commands.items():
                taken[what].append(_run(command, environment))
    except subprocess.CalledProcessError as error:
        said = (error.stderr or b"").decode(errors="replace").strip().splitlines()
        name = next((what for what, command in commands.items() if command == error.cmd), "the bare one")
        yield Failed(f"{name} ended with {error.returncode}: {said[-1] if said else 'without a word'}")
        return
    bare = of_runs(SUITE, "a bare import of duckdb", contacts, taken["bare"])
    yield bare
    for what in commands:
        measured = of_runs(SUITE, what, contacts, taken[what])
        yield measured
        yield ratio(f"{what}, to the bare one", measured, bare)


def _run(command: tuple[str, ...], environment: dict[str, str]) -> Run:
    before, began = _of_children(), perf_counter()
    subprocess.run(
        command, cwd=ROOT, env=environment, check=True, timeout=120,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    wall, after = (perf_counter() - began) * 1e3, _of_children()
    return wall, None if before is None or after is None else after - before


def _of_children() -> float | None:
    """CPU milliseconds of all processes that were started here and have ended."""
    if sys.platform == "win32":
        return None
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1e3
