"""The types that a function declares, as far as they are there when the program runs."""

from __future__ import annotations

import inspect
import typing
from typing import Any


def type_hints(function: Any) -> dict[str, Any]:
    """The types of the parameters and of the answer, without those that only type checkers import."""
    try:
        return typing.get_type_hints(function, include_extras=True)
    except NameError:
        return dict(_known_hints(function))


def _known_hints(function: Any) -> list[tuple[str, Any]]:
    known: list[tuple[str, Any]] = []
    for name, annotation in inspect.get_annotations(function).items():
        alone: Any = type("alone", (), {"__annotations__": {name: annotation}, "__module__": function.__module__})
        try:
            known += typing.get_type_hints(alone, include_extras=True).items()
        except NameError:
            continue
    return known
