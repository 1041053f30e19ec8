"""Strings that are nothing but the prefix of a moved module, as a script cuts it off type names."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import PurePosixPath

from llama_router_codemod.model.move import Move
from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import parse_source


def rewrite_module_prefixes(text: str, moves: Mapping[str, Move]) -> str:
    """`"pkg.apis.inference.inference."` becomes `"pkg.apis.inference.models."`, since types live there now.

    Only a literal that is exactly such a prefix, with its last dot (scripts/provider_codegen.py:86 cuts it off the repr
    of a type); any other mention of a moved module is a finding. Text without one comes back unchanged.
    """
    prefixes = {f"{name}.": f"{move.star_homes[0]}." for name, move in moves.items() if not move.remains}
    if not any(prefix in text for prefix in prefixes):
        return text
    source = SourceLines.of(text)
    edits: list[Edit] = []
    for node in ast.walk(parse_source(text, PurePosixPath("<source>"))):
        match node:
            case ast.Constant(value=str(value)) if value in prefixes:
                start, end = source.span(node)
                # The piece of an f-string is spelled without quotes, or like the whole of it.
                if source.data[start + 1 : end - 1] == value.encode():
                    edits.append(Edit(start + 1, end - 1, prefixes[value]))
            case _:
                pass
    return apply_edits(text, edits)
