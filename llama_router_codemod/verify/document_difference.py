"""What two trees publish of one route in different ways: texts, parameters, the body, the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_router_codemod.verify.change import DocumentChange
from llama_router_codemod.verify.document_place import DocumentPlace, Part, SchemaPlace, TextPlace
from llama_router_codemod.verify.json_difference import NOT_THERE
from llama_router_codemod.verify.messages.record import PublishedRoute, Record
from llama_router_codemod.verify.probe.published_operation import published_operation
from llama_router_codemod.verify.published_schema import PublishedSchema
from llama_router_codemod.verify.schema_difference import schema_changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.messages.json_value import Schema
    from llama_router_codemod.verify.messages.route_key import RouteKey


@dataclass(frozen=True)
class RouteDocument:
    """What one tree publishes of a route: its operation in the document, and what stands beside the operation."""

    published: PublishedRoute
    document: Schema
    by_fastapi: bool = False

    @property
    def operation(self) -> Schema:
        return published_operation(self.document, self.published.key)

    @property
    def parameters(self) -> dict[str, Schema]:
        return {item["name"]: item for item in self.operation.get("parameters", ())}

    @property
    def body(self) -> Schema:
        return dict(self.operation.get("requestBody", {}))

    def schema(self, schema: Schema) -> PublishedSchema:
        """A schema of this route, without its own description, which is one of the texts."""
        undescribed = {key: value for key, value in schema.items() if key != "description"}
        return PublishedSchema(undescribed, self.document, self.by_fastapi)

    def answer(self, schema: Schema) -> PublishedSchema:
        """The schema of a return annotation, which brings its own definitions."""
        return PublishedSchema(schema, {**self.document, **schema}, self.by_fastapi)


def document_changes(before: Record, after: Record) -> Iterator[tuple[RouteKey, DocumentChange]]:
    """Everything that is lost or changed, of the routes that both trees publish.

    What FastAPI made of the webmethods of the first tree, it makes of the second, where there may be none to tell.
    """
    others = {published.key: published for published in after.published}
    for published in before.published:
        if published.key in others:
            old = RouteDocument(published, before.document, before.fastapi_document)
            new = RouteDocument(others[published.key], after.document, before.fastapi_document)
            for change in route_changes(old, new):
                yield published.key, change


def route_changes(old: RouteDocument, new: RouteDocument) -> Iterator[DocumentChange]:
    """What one route has lost or has in another way."""
    yield from _texts(old.published, new.published)
    yield from _parameters(old, new)
    yield from _bodies(old, new)
    yield from _answers(old, new)


def _texts(old: PublishedRoute, new: PublishedRoute) -> Iterator[DocumentChange]:
    one, two = old.texts, new.texts
    yield from _text(TextPlace(Part.SUMMARY), one.summary, two.summary)
    yield from _text(TextPlace(Part.DESCRIPTION), one.description, two.description)
    for name, text in one.parameters.items():
        own = old.names.get(name, name)
        # A parameter that is the whole body has no name in a document.
        found = next((two.parameters[key] for key in (name, own) if key in two.parameters), two.body)
        yield from _text(TextPlace(Part.PARAMETER, name), text, found)
    yield from _text(TextPlace(Part.BODY), one.body, two.body)
    yield from _text(TextPlace(Part.RESPONSE), one.response, two.response)


def _text(place: TextPlace, text: str | None, found: str | None) -> Iterator[DocumentChange]:
    if text is not None and text != found:
        yield DocumentChange(place, text, NOT_THERE if found is None else found)


def _parameters(old: RouteDocument, new: RouteDocument) -> Iterator[DocumentChange]:
    added = [name for name, item in new.parameters.items() if item.get("required") and name not in old.parameters]
    for name in [*old.parameters, *added]:
        place, one, two = SchemaPlace(Part.PARAMETER, name), old.parameters.get(name), new.parameters.get(name)
        yield from _value(place, _location(one), _location(two))
        if one is None or two is None:
            continue
        yield from _value(place, _requirement(one), _requirement(two))
        yield from _schemas(place, old.schema(one.get("schema", {})), new.schema(two.get("schema", {})))


def _bodies(old: RouteDocument, new: RouteDocument) -> Iterator[DocumentChange]:
    place = SchemaPlace(Part.BODY)
    one, two = old.body.get("content", {}), new.body.get("content", {})
    if one and two:
        yield from _value(place, _requirement(old.body), _requirement(new.body))
    yield from _value(place, _media_types(one), _media_types(two))
    for media in one:
        if media in two:
            yield from _schemas(
                place, old.schema(one[media].get("schema", {})), new.schema(two[media].get("schema", {}))
            )


def _answers(old: RouteDocument, new: RouteDocument) -> Iterator[DocumentChange]:
    place = SchemaPlace(Part.ANSWER)
    one, two = old.published.answer, new.published.answer
    yield from _value(place, _declaration(one), _declaration(two))
    if one and two:
        yield from _schemas(place, old.answer(one), new.answer(two))


def _schemas(place: SchemaPlace, old: PublishedSchema, new: PublishedSchema) -> Iterator[DocumentChange]:
    for change in schema_changes(old, new):
        yield DocumentChange(replace(place, path=change.path), change.before, change.after)


def _value(place: DocumentPlace, old: str, new: str) -> Iterator[DocumentChange]:
    if old != new:
        yield DocumentChange(place, old, new)


def _location(parameter: Schema | None) -> str:
    return NOT_THERE if parameter is None else f"in the {parameter['in']}"


def _requirement(item: Schema) -> str:
    return "required" if item.get("required") else "optional"


def _media_types(content: Schema) -> str:
    return ", ".join(sorted(content)) or NOT_THERE


def _declaration(answer: Schema | None) -> str:
    return "declared" if answer else "not declared"
