"""`python -m ivw`: the terminal door."""

import sys

from ivw.cli import door

if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # JSON is UTF-8, and a name is never a reason to fail, whatever the terminal was set to.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    door(prog_name="python -m ivw")
