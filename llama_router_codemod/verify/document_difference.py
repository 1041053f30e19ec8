"""What two trees publish of one route in different ways: texts, parameters, the body, the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from llama_router_codemod.verify.probe.paths import published_operation
from llama_router_codemod.verify.schema_difference import NOT_THERE, Change, Schema, Side, schema_differences


@dataclass(frozen=True)
class PublishedRoute:
    """What one tree publishes of a route: its operation in the document, and what published.py found."""

    operation: Schema
    document: Schema
    texts: dict[str, Any]
    answer: Schema | None
    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, record: dict[str, Any], route: str) -> PublishedRoute:
        """That of a route of a record."""
        published = record["published"][route]
        operation = published_operation(record["document"], *route.split(" ", 1))
        return cls(operation, record["document"], published["texts"], published["answer"], published["names"])

    @property
    def parameters(self) -> dict[str, Schema]:
        return {item["name"]: item for item in self.operation.get("parameters", ())}

    @property
    def body(self) -> Schema:
        return dict(self.operation.get("requestBody", {}))

    def side(self, schema: Schema) -> Side:
        """A schema of this route, without its own description, which is one of the texts."""
        return Side({key: value for key, value in schema.items() if key != "description"}, self.document)


def document_differences(old: PublishedRoute, new: PublishedRoute) -> Iterator[Change]:
    """(place, old value, new value) for everything that is lost or changed."""
    yield from _texts(old, new)
    yield from _parameters(old, new)
    yield from _bodies(old, new)
    yield from _answers(old, new)


def _texts(old: PublishedRoute, new: PublishedRoute) -> Iterator[Change]:
    for what, text in old.texts.items():
        # A parameter that is the whole body has no name in a document.
        whole = new.texts.get("body") if what.startswith("parameter ") else None
        found = new.texts.get(what, new.texts.get(old.names.get(what, what), whole))
        if found != text:
            yield f"text of {what}", text, NOT_THERE if found is None else found


def _parameters(old: PublishedRoute, new: PublishedRoute) -> Iterator[Change]:
    added = [name for name, item in new.parameters.items() if item.get("required") and name not in old.parameters]
    for name in [*old.parameters, *added]:
        place, one, two = f"parameter {name}", old.parameters.get(name), new.parameters.get(name)
        if _location(one) != _location(two):
            yield place, _location(one), _location(two)
        if one is None or two is None:
            continue
        if bool(one.get("required")) != bool(two.get("required")):
            yield place, _requirement(one), _requirement(two)
        yield from schema_differences(old.side(one.get("schema", {})), new.side(two.get("schema", {})), place)


def _bodies(old: PublishedRoute, new: PublishedRoute) -> Iterator[Change]:
    one, two = old.body.get("content", {}), new.body.get("content", {})
    if one and two and bool(old.body.get("required")) != bool(new.body.get("required")):
        yield "body", _requirement(old.body), _requirement(new.body)
    if set(one) != set(two):
        yield "body", ", ".join(sorted(one)) or NOT_THERE, ", ".join(sorted(two)) or NOT_THERE
    for media in one:
        if media in two:
            yield from schema_differences(
                old.side(one[media].get("schema", {})), new.side(two[media].get("schema", {})), "body"
            )


def _answers(old: PublishedRoute, new: PublishedRoute) -> Iterator[Change]:
    if old.answer and new.answer:
        # The schema of a return annotation brings its own definitions.
        one, two = (Side(item.answer or {}, {**item.document, **(item.answer or {})}) for item in (old, new))
        yield from schema_differences(one, two, "answer")
    elif old.answer or new.answer:
        yield "answer", "declared" if old.answer else "not declared", "declared" if new.answer else "not declared"


def _location(parameter: Schema | None) -> str:
    return NOT_THERE if parameter is None else f"in the {parameter['in']}"


def _requirement(item: Schema) -> str:
    return "required" if item.get("required") else "optional"
