"""LRC919: a module that asks where it is, or answers for names that it does not have."""

from pathlib import Path

import pytest
from refused_apis import check_refused, planned, protocol, refusals

PACKAGE, FLAT = "pkg/apis/agents/agents.py", "pkg/apis/agents.py"
INIT = {"pkg/apis/agents/__init__.py": "from .agents import *\n"}


def module(line: str) -> str:
    return f"{protocol('Agents')}\n\n{line}\n"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("HERE = __name__", id="its name"),
        pytest.param("HERE = __package__", id="its package"),
        pytest.param("class Lazy:\n    def __getattr__(self, name): ...", id="a class that answers"),
        pytest.param("HERE = '__file__'  # __file__", id="a text"),
    ],
)
def test_what_stays_as_it_was(tmp_path: Path, line: str) -> None:
    assert refusals(planned(tmp_path, {**INIT, PACKAGE: module(line)})) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("HERE = __file__", "__file__", id="its file"),
        pytest.param("def here():\n    return __spec__.origin", "__spec__", id="in a function"),
        pytest.param("def __getattr__(name): ...", "__getattr__", id="it answers for names"),
        pytest.param("def __dir__(): ...", "__dir__", id="it lists names"),
    ],
)
def test_refused(tmp_path: Path, line: str, name: str) -> None:
    source = module(line)
    number = next(at for at, text in enumerate(source.splitlines(), 1) if name in text)
    check_refused(tmp_path, {**INIT, PACKAGE: source}, ("LRC919", "agents.py", number, f"`{name}`"))


def test_the_package_of_a_module_that_becomes_one(tmp_path: Path) -> None:
    source = module("HERE = __package__")
    number = len(source.splitlines())
    check_refused(tmp_path, {FLAT: source}, ("LRC919", "agents.py", number, "`__package__`"))
