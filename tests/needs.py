"""What some tests need beyond requirements.txt.

Where it is missing they skip and say what they need, so that a plain `pytest` works for everybody.
Where CI is "true" they fail instead: there, a skipped test would be one that nobody runs.

    from tests.needs import needs

    hypothesis = needs("hypothesis")
    from hypothesis import given, strategies as st  # noqa: E402
"""

import importlib
import os
import shutil
from pathlib import Path
from types import ModuleType

import pytest

WHERE_FROM = "requirements-dev.txt (make test installs it)"

# Debian's Chromium without the parts of a window: a page keeps a third less of the processor busy.
SHELL = "chromium-headless-shell"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def needs(module: str) -> ModuleType:
    """The module by this name; without it, the test (or at the top of a file: all its tests) is skipped."""
    __tracebackhide__ = True  # so that the report names the test and not this file
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        # A package that is there but lacks something of its own is broken, and says so itself.
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            raise
    raise _lacking(f"needs {module.partition('.')[0]} from {WHERE_FROM}")


def chromium_path(*, whole: bool = False) -> Path:
    """Where a Chromium stands: IVW_CHROMIUM, else the system's, else Playwright's own download.

    whole: with all that a window has; without it, a microphone that was granted is refused.
    """
    __tracebackhide__ = True
    named = os.environ.get("IVW_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise _lacking(f"needs a browser, and IVW_CHROMIUM names none: {named}")
        return Path(named)
    for name in BROWSERS if whole else (SHELL, *BROWSERS):
        found = shutil.which(name)
        if found:
            return Path(found)
    own = _of_playwright()
    if own is not None:
        return own
    raise _lacking("needs Chromium: install it with the system's packages, or name one in IVW_CHROMIUM")


def _of_playwright() -> Path | None:
    """The browser that `playwright install chromium` downloaded, if there is one."""
    sync_api = needs("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


def _lacking(what: str) -> BaseException:
    if os.environ.get("CI") == "true":
        return pytest.fail.Exception(what, pytrace=False)
    return pytest.skip.Exception(what, allow_module_level=True)
