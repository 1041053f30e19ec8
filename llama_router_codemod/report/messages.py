"""The words of a finding, made from its facts and the template of the catalogue."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter
from typing import Any

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import Facts
from llama_router_codemod.source.literals import string_literal


def message(facts: Facts) -> str:
    """What a finding says, in one line."""
    template = CATALOGUE[facts.code].message
    values = {field.name: getattr(facts, field.name) for field in fields(facts)}
    if not isinstance(template, str):
        template = template[values["reason"]]
    return _Words().vformat(template, (), values)


class _Words(Formatter):
    """Formats tuples as lists: of words with commas, of sentences with semicolons."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        match value, format_spec:
            case tuple(), "code":
                return ", ".join(f"`{item}`" for item in value)
            case tuple(), "all":
                return " and ".join(f"`{item}`" for item in value)
            case tuple(), _:
                return (", " if all(isinstance(item, str) for item in value) else "; ").join(map(str, value))
            case str(), "literal":
                return string_literal(value)
            case _:
                return super().format_field(value, format_spec)
