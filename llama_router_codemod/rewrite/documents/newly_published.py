"""LRC307: descriptions that only `Field` had, which the generator of the document did not read, are published now.

It read docstrings (llama_stack/strong_typing/schema.py:79-108); the document of the routers has both.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.conventions.api_root import api_root
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.classes import ClassFacts, ClassKind, kind_of, own_fields
from llama_router_codemod.parse.docstrings import parse_docstring
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.descriptions.inherited_fields import field_description, published_text
from llama_router_codemod.source.syntax import place_of


@dataclass(frozen=True)
class NewlyPublished(Facts):
    """A class, and those of its fields whose description nobody could read in the document."""

    code = "LRC307"
    owner: str
    fields: tuple[str, ...]


def newly_published(symbols: Symbols) -> Iterator[Finding]:
    """A finding for each model of the APIs with such fields."""
    checkout = symbols.checkout
    for path in checkout.python_files_below(api_root(checkout)):
        for node in (node for node in symbols.tree(path).body if isinstance(node, ast.ClassDef)):
            facts = ClassFacts(checkout.module_name(path), node)
            fields = tuple(_unpublished(symbols, facts))
            if fields and kind_of(symbols, facts) is ClassKind.MODEL:
                yield Finding(place_of(node, path), NewlyPublished(node.name, fields))


def _unpublished(symbols: Symbols, facts: ClassFacts) -> Iterator[str]:
    texts = parse_docstring(ast.get_docstring(facts.node, clean=False) or "").params
    for name, field in own_fields(facts.node).items():
        if field_description(field) and name not in texts and published_text(symbols, facts, name) is None:
            yield name
