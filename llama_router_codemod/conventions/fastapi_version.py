"""Which FastAPI a checkout runs with: what its lock files say, else the range that its project allows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from llama_router_codemod.tree.checkout import Checkout

Version: TypeAlias = tuple[int, ...]

_LOCKED = re.compile(r'^name = "fastapi"\r?\nversion = "([\d.]{1,99})', re.MULTILINE)
_PINNED = re.compile(r"^fastapi(?:\[[^\]]*\])?\s*==\s*([\d.]{1,99})(?![\d.]*\*)", re.MULTILINE | re.IGNORECASE)
_LOCKS = {"uv.lock": _LOCKED, "poetry.lock": _LOCKED, "pdm.lock": _LOCKED, "requirements.txt": _PINNED}
_PROJECT = PurePosixPath("pyproject.toml")
_REQUIREMENT = re.compile(r"\s*fastapi\s*(?:\[[^\]]*\]\s*)?(|[\s(<>=!~].*)", re.IGNORECASE)
_CLAUSE = re.compile(r"(===|==|~=|>=|<=|>|<)\s*([\d.]{0,99}\d)(\.\*)?")


def fastapi_is_at_least(checkout: Checkout, version: Version) -> bool | None:
    """Whether every FastAPI that a checkout may run with is of this version or newer; False where every one is older.

    None where some may be and some not, and where the checkout does not say.
    """
    locked = set(_locked(checkout))
    answers = {item >= version for item in locked} if locked else set(_allowed(checkout, version))
    return answers.pop() if len(answers) == 1 else None


def _locked(checkout: Checkout) -> Iterator[Version]:
    for name, pattern in _LOCKS.items():
        for found in pattern.findall(_text(checkout, PurePosixPath(name))):
            yield _version(found)


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
    if not operator.startswith("<") and bound >= version:
        return True
    if clause[3]:
        is_below = _next(bound) <= version
    elif operator == "~=":
        is_below = _next(bound[:-1]) <= version
    elif operator == "<":
        is_below = bound <= version
    else:
        is_below = not operator.startswith(">") and bound < version
    return False if is_below else None


def _next(version: Version) -> Version:
    return (*version[:-1], version[-1] + 1)


def _version(text: str) -> Version:
    return tuple(int(part) for part in text.split(".") if part)


def _text(checkout: Checkout, path: PurePosixPath) -> str:
    return checkout.original(path).decode("utf-8", "replace") if checkout.has(path) else ""
