"""Known faults in what is installed here, as far as somebody answers who knows them: `python -m tests.audit`.

It is part of `make check`, which has to work on a train, too: where nobody answers, it says so and lets that pass.
"""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from importlib.metadata import version

# Where pip-audit asks about one version of one package. A mirror of PyPI has the packages, and often not this.
KNOWN = "https://pypi.org/pypi/{name}/{version}/json"
ANSWERS_WITHIN = 2.0  # seconds
DONE_WITHIN = 90.0
AUDIT = ("-m", "pip_audit", "--local", "--skip-editable", "--progress-spinner=off", "--format=json", "--timeout=5")


def audit() -> int:
    """0 when nothing is known against any package, or nobody can be asked; else 1."""
    if not _somebody_knows():
        print("Not audited: nobody answers who knows the faults of packages (pypi.org).")
        return 0
    try:
        told = subprocess.run([sys.executable, *AUDIT], capture_output=True, text=True, timeout=DONE_WITHIN)
        packages = json.loads(told.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print("Not audited: the answers stopped half-way. Try again later.")
        return 0
    faults = [(package, fault) for package in packages for fault in package.get("vulns", ())]
    for package, fault in faults:
        mended = ", ".join(fault["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {fault['id']}, mended in {mended}")
    skipped = sum("skip_reason" in package for package in packages)
    print(f"Audited: {len(packages) - skipped} packages, {len(faults)} known faults; {skipped} unknown to pypi.org.")
    return 1 if faults else 0


def _somebody_knows() -> bool:
    address = KNOWN.format(name="streamlit", version=version("streamlit"))
    try:
        with urllib.request.urlopen(address, timeout=ANSWERS_WITHIN) as answer:
            return b'"vulnerabilities"' in answer.read()
    except (urllib.error.URLError, OSError, ValueError):
        return False


if __name__ == "__main__":
    sys.exit(audit())
