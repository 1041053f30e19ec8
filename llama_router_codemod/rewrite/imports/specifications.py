"""Specifications of external APIs whose module is split: they name the one that has the Protocol now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from llama_router_codemod.conventions.external_apis import read_specification

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llama_router_codemod.model.move import Move


def rewrite_specification(text: str, moves: Mapping[str, Move]) -> str:
    """The text of a YAML file that leads to where the Protocol of a split module is; any other text as it is."""
    said = read_specification(text.encode())
    move = moves.get(said.module) if said is not None else None
    home = move.homes.get(said.protocol) if said is not None and move is not None else None
    if said is None or home is None:
        return text
    entry = rf"^(['\"]?module['\"]?[ \t]*:[ \t]*['\"]?){re.escape(said.module)}\b"
    return re.sub(entry, lambda found: f"{found[1]}{home}", text, count=1, flags=re.MULTILINE)
