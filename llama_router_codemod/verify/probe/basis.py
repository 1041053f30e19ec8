"""What all requests of an operation start from: values for every field, and for those that are required."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.answer_mode import Answer
from llama_router_codemod.verify.probe.drafts import Draft
from llama_router_codemod.verify.probe.examples import Style

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.json_value import Fields, Json, Schema
    from llama_router_codemod.verify.probe.operation import Operation


@dataclass(frozen=True)
class Basis:
    """An operation with values for its query and its body, and for what of both is required."""

    operation: Operation
    query: Fields
    body: Fields
    required_query: Fields
    required_body: Fields

    @classmethod
    def of(cls, operation: Operation, full: Style, bare: Style) -> Basis:
        """Values in the style `full`, required ones in the style `bare`."""
        required = operation.required
        query, body = (
            {name: value for name, value in fields.items() if name in required} for fields in operation.values(bare)
        )
        return cls(operation, *operation.values(full), query, body)

    @property
    def full(self) -> Draft:
        """The request with every field, which gets every field of the answer."""
        return Draft(self.query, self.body)

    @property
    def bare(self) -> Draft:
        """The request with what is required, which gets what is required of the answer."""
        return Draft(self.required_query, self.required_body, answer=Answer.MINIMAL)

    def alternatives(self, schema: Schema, name: str) -> list[Json]:
        """A value for every alternative of a field: of a union, an enumeration, or an array of one of them."""
        examples = self.operation.examples
        found: list[Json] = []
        for branch in examples.branches(schema):
            if branch.get("enum"):
                found += branch["enum"]
            elif branch.get("type") == "array" and len(examples.branches(branch.get("items", {}))) > 1:
                found += [[item] for item in self.alternatives(branch["items"], name)] + [[]]
            else:
                found.append(examples.example(branch, Style.CAUTIOUS, name))
        return found
