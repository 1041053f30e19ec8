"""The fields that go with a body, or with the model of one, in a written document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.change import DocumentChange
from llama_router_codemod.verify.document_place import WrittenPlace
from llama_router_codemod.verify.json_difference import NOT_THERE
from llama_router_codemod.verify.written_models import MODELS, REFERENCE, models_of

if TYPE_CHECKING:
    from llama_router_codemod.verify.json_difference import JsonPath
    from llama_router_codemod.verify.messages.json_value import Json


def fields_that_went(change: DocumentChange, document: Json) -> list[DocumentChange]:
    """For a body or a model that went, a change for each field of it: what is announced of all may be lost.

    `document` is the one that it went from. Empty for any other change, and for a body without fields.
    """
    if not isinstance(change.place, WrittenPlace) or change.after != NOT_THERE:
        return []
    place, model = _model(change.place.path, change.before, document)
    fields = model.get("properties") if isinstance(model, dict) else None
    return [
        DocumentChange(WrittenPlace((*place, "properties", name)), field, NOT_THERE)
        for name, field in (fields.items() if isinstance(fields, dict) else ())
    ]


def _model(path: JsonPath, gone: Any, document: Any) -> tuple[JsonPath, Json]:
    """The model that a change is about, and where it stood."""
    match path, gone:
        case (*place, _), _ if tuple(place) == MODELS:
            return path, gone
        case (*_, "requestBody"), {"content": {"application/json": {"schema": {"$ref": str(reference)}}}}:
            name = reference.removeprefix(REFERENCE)
            return (*MODELS, name), models_of(document).get(name)
        case _:
            return path, None
