"""The files of Streamlit's page come from memory as Streamlit would hand them out, and nothing else does."""

import asyncio
from pathlib import Path

import pytest
import streamlit

from ivw.show import page_files

PAGE = Path(streamlit.__file__).parent / "static"
SCRIPT = next((PAGE / "static" / "js").glob("index.*.js"))


def asked(path, *, method="GET", headers=()):
    """What comes back for one question, and whether Streamlit was asked."""
    came, passed = [], []

    async def streamlit_itself(scope, receive, send):
        passed.append(scope["path"])

    async def send(message):
        came.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [*headers]}
    asyncio.run(page_files.PageFiles(streamlit_itself)(scope, None, send))
    return came, passed


def test_a_script_of_the_page_comes_whole_and_may_be_kept():
    (start, body), passed = asked(f"/static/js/{SCRIPT.name}")
    headers = dict(start["headers"])
    assert (start["status"], passed) == (200, [])
    assert body["body"] == SCRIPT.read_bytes()
    assert headers[b"content-type"] == b"text/javascript; charset=utf-8"
    assert headers[b"cache-control"] == page_files.KEPT_FOR.encode()


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/static/js/../../../proto/__init__.py", "/static/js/no.js", "/static/js", "//static"]
)
def test_anything_else_goes_on_to_streamlit(path):
    assert asked(path) == ([], [path])


@pytest.mark.parametrize("header", page_files.ASKS_FOR_A_PART)
def test_who_asks_for_a_part_or_whether_it_changed_is_answered_by_streamlit(header):
    path = f"/static/js/{SCRIPT.name}"
    assert asked(path, headers=[(header.encode(), b"x")]) == ([], [path])


def test_only_who_reads_gets_a_file():
    path = f"/static/js/{SCRIPT.name}"
    assert asked(path, method="POST") == ([], [path])
