"""The settings of a checkout for this tool: the table `[tool.llama-router-codemod]` of its `pyproject.toml`."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.layout import Layout
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.tree.settings_file import settings_text

FILE = "pyproject.toml"
_TABLE = "llama-router-codemod"


class Setting(NamedTuple):
    """What a key may be set to: a test of the value, and the words for it."""

    accepts: Callable[[object], bool]
    form: str


def _one_of(words: type[enum.StrEnum]) -> Setting:
    return Setting(lambda value: isinstance(value, str) and value in {*words}, "one of " + ", ".join(words))


_FLAG = Setting(lambda value: isinstance(value, bool), "true or false")
_TEXTS = Setting(
    lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value), "a list of strings"
)
_FILE = Setting(lambda value: isinstance(value, str), "the name of a file")
_NUMBER = Setting(lambda value: type(value) is int and value >= 0, "a number")
_COUNT = Setting(lambda value: type(value) is int and value >= 1, "a number from 1 on")
_SECONDS = Setting(
    lambda value: isinstance(value, int | float) and not isinstance(value, bool) and value >= 1, "seconds, from 1 on"
)
#: Each is called as the option that it stands for.
SETTINGS: Mapping[str, Setting] = {
    "exclude": _TEXTS,
    "machinery": _FLAG,
    "ratchet": _FILE,
    "keep-undeclared-fields": _FLAG,
    "keep-legacy": _FLAG,
    "keep-shims": _FLAG,
    "layout": _one_of(Layout),
    "put": _one_of(PutRoutes),
    "rename-protocols": _FLAG,
    "accept": _TEXTS,
    "requests": _COUNT,
    "seed": _NUMBER,
    "timeout": _SECONDS,
}


class Settings(NamedTuple):
    """What a checkout sets, by key, and the line where it does."""

    values: Mapping[str, object] = MappingProxyType({})
    lines: Mapping[str, int] = MappingProxyType({})

    @property
    def exclude(self) -> tuple[str, ...]:
        """The patterns of files that are left out."""
        patterns = self.values.get("exclude")
        return tuple(patterns) if isinstance(patterns, list) else ()


def read_settings(root: Path) -> Settings:
    """The settings of the checkout at `root`; none where its file does not parse and does not speak of this tool.

    Raises InputError for an unknown key, for a value of the wrong type, and for a file that cannot be read.
    """
    text = settings_text(root / FILE)
    if text is None or _TABLE not in text:
        return Settings()
    import tomllib  # which most checkouts do not need: they set nothing

    try:
        table = tomllib.loads(text).get("tool", {}).get(_TABLE, {})
    except (AttributeError, RecursionError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{FILE} does not parse: {error}", "Mend the file and run again.") from error
    if not isinstance(table, dict):
        raise InputError(f"{FILE}: tool.{_TABLE} is no table", "Write it as a table.")
    return Settings(table, {key: _checked(key, value, text) for key, value in table.items()})


def _checked(key: str, value: object, text: str) -> int:
    """The line of a key that is known and has a value that it may have."""
    line = _line_of(key, text)
    place = f"{FILE}:{line}: tool.{_TABLE}"
    if key not in SETTINGS:
        raise InputError(f"{place} has an unknown key, {key}", f"The keys are {', '.join(SETTINGS)}.")
    if not SETTINGS[key].accepts(value):
        raise InputError(f"{place}.{key} is not {SETTINGS[key].form}", "Mend it and run again.")
    return line


def _line_of(key: str, text: str) -> int:
    """The line of a key below the heading of the table, or that of the table where it is written otherwise."""
    lines = text.splitlines()
    written = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    first = next(number for number, line in enumerate(lines, 1) if _TABLE in line)
    is_inside = False
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("["):
            is_inside = re.sub(r"[\s\"']", "", line).startswith(f"[tool.{_TABLE}]")
        elif is_inside and written.match(line):
            return number
    return first
