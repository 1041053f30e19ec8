"""Where a route takes each parameter from: the table of the wire contract.

The legacy rules are those of `create_dynamic_typed_route` (llama_stack 0.3.5, core/server/server.py:242-333) together
with FastAPI's own: a POST's parameters are embedded body fields unless they are `Annotated`; everything else is left to
FastAPI, which reads scalars from the query and the rest from the body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llama_router_codemod.model.operation import Location, ServedParameter, Shape
from llama_router_codemod.model.route import Verb
from llama_router_codemod.parse.annotations import EXTRA_BODY, MARKERS
from llama_router_codemod.source.syntax import names_in

_BODY_MARKERS = frozenset({"Body", "File", "Form"})
# What the classes of request models are made with.
_OF_MODELS = frozenset({"Annotated", "Field"})
# What every model class of Pydantic has already: as fields these names are an error, or a warning. They are written out
# since importing Pydantic takes a tenth of what `migrate` takes for one API.
_UNUSABLE_FIELDS = frozenset(
    {
        "construct",
        "copy",
        "dict",
        "from_orm",
        "json",
        "model_computed_fields",
        "model_config",
        "model_construct",
        "model_copy",
        "model_dump",
        "model_dump_json",
        "model_extra",
        "model_fields",
        "model_fields_set",
        "model_json_schema",
        "model_parametrized_name",
        "model_post_init",
        "model_rebuild",
        "model_validate",
        "model_validate_json",
        "model_validate_strings",
        "mro",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "register",
        "schema",
        "schema_json",
        "update_forward_refs",
        "validate",
    }
)


def locations(
    verb: Verb, parameters: Sequence[ServedParameter], *, embeds_bodies: bool = True, keeps_annotated: bool = True
) -> tuple[Location, ...]:
    """The location of each parameter of a route, in the given order.

    | parameter | GET, DELETE | POST |
    | --- | --- | --- |
    | named in the path template | PATH | PATH |
    | Annotated with a FastAPI marker | AS_WRITTEN | AS_WRITTEN |
    | Annotated without one: scalar | QUERY_FIELD | QUERY |
    | Annotated without one: list, model, dict | as without Annotated | BODY (BODY_FIELD among several) |
    | scalar | QUERY_FIELD | BODY_FIELD |
    | list or set of scalars | QUERY_FIELD (legacy: body, see list_of_a_get) | BODY_FIELD |
    | model, dict | BODY (EMBEDDED among several, lists included) | BODY_FIELD |
    | the same with more than a discriminator in a `Field`, where it is BODY | AS_WRITTEN | AS_WRITTEN |

    Where a Pydantic model cannot hold a parameter (a sentinel default, a type from outside the tree, a reserved name,
    a field with the name of a type that it or a later one has),
    or another parameter already claims the body or the query, the parameters stay single: QUERY and EMBEDDED. What a
    type from outside the tree is in a GET, FastAPI goes on to decide: AS_WRITTEN. Before llama-stack 0.2.10 the server
    put its own marker around those of a POST (`keeps_annotated` is False), so that all of them were embedded. It took
    the place of a type's `Field(discriminator=...)`, which FastAPI goes on to ignore for a single parameter only. A
    server that leaves bodies to FastAPI (`embeds_bodies` is False) takes the parameters of a POST like those of a GET.
    """
    embeds = verb is Verb.POST and embeds_bodies
    if embeds and not keeps_annotated:
        parameters = [
            replace(parameter, marker=None, is_annotated=False, fits_model=_is_plain(parameter))
            for parameter in parameters
        ]
    single = tuple(_single(parameter, embeds=embeds) for parameter in parameters)
    # A list that moves to the query was a part of the body beside others.
    moved = [item for item, where in zip(parameters, single, strict=True) if where is Location.QUERY and _is_list(item)]
    if single.count(Location.BODY) + single.count(Location.EMBEDDED) + len(moved) > 1:
        single = tuple(Location.EMBEDDED if where is Location.BODY else where for where in single)
    plain, field = _MODEL[embeds]
    fields = [parameter for parameter, where in zip(parameters, single, strict=True) if where is plain]
    if all(map(_fits_model, fields)) and not _are_shadowed(fields) and not _is_claimed(parameters, embeds=embeds):
        single = tuple(field if where is plain else where for where in single)
    return tuple(
        Location.AS_WRITTEN if where is Location.BODY and _has_own_field(parameter) else where
        for parameter, where in zip(parameters, single, strict=True)
    )


def _has_own_field(parameter: ServedParameter) -> bool:
    """Whether a type has a `Field(...)`, which a marker of FastAPI beside it would replace."""
    return parameter.has_field_info and parameter.discriminator is None and parameter.shape is Shape.COMPLEX


_UNTOLD = frozenset({Shape.ANY, Shape.UNKNOWN})
#: Where a single parameter of a route is taken from that may be a field, and where that field is; by whether it embeds.
_MODEL = {False: (Location.QUERY, Location.QUERY_FIELD), True: (Location.EMBEDDED, Location.BODY_FIELD)}


def _single(parameter: ServedParameter, *, embeds: bool) -> Location:
    if parameter.in_path:
        return Location.PATH
    if parameter.marker is not None and parameter.marker != EXTRA_BODY:
        return Location.AS_WRITTEN
    if embeds and not parameter.is_annotated:
        return Location.EMBEDDED
    if parameter.shape is Shape.UNKNOWN or (embeds and parameter.shape is Shape.ANY):
        return Location.AS_WRITTEN
    is_body = parameter.shape is Shape.COMPLEX or (embeds and _is_list(parameter))
    return Location.BODY if is_body else Location.QUERY


def _is_list(parameter: ServedParameter) -> bool:
    return parameter.shape is Shape.SEQUENCE


def _is_plain(parameter: ServedParameter) -> bool:
    return parameter.fits_model and parameter.marker in {None, EXTRA_BODY} and not parameter.has_field_info


def _fits_model(parameter: ServedParameter) -> bool:
    return (
        parameter.shape is not Shape.UNKNOWN
        and not (parameter.shape is Shape.ANY and not parameter.annotation)
        and parameter.fits_model
        and not parameter.name.startswith("_")
        and parameter.name not in _UNUSABLE_FIELDS
    )


def _are_shadowed(fields: Sequence[ServedParameter]) -> bool:
    """Whether a name in a type means a field there: its own, or one above it, as in `date: date | None = None`."""
    names = [parameter.name for parameter in fields]
    return any(
        not names_in(code).isdisjoint(names[: place + own])
        for place, parameter in enumerate(fields)
        for code, own in ((parameter.annotation, 1), (parameter.default, 0))
        if code
    ) or not _OF_MODELS.isdisjoint(names)


def _is_claimed(parameters: Sequence[ServedParameter], *, embeds: bool) -> bool:
    if embeds:
        return any(
            parameter.marker in _BODY_MARKERS
            or (parameter.is_annotated and parameter.marker not in MARKERS and parameter.shape in _UNTOLD)
            for parameter in parameters
            if not parameter.in_path
        )
    return any(
        parameter.marker == "Query" or (parameter.shape is Shape.UNKNOWN and not parameter.in_path)
        for parameter in parameters
    )
