"""Request models that have another name in the second tree, under their published ones: so the rest is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_router_codemod.verify.written_models import REFERENCE, models_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llama_router_codemod.verify.messages.json_value import Json


def renamed_models(before: Any, after: Any, names: Mapping[str, str]) -> dict[str, str]:
    """Those of some models, their new names by the published ones, that two written documents have each by its name."""
    old, new = models_of(before), models_of(after)
    return {was: now for was, now in names.items() if was in old and now not in old and now in new and was not in new}


def with_published_names(document: Json, names: Mapping[str, str]) -> Json:
    """A document in which some models, their new names by the published ones, are called as they were."""
    new_names = {now: was for was, now in names.items()}
    references = {f"{REFERENCE}{now}": f"{REFERENCE}{was}" for now, was in new_names.items()}

    def renamed(value: Json) -> Json:
        match value:
            case dict():
                return {new_names.get(key, key): _with_title(key, renamed(item)) for key, item in value.items()}
            case list():
                return list(map(renamed, value))
            case str():
                return references.get(value, value)
            case _:
                return value

    def _with_title(key: str, model: Json) -> Json:
        titled = key in new_names and isinstance(model, dict) and model.get("title") == key
        return {**model, "title": new_names[key]} if titled and isinstance(model, dict) else model

    return renamed(document)
