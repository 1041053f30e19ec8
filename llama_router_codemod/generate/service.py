"""service.py: the Protocols of an API module, without routes, with the same signatures."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import libcst as cst

from llama_router_codemod.generate.split import SplitModule, pruned_import
from llama_router_codemod.parse.syntax import names_in
from llama_router_codemod.rewrite.webmethods import strip_webmethods


def service_source(
    split: SplitModule, spellings: Collection[str], moved_texts: Mapping[str, Mapping[str, Collection[str]]]
) -> str:
    """The source of service.py. `spellings` are the names of the decorator, `moved_texts` see `strip_module`."""
    statements = []
    for statement in split.service:
        if isinstance(statement.node, cst.ClassDef):
            moved = moved_texts.get(statement.node.name.value, {})
            code = split.module.code_for_node(strip_webmethods(statement.node, spellings, moved))
            statements.append(code)
        else:
            statements.append(statement.code)
    body = "".join(statements)
    used = names_in(split.header + body)
    imports = [pruned_import(split.module, statement, used) for statement in split.imports]
    from_models = sorted(used & split.model_names)
    if from_models:
        imports.append(f"from .models import {', '.join(from_models)}\n")
    return split.header + split.docstring + "".join(imports) + body + ("" if split.models else split.footer)
