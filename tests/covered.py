"""What tests reached, of what `coverage run` measured: `python -m tests.covered`. `make coverage` does both.

All of ivw/ has to reach the figure in pyproject.toml, lines and branches together, and BRANCHES of the branches alone,
which the many lines would hide; and each file of it EACH, so that a room without tests cannot hide behind the others.
"""

import json
import sys
from pathlib import Path

import coverage

REPORT = Path(__file__).resolve().parents[1] / "test-output" / "coverage" / "report.json"
BRANCHES = 95  # per cent of the branches alone
EACH = 85  # per cent of a file's lines and branches


def covered() -> int:
    """0 when enough was reached of everything and of each file; else 1, after saying what is missing."""
    measured = coverage.Coverage()
    measured.combine()
    wanted = float(str(measured.get_option("report:fail_under")))
    measured.report()
    measured.json_report(outfile=str(REPORT))
    told = json.loads(REPORT.read_text("utf-8"))
    whole = told["totals"]
    print(f"{whole['percent_covered']:.1f} %; of the branches alone {whole['percent_branches_covered']:.1f} %")
    reached = {"ivw/": (whole["percent_covered"], wanted)}
    reached["ivw/, its branches alone"] = (whole["percent_branches_covered"], BRANCHES)
    reached |= {name: (each["summary"]["percent_covered"], EACH) for name, each in told["files"].items()}
    poor = {name: figures for name, figures in reached.items() if figures[0] < figures[1]}
    for name, (figure, least) in poor.items():
        print(f"{name}: {figure:.1f} %, and it should be {least:g} %")
    return 1 if poor else 0


if __name__ == "__main__":
    sys.exit(covered())
