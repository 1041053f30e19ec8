"""`.github/CONTRIBUTING.md` is true: its map has every rule and every convention, with its file and its test."""

from __future__ import annotations

import ast
import enum
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import get_origin, get_type_hints

import pytest

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import Facts
from llama_router_codemod.model.refusal_kinds import REFUSAL_KINDS
from llama_router_codemod.report.messages import message

PROJECT = Path(__file__).parents[1]
PACKAGE, TESTS = PROJECT / "llama_router_codemod", PROJECT / "tests"
CONTRIBUTING = PROJECT / ".github/CONTRIBUTING.md"
#: The modules of the package with their texts.
TEXTS = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")) if path.stem != "__init__"}
CODE = re.compile(r"\bLRC\d{3}\b")
#: Their codes stand in their rule, its test and the catalogue; other tests name the class of their facts.
IN_ONE_TEST = ("LRC101", "LRC102", "LRC103", "LRC106", "LRC108", "LRC906")
#: What differs is announced by code there, and accepted by code.
TELLS_CODES = ("verify", "real")


@cache
def first_line(module: Path) -> str:
    docstring = ast.get_docstring(ast.parse(TEXTS[module])) or ""
    return docstring.partition("\n")[0]


def rule_of(code: str) -> Path:
    """The module whose docstring begins with a code."""
    (found,) = (module for module in TEXTS if first_line(module).startswith(f"{code}: "))
    return found


def told(module: Path) -> str:
    """What a module is for, as its row of the map says it."""
    text = re.sub(r"^LRC\d{3}: ", "", first_line(module)).removesuffix(".")
    return text.replace("|", "\\|")


def places(module: Path) -> tuple[str, str]:
    """The links to a module and to its test."""
    name = module.relative_to(PACKAGE)
    test = name.with_name(f"test_{name.name}")
    return (
        f"[{name.with_suffix('').as_posix()}](../llama_router_codemod/{name.as_posix()})",
        f"[test](../tests/{test.as_posix()})",
    )


def section(heading: str) -> str:
    """What stands below a heading, up to the next."""
    return CONTRIBUTING.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def rows(heading: str) -> list[str]:
    """The rows of the table below a heading."""
    return [line for line in section(heading).splitlines() if line.startswith("|")][2:]


def check_rows(heading: str, expected: list[tuple[str, ...]], pytestconfig: pytest.Config) -> None:
    """The rows below a heading are these; with --update-goldens they become these."""
    lines = [f"| {' | '.join(row)} |" for row in expected]
    if pytestconfig.getoption("update_goldens"):
        old = section(heading)
        table = "".join(f"{line}\n" for line in lines)
        new = re.sub(r"(?<=\n)(\| ---[^\n]*\n)(?:\|[^\n]*\n)*", lambda ruler: ruler[1] + table, old)
        text = CONTRIBUTING.read_text(encoding="utf-8")
        CONTRIBUTING.write_text(text.replace(old, new), encoding="utf-8")
    assert rows(heading) == lines


def in_room(room: str) -> list[Path]:
    return [module for module in TEXTS if module.is_relative_to(PACKAGE / room)]


@pytest.mark.parametrize("code", CATALOGUE)
def test_each_code_stands_in_one_rule(code: str) -> None:
    (rule,) = (module for module in TEXTS if code in CODE.findall(first_line(module)))
    assert rule.relative_to(PACKAGE).parts[0] in {"contract", "conventions", "rewrite"}
    others = [module for module, text in TEXTS.items() if code in CODE.findall(text)]
    part = "refusal_kinds" if code in REFUSAL_KINDS else "catalogue"
    assert set(others) == {rule, PACKAGE / f"model/{part}.py"}


@pytest.mark.parametrize("code", IN_ONE_TEST)
def test_these_codes_stand_in_one_test(code: str) -> None:
    rule = rule_of(code).relative_to(PACKAGE)
    own = TESTS / rule.with_name(f"test_{rule.name}")
    tests = (path for path in TESTS.rglob("*.py") if path.relative_to(TESTS).parts[0] not in TELLS_CODES)
    found = {path for path in tests if code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert found == {own, Path(__file__)}


def test_the_map_of_findings(pytestconfig: pytest.Config) -> None:
    expected = [(code, told(rule_of(code)), *places(rule_of(code))) for code in CATALOGUE]
    check_rows("Findings and their rules", expected, pytestconfig)


def without_finding(room: str) -> list[tuple[str, ...]]:
    modules = [module for module in in_room(room) if not CODE.match(first_line(module))]
    return [(told(module), *places(module)) for module in modules]


def test_the_map_of_rules_that_find_nothing(pytestconfig: pytest.Config) -> None:
    check_rows("Rules without a finding", without_finding("contract"), pytestconfig)


def test_the_map_of_conventions(pytestconfig: pytest.Config) -> None:
    check_rows("Conventions", without_finding("conventions"), pytestconfig)


def test_what_the_map_names_exists() -> None:
    linked = re.findall(r"\]\(\.\./([^)]+)\)", CONTRIBUTING.read_text(encoding="utf-8"))
    assert [path for path in linked if not (PROJECT / path).exists()] == []


def test_the_rooms_are_those_of_the_layers() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = [row.split("|")[1].strip() for row in rows("Rooms")]
    assert [room.replace("`", "").replace(", ", " | ") for room in rooms] == layers


def kinds(parent: type[Facts] = Facts) -> Iterator[type[Facts]]:
    """All classes of facts of the package."""
    for module, text in TEXTS.items() if parent is Facts else ():
        if "(Facts)" in text:
            import_module(".".join(module.relative_to(PROJECT).with_suffix("").parts))
    for kind in parent.__subclasses__():
        if kind.__module__.startswith("llama_router_codemod."):
            yield kind
            yield from kinds(kind)


KINDS = sorted(kinds(), key=lambda kind: kind.code)


def test_each_code_has_one_class_of_facts_beside_its_rule() -> None:
    assert [kind.code for kind in KINDS] == list(CATALOGUE)
    for kind in KINDS:
        rule = rule_of(kind.code).relative_to(PROJECT).with_suffix("")
        assert kind.__module__ == ".".join(rule.parts)


def samples(kind: type[Facts]) -> Iterator[Facts]:
    """Facts with every field filled, one for each reason."""
    hints = get_type_hints(kind)
    values = {field.name: sample(hints[field.name]) for field in fields(kind)}
    reason = hints.get("reason")
    reasons = list(reason) if isinstance(reason, enum.EnumMeta) else [values.get("reason")]
    for item in reasons:
        yield kind(**{**values, "reason": item} if "reason" in values else values)


def sample(hint: object) -> object:
    """A value for a field of this type."""
    if get_origin(hint) is tuple:
        return ("text",)
    return 7 if hint is int else "text"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_the_templates_of_a_code_are_those_of_its_facts(kind: type[Facts]) -> None:
    template = CATALOGUE[kind.code].message
    reason = get_type_hints(kind).get("reason")
    if isinstance(template, str):
        assert not isinstance(reason, enum.EnumMeta)
        templates = [template]
    else:
        assert isinstance(reason, enum.EnumMeta)
        assert set(template) == {member.value for member in reason}
        templates = list(template.values())
    names = {name for text in templates for _, name, _, _ in Formatter().parse(text) if name is not None}
    assert names <= {field.name for field in fields(kind)}
    for facts in samples(kind):
        assert "{" not in message(facts).replace("{id:path}", "")
