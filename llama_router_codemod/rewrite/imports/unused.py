"""Imports that a file no longer needs after something was taken out of it."""

from __future__ import annotations

from pathlib import PurePosixPath

from llama_router_codemod.rewrite.split.pruned_import import pruned_import
from llama_router_codemod.rewrite.split.split_module import split_module
from llama_router_codemod.source.syntax import names_of, parse_source


def drop_unused_imports(before: str, after: str) -> str:
    """`after` without the top-level imports that `before` used and `after` does not; all others stay, used or not."""
    path = PurePosixPath("<module>")
    gone = names_of(parse_source(before, path)) - names_of(parse_source(after, path))
    split = split_module(after, ())
    if not any(statement.defines & gone for statement in split.imports):
        return after
    body = [
        pruned_import(statement, statement.defines - gone) if statement.is_import else statement.code
        for _, statement in split.statements
    ]
    text = split.header + split.note + split.docstring + "".join(body) + split.footer
    return text if after.endswith("\n") else text.removesuffix("\n")
