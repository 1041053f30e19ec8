"""service.py: the Protocols of an API module, without routes, with the same signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.rewrite.cleanup.strip_webmethods import MovedTexts, StripWebmethods
from llama_router_codemod.rewrite.split.pruned_import import pruned_import
from llama_router_codemod.rewrite.split.split_module import SplitModule, joined
from llama_router_codemod.source.syntax import names_in

if TYPE_CHECKING:
    from collections.abc import Collection


def service_source(split: SplitModule, spellings: Collection[str], moved_texts: MovedTexts) -> str:
    """The source of service.py; `spellings` and `moved_texts` see `StripWebmethods`."""
    statements = [statement.node for statement in split.service]
    own = split.module.with_changes(header=[], body=statements, footer=[], has_trailing_newline=True)
    body = own.visit(StripWebmethods(spellings, moved_texts)).code
    used = split.with_guards(names_in(body))
    imports = [pruned_import(statement, used) for statement in split.imports if not statement.is_guarded]
    from_models = sorted(used & split.model_names)
    if from_models:
        imports.append(f"from .models import {', '.join(from_models)}\n")
    imports += [pruned_import(statement, used) for statement in split.imports if statement.is_guarded]
    note, footer = ("", "") if split.models else (split.note, split.footer)
    return joined(split.header + note + split.docstring, "".join(imports) + body + footer)
