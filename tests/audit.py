"""Known faults in what is installed here, as far as somebody answers who knows them: `python -m tests.audit`.

It is part of `make check`, which has to work on a train, too: where nobody answers, it says so and lets that pass.
"""

import json
import subprocess
import sys

DONE_WITHIN = 90.0  # seconds
AUDIT = ("-m", "pip_audit", "--local", "--skip-editable", "--progress-spinner=off", "--format=json", "--timeout=2")


def audit() -> int:
    """0 when nothing is known against any package, or nobody can be asked; else 1."""
    try:
        told = subprocess.run([sys.executable, *AUDIT], capture_output=True, text=True, timeout=DONE_WITHIN)
        packages = json.loads(told.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print("Not audited: no answer came, or only a part of it.")
        return 0
    skipped = sum("skip_reason" in package for package in packages)
    if skipped == len(packages):
        print("Not audited: nobody answers who knows the faults of packages.")
        return 0
    faults = [(package, fault) for package in packages for fault in package.get("vulns", ())]
    for package, fault in faults:
        mended = ", ".join(fault["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {fault['id']}, mended in {mended}")
    print(f"Audited: {len(packages) - skipped} packages, {len(faults)} known faults; {skipped} not known there.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(audit())
