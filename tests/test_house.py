"""The house is as CONTRIBUTING.md draws it, and who comes in by a public door is told what to expect."""

import ast
import io
import re
import tokenize
import tomllib

import pytest

from tests.docs import ROOT
from tests.needs import needs

grimp = needs("grimp")
DRAWN = re.findall(
    r"^\| `(?:ivw/)?(\w+)/` \| .+ \| (.+) \|$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE
)
LONGEST = 400  # lines
BELOW_THE_SCREEN = ("records", "coaching", "exchange")
CODE = sorted(
    path
    for folder in (".", "ivw/**", "pages/**", "tests/**", "benchmarks/**")
    for path in ROOT.glob(f"{folder}/*")
    if path.suffix in (".py", ".sql", ".js", ".css", ".html")
)
PAGES = [path for folder in (".", "docs", "data/**") for path in ROOT.glob(f"{folder}/*.md")]
# A released migration is never edited, its comments neither.
RELEASED = (ROOT / "ivw" / "records" / "migrations" / "0001_profile.sql", "DESIGN.md")


def floor(module):
    """pages of pages.outreach, coaching of ivw.coaching.agenda."""
    top, _, rest = module.partition(".")
    return rest.partition(".")[0] if top == "ivw" else top


def test_every_floor_imports_what_is_drawn_and_nothing_else(monkeypatch):
    monkeypatch.syspath_prepend(ROOT)
    graph = grimp.build_graph("ivw", "pages", cache_dir=None)
    found = {name: set() for name, _ in DRAWN}
    for module in graph.modules:
        if floor(module) in found:  # ivw itself and the way in for a terminal are doors, no floors
            found[floor(module)] |= {floor(other) for other in graph.find_modules_directly_imported_by(module)}
    drawn = {name: set(re.findall(r"`(\w+)`", imports)) for name, imports in DRAWN}
    assert {name: imports - {name, ""} for name, imports in found.items()} == drawn


def test_the_floors_stand_in_the_order_that_make_check_holds():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    from_the_top = [name for layer in layers for name in layer.split(" | ") if name != "__main__"]
    assert [name for name, _ in DRAWN] == ["pages", *from_the_top]


def test_no_file_of_code_is_longer_than_a_room():
    lines = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in CODE}
    assert {file: n for file, n in lines.items() if n > LONGEST} == {}
    assert f"no file of code has more than {LONGEST} lines" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


@pytest.mark.parametrize("name", BELOW_THE_SCREEN)
def test_what_refuses_says_so(name):
    """ruff asks for a docstring; here it has to tell of the errors that a function raises by itself."""
    silent = []
    for file in sorted((ROOT / "ivw" / name).rglob("*.py")):
        module = ast.parse(file.read_text("utf-8"))
        for function in _public(module.body):
            told = (ast.get_docstring(function) or "") + (ast.get_docstring(module) or "")
            missing = {error for error in _raised(function) if error not in told}
            if missing and "Raises" not in (ast.get_docstring(function) or ""):
                silent.append(f"{file.relative_to(ROOT)}:{function.lineno} {function.name}: {', '.join(missing)}")
    assert silent == []


def _public(body):
    """Functions at the top of a module, and the methods of its classes."""
    for each in body:
        if isinstance(each, ast.ClassDef) and not each.name.startswith("_"):
            yield from _public(each.body)
        elif isinstance(each, ast.FunctionDef) and not each.name.startswith("_"):
            yield each


def _raised(function):
    """The errors that are made where they are raised; what another function raises is told there."""
    raised = (each.exc for each in ast.walk(function) if isinstance(each, ast.Raise))
    made = (each.func for each in raised if isinstance(each, ast.Call))
    return {error.id for error in made if isinstance(error, ast.Name) and error.id[0].isupper()}


def told(file):
    """The comments and docstrings of a file of code."""
    text = file.read_text("utf-8")
    if file.suffix != ".py":
        return re.findall(r"(?m)(?:--|//) .*$|/\*(?s:.*?)\*/|<!--(?s:.*?)-->", text)
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    docstrings = [ast.get_docstring(each) or "" for each in ast.walk(ast.parse(text)) if isinstance(each, documented)]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return docstrings + [token.string for token in tokens if token.type == tokenize.COMMENT]


def test_a_comment_names_no_document_that_is_not_there():
    """A rule whose source cannot be looked up has none."""
    there = {f"/{path.relative_to(ROOT)}" for path in PAGES}
    gone = []
    for file in CODE:
        for named in re.findall(r"[\w./-]*\w\.md\b", " ".join(told(file))):
            if not any(path.endswith(f"/{named}") for path in there) and (file, named) != RELEASED:
                gone.append(f"{file.relative_to(ROOT)}: {named}")
    assert gone == []
