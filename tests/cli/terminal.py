"""Commands as a person gives them, and what they answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from ivw.cli import door

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "data" / "inputs" / "Connections.csv"
ZONE = "Europe/Berlin"


def run(*arguments, **how):
    return CliRunner().invoke(door, [str(each) for each in arguments], **how)


def answer(*arguments, **how):
    """The one JSON document of a command that went well."""
    result = run(*arguments, "--json", **how)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def refused(*arguments, **how):
    """What a command says on stderr that ends with 2 and prints nothing else."""
    result = run(*arguments, **how)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    return result.stderr


def process(*arguments, **how):
    """A command as a program of its own."""
    environment = os.environ | how.pop("env", {})
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        **how,
    )
