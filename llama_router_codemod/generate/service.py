"""service.py: the Protocols of an API module, without routes, with the same signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from llama_router_codemod.rewrite.cleanup.strip_webmethods import MovedTexts, StripWebmethods
from llama_router_codemod.rewrite.split_module import SplitModule, Statement, joined, pruned_import
from llama_router_codemod.source.syntax import names_in

if TYPE_CHECKING:
    from collections.abc import Collection


def service_source(split: SplitModule, spellings: Collection[str], moved_texts: MovedTexts) -> str:
    """The source of service.py; `spellings` and `moved_texts` see `StripWebmethods`."""
    transformer = StripWebmethods(split.module, spellings, moved_texts)
    body = "".join(_stripped(statement, split.module, transformer) for statement in split.service)
    used = split.with_guards(names_in(body))
    imports = [pruned_import(statement, used) for statement in split.imports if not statement.uses]
    from_models = sorted(used & split.model_names)
    if from_models:
        imports.append(f"from .models import {', '.join(from_models)}\n")
    imports += [pruned_import(statement, used) for statement in split.imports if statement.uses]
    note, footer = ("", "") if split.models else (split.note, split.footer)
    return joined(split.header + note + split.docstring, "".join(imports) + body + footer)


def _stripped(statement: Statement, module: cst.Module, transformer: StripWebmethods) -> str:
    if not isinstance(statement.node, cst.ClassDef):
        return statement.code
    alone = module.with_changes(header=[], body=[statement.node], footer=[], has_trailing_newline=True)
    return alone.visit(transformer).code
