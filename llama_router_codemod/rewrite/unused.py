"""Imports that a file no longer needs after something was taken out of it."""

from __future__ import annotations

from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.generate.split import pruned_import, split_module
from llama_router_codemod.parse.syntax import names_of, parse_source


def drop_unused_imports(before: str, after: str) -> str:
    """`after` without the top-level imports that `before` used and `after` does not; all others stay, used or not."""
    path = PurePosixPath("<module>")
    gone = names_of(parse_source(before, path)) - names_of(parse_source(after, path))
    split = split_module(after, ())
    body: list[cst.BaseStatement] = []
    for node, statement in zip(split.module.body[-len(split.order) :], split.order, strict=True):
        if not (statement.is_import and statement.defines & gone):
            body.append(node)
        elif kept := pruned_import(split.module, statement, statement.defines - gone):
            body.append(cst.parse_statement(kept))
    head = list(split.module.body[: -len(split.order)]) if split.order else list(split.module.body)
    return split.module.with_changes(body=[*head, *body]).code
