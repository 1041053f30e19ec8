"""service.py: the Protocols of an API module, without routes, with the same signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from llama_router_codemod.rewrite.cleanup.webmethods import strip_webmethods
from llama_router_codemod.rewrite.split_module import SplitModule, joined, pruned_import
from llama_router_codemod.source.syntax import names_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def service_source(
    split: SplitModule, spellings: Collection[str], moved_texts: Mapping[str, Mapping[str, Collection[str]]]
) -> str:
    """The source of service.py. `spellings` are the names of the decorator, `moved_texts` see `strip_module`."""
    statements = []
    for statement in split.service:
        if isinstance(statement.node, cst.ClassDef):
            moved = moved_texts.get(statement.node.name.value, {})
            stripped = strip_webmethods(statement.node, spellings, moved, split.module.default_indent)
            statements.append(split.module.code_for_node(stripped))
        else:
            statements.append(statement.code)
    body = "".join(statements)
    used = split.with_guards(names_in(body))
    imports = [pruned_import(statement, used) for statement in split.imports if not statement.uses]
    from_models = sorted(used & split.model_names)
    if from_models:
        imports.append(f"from .models import {', '.join(from_models)}\n")
    imports += [pruned_import(statement, used) for statement in split.imports if statement.uses]
    note, footer = ("", "") if split.models else (split.note, split.footer)
    return joined(split.header + note + split.docstring, "".join(imports) + body + footer)
