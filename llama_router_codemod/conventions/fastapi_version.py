"""Which FastAPI a checkout runs with: what its lock files say, else the range that its project allows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from llama_router_codemod.tree.checkout import Checkout

# To read a whole lock file would take as long as a third of the migration.
_PACKAGE = re.compile(r"^\[\[package\]\]", re.MULTILINE)
_LOCKED = re.compile(r'^version = "([^"]{1,99})', re.MULTILINE)
_NAMED = re.compile(r'^name = "fastapi"\r?$', re.MULTILINE)
_PINNED = re.compile(r"^fastapi(?:\[[^\]]*\])?\s*==\s*([^\s;,\\#]{1,99})", re.MULTILINE | re.IGNORECASE)
_LOCKS = ("uv.lock", "poetry.lock", "pdm.lock")
_PINS = PurePosixPath("requirements.txt")
_PROJECT = PurePosixPath("pyproject.toml")
_REQUIREMENT = re.compile(r"\s*fastapi\s*(?:\[[^\]]*\]\s*)?(|[\s(<>=!~].*)", re.IGNORECASE)
_CLAUSE = re.compile(r"(===|==|~=|>=|<=|>|<)\s*([^\s,)]{0,99}?)(\.\*)?(?=[\s,)]|$)")


def fastapi_is_at_least(checkout: Checkout, version: str) -> bool | None:
    """Whether every FastAPI that a checkout may run with is of this version or newer; False where every one is older.

    None where some may be and some not, and where the checkout does not say.
    """
    asked = Version(version)
    locked = {item for text in _locked(checkout) if (item := _version(text)) is not None}
    answers = {item >= asked for item in locked} if locked else set(_allowed(checkout, asked))
    return answers.pop() if len(answers) == 1 else None


def _locked(checkout: Checkout) -> Iterator[str]:
    for name in _LOCKS:
        text = _text(checkout, PurePosixPath(name))
        for found in _NAMED.finditer(text):
            start = text.rfind("[[package]]", 0, found.start())
            end = _PACKAGE.search(text, found.end())
            yield from _LOCKED.findall(text[max(start, 0) : end.start() if end else len(text)])
    yield from _PINNED.findall(_text(checkout, _PINS))


def _allowed(checkout: Checkout, version: Version) -> Iterator[bool | None]:
    """What each requirement of the project says of a version."""
    try:
        project = tomllib.loads(_text(checkout, _PROJECT)).get("project")
    except (RecursionError, tomllib.TOMLDecodeError):
        return
    requirements = project.get("dependencies") if isinstance(project, dict) else None
    for requirement in requirements if isinstance(requirements, list) else ():
        if match := _REQUIREMENT.fullmatch(str(requirement).partition(";")[0]):
            said = {_said(clause, version) for clause in _CLAUSE.finditer(match[1])} - {None}
            yield said.pop() if len(said) == 1 else None


def _said(clause: re.Match[str], version: Version) -> bool | None:
    """What one clause says: that all versions which it allows are at least this one, that none is, or neither."""
    operator, bound = clause[1], _version(clause[2])
    if bound is None or (operator == "~=" and len(bound.release) < 2):
        return None
    if not operator.startswith("<") and bound >= version:
        return True
    if clause[3]:
        is_below = _next(bound.release) <= version
    elif operator == "~=":
        is_below = _next(bound.release[:-1]) <= version
    elif operator == "<":
        is_below = bound <= version
    else:
        is_below = not operator.startswith(">") and bound < version
    return False if is_below else None


def _next(release: tuple[int, ...]) -> Version:
    return Version(".".join(map(str, (*release[:-1], release[-1] + 1))))


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _text(checkout: Checkout, path: PurePosixPath) -> str:
    return checkout.original(path).decode("utf-8", "replace") if checkout.has(path) else ""
