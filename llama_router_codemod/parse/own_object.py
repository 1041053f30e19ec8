"""Which parameter of a method stands for its object or its class. Runs in the probe, too."""

from __future__ import annotations

_NAMES = frozenset({"self", "_self", "self_", "this", "cls", "_cls", "cls_"})


def names_own_object(first_parameter: str) -> bool:
    """Whether the first parameter of a method has one of the usual names; a method of a Protocol may lack it."""
    return first_parameter in _NAMES
