"""LRC114: a request model cannot have its published name, since the API has a model of that name already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import Location, Operation


@dataclass(frozen=True)
class TakenModelName(Facts):
    """A published name, the method whose request model should have it, and the name it gets."""

    code = "LRC114"
    published: str
    method: str
    name: str


def request_model_name(method: str) -> str:
    """The name under which the legacy document published a method's body.

    The rule is that of the docs generator (llama_stack 0.3.5, docs/openapi_generator/pyopenapi/generator.py:779).
    """
    return "".join(word.capitalize() for word in method.split("_")) + "Request"


def query_model_name(method: str, known: Collection[str]) -> str:
    """The name of the model of a method's query, which no document publishes: `OpenAIListFilesRequest`.

    It is the same, but for words that `known` names of the module spell otherwise (`OpenAI`, which the rule for bodies
    makes `Openai`).
    """
    return "".join(_spelled(word, known) for word in method.split("_")) + "Request"


def _spelled(word: str, known: Collection[str]) -> str:
    if not word:
        return ""
    pattern = re.compile(rf"(?:^|(?<=[a-z0-9]))(?i:{re.escape(word)})(?=[A-Z0-9]|$)")
    found = Counter(item for name in sorted(known) if not name.isupper() for item in pattern.findall(name))
    spellings = [spelling for spelling, _ in found.most_common() if spelling[0].isupper()]
    return spellings[0] if spellings else word.capitalize()


def with_free_model_names(
    operations: Sequence[Operation], taken: Collection[str]
) -> tuple[tuple[Operation, ...], tuple[Finding, ...]]:
    """The operations with request models whose names are neither `taken` nor used twice; a finding for each new one."""
    used, renamed, findings = set(taken), [], []
    for operation in operations:
        name = operation.request_model
        if operation.at(Location.BODY_FIELD, Location.QUERY_FIELD):
            while name in used:
                name += "Body" if operation.at(Location.BODY_FIELD) else "Query"
            used.add(name)
        if name != operation.request_model:
            method = operation.method
            facts = TakenModelName(operation.request_model, method.name, name)
            findings.append(Finding(method.place, facts, method=method.name))
        renamed.append(replace(operation, request_model=name))
    return tuple(renamed), tuple(findings)
