"""The settings of a checkout for this tool: the table `[tool.llama-router-codemod]` of its `pyproject.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.settings_file import settings_text

FILE = "pyproject.toml"
_TABLE = "llama-router-codemod"
_EXCLUDE = "exclude"


@dataclass(frozen=True)
class Settings:
    """What a checkout sets. `exclude` are patterns of files that are left out."""

    exclude: tuple[str, ...] = ()


def read_settings(root: Path) -> Settings:
    """The settings of the checkout at `root`; the usual ones where it has none, and where its file does not parse and
    does not speak of this tool.

    Raises InputError for an unknown key, for a value of the wrong type, and for a file that cannot be read.
    """
    text = settings_text(root / FILE)
    if text is None or _TABLE not in text:
        return Settings()
    try:
        table = tomllib.loads(text).get("tool", {}).get(_TABLE, {})
    except (AttributeError, RecursionError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{FILE} does not parse: {error}", "Mend the file and run again.") from error
    return _read(table)


def _read(table: object) -> Settings:
    if not isinstance(table, dict):
        raise InputError(f"{FILE}: tool.{_TABLE} is no table", "Write it as a table.")
    for key in table:
        if key != _EXCLUDE:
            raise InputError(f"{FILE}: tool.{_TABLE} has an unknown key, {key}", f"The only key is {_EXCLUDE}.")
    match table.get(_EXCLUDE, []):
        case list(patterns) if all(isinstance(pattern, str) for pattern in patterns):
            return Settings(tuple(patterns))
        case _:
            raise InputError(f"{FILE}: tool.{_TABLE}.{_EXCLUDE} is no list of strings", "Write it as a list.")
