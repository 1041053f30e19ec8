"""The order that `ruff check --select I` wants with its default settings (crates/ruff_linter, isort/sorting.rs)."""

from __future__ import annotations

import enum
import re
import sys

_DIGITS = re.compile(r"([0-9]+)")

#: Compares like the text, but runs of digits compare as numbers.
Natural = tuple[tuple[int, int], ...]
MemberKey = tuple[bool, int, Natural, Natural, Natural]
ModuleKey = tuple[int, Natural, Natural, MemberKey]


class Section(enum.IntEnum):
    """The groups of an import block, in their order."""

    FUTURE = 0
    STANDARD = 1
    THIRD_PARTY = 2
    FIRST_PARTY = 3
    RELATIVE = 4


def section_of(level: int, module: str, first_party: frozenset[str]) -> Section:
    """The group of an import; `first_party` holds top packages."""
    top = module.partition(".")[0]
    if level:
        return Section.RELATIVE
    if top == "__future__":
        return Section.FUTURE
    if top in first_party:
        return Section.FIRST_PARTY
    return Section.STANDARD if top in sys.stdlib_module_names else Section.THIRD_PARTY


def member_key(name: str, alias: str | None) -> MemberKey:
    """Sorts the names of one statement: a star, constants, classes, variables; each of these regardless of case."""
    is_constant = len(name) > 1 and name.isupper()
    kind = 0 if is_constant else 1 if name[:1].isupper() else 2
    return name != "*", kind, _natural(name.lower()), _natural(name), _natural(alias or "")


def module_key(level: int, module: str, first_member: MemberKey) -> ModuleKey:
    """Sorts the `from` imports of one group: more dots first, then by module, then by the first name."""
    return -level, _natural(module.lower()), _natural(module), first_member


def _natural(text: str) -> Natural:
    parts = _DIGITS.split(text)
    # A run of digits stands as "0" with its number: no other character sorts between the digits.
    return tuple(
        pair
        for index, part in enumerate(parts)
        for pair in ([(ord("0"), int(part))] if index % 2 else [(ord(char), 0) for char in part])
    )
