"""The parameters of an endpoint: single ones, the request and the query model, and the service."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from llama_router_codemod.generate.code import Code, joined
from llama_router_codemod.generate.default_comment import default_comment
from llama_router_codemod.generate.endpoint_names import FIELDS, EndpointNames
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.operation import LocatedParameter, Location, Operation, ServedParameter
from llama_router_codemod.parse.annotations import DEPENDENCIES, Annotations
from llama_router_codemod.source.import_set import Import
from llama_router_codemod.source.literals import string_literal
from llama_router_codemod.source.syntax import dotted, parse_expression


@dataclass(frozen=True)
class _Parameter:
    code: Code
    has_default: bool = False
    comment: str = ""


def endpoint_parameters(setting: RoutesSetting, api: Api, operation: Operation, names: EndpointNames) -> Code:
    """What stands between an endpoint's parentheses: parameters with a default last, as Python wants it.

    Everything is `Annotated`: the checkout's ruff configuration rejects calls as defaults (B008).
    """
    single = [_single(setting, item) for item in operation.parameters if item.location not in FIELDS]
    parameters = [
        *(item for item in single if not item.has_default),
        *_query(setting, operation, names),
        *_request(setting, operation, names),
        *([] if setting.factories else [_service(setting, api, operation, names)]),
        *(item for item in single if item.has_default),
    ]
    pieces = [item.code for item in parameters]
    if any(item.comment for item in parameters):
        pieces = [Code(f"\n{item.code.text},{item.comment}").needing(item.code) for item in parameters]
        return joined("", [*pieces, Code("\n")])
    return joined(", ", pieces)


def _query(setting: RoutesSetting, operation: Operation, names: EndpointNames) -> list[_Parameter]:
    if not operation.at(Location.QUERY_FIELD):
        return []
    model = Import(setting.models, operation.request_model)
    return [_Parameter(_annotated(setting, names.query, Code(operation.request_model).needing(model), "Query"))]


def _request(setting: RoutesSetting, operation: Operation, names: EndpointNames) -> list[_Parameter]:
    fields = operation.at(Location.BODY_FIELD)
    if not fields:
        return []
    model = Import(setting.models, operation.request_model)
    is_optional = all(not item.parameter.required for item in fields)
    default = f"default_factory={operation.request_model}" if is_optional else ""
    annotation = Code(operation.request_model).needing(model)
    return [_Parameter(_annotated(setting, names.request, annotation, "Body", default))]


def _service(setting: RoutesSetting, api: Api, operation: Operation, names: EndpointNames) -> _Parameter:
    protocol = operation.protocol if operation.protocol.name in api.attributes else api.protocol
    dependency = api.attributes.get(protocol.name) or api.name
    annotation = setting.written(protocol.name, protocol.module)
    return _Parameter(_annotated(setting, names.service, annotation, "Depends", setting.service(dependency)))


def _annotated(setting: RoutesSetting, name: str, annotation: Code, marker: str, arguments: str = "") -> Code:
    """A parameter with a type and a marker of FastAPI."""
    function = setting.fastapi(marker)
    declared = setting.annotated(annotation, Code(f"{function.text}({arguments})").needing(function))
    return Code(f"{name}: {declared.text}").needing(declared)


def _single(setting: RoutesSetting, item: LocatedParameter) -> _Parameter:
    parameter = item.parameter
    if item.location is Location.PATH:
        # A path always has it, and FastAPI takes no default.
        parameter = replace(parameter, default=None, accepts_default=True)
    if item.location is Location.AS_WRITTEN:
        parameter = _described(setting, item)
    annotation = setting.written(parameter.annotation, parameter.module)
    default = setting.written(parameter.default or "", parameter.module)
    end = f" = {default.text}" if parameter.default is not None else ""
    if item.location is Location.AS_WRITTEN:
        code = Code(f"{parameter.name}: {annotation.text}{end}")
    else:
        marker = {Location.PATH: "Path", Location.QUERY: "Query"}.get(item.location, "Body")
        options = [
            *(["embed=True"] if item.location is Location.EMBEDDED else []),
            *_discriminator(item),
            *([f"description={string_literal(item.description)}"] if item.description else []),
        ]
        declared = annotation if annotation.text else setting.own.code("typing", "Any")
        inner = Code(_without_annotated(declared.text)).needing(declared)
        code = _annotated(setting, parameter.name, inner, marker, ", ".join(options))
        code = Code(f"{code.text}{end}").needing(code)
    return _Parameter(code.needing(annotation, default), parameter.default is not None, default_comment(parameter))


def _discriminator(item: LocatedParameter) -> list[str]:
    """The discriminator of a union that is the whole body: FastAPI takes that of a marker only, where there is one."""
    field = item.parameter.discriminator
    return [f"discriminator={string_literal(field)}"] if field and item.location is Location.BODY else []


def _described(setting: RoutesSetting, item: LocatedParameter) -> ServedParameter:
    """A parameter that stays as written, with its description in its marker."""
    parameter = item.parameter
    call = Annotations(setting.names.symbols, parameter.module).marker_call(parameter.annotation, parameter.default)
    if item.description is None or call is None or parameter.marker in DEPENDENCIES:
        return parameter
    marker = dotted(call.func) or ""
    return replace(
        parameter,
        annotation=described_marker(parameter.annotation, marker, item.description),
        default=parameter.default and described_marker(parameter.default, marker, item.description),
    )


def described_marker(code: str, marker: str, description: str) -> str:
    """`Annotated[...]` or a default with a description in the call of its marker, which is spelled `marker` there.

    The last of several counts. It replaces the description that the marker has.
    """
    match parse_expression(code):
        case ast.Subscript(value=head, slice=ast.Tuple(elts=items)):
            places = [place for place, item in enumerate(items) if _is_called(item, marker)]
            parts = [
                _with_description(item, description) if place in places[-1:] else ast.unparse(item)
                for place, item in enumerate(items)
            ]
            return f"{ast.unparse(head)}[{', '.join(parts)}]" if places else code
        case node:
            return _with_description(node, description) if _is_called(node, marker) else code


def _is_called(node: ast.expr, name: str) -> bool:
    return dotted(node.func if isinstance(node, ast.Call) else node) == name


def _with_description(node: ast.expr, description: str) -> str:
    call = node if isinstance(node, ast.Call) else ast.Call(node, [], [])
    kept = [keyword for keyword in call.keywords if keyword.arg != "description"]
    return ast.unparse(ast.Call(call.func, call.args, [*kept, ast.keyword("description", ast.Constant(description))]))


def _without_annotated(annotation: str) -> str:
    """What stands between the brackets of an `Annotated[...]`, to which a marker is added; else the annotation."""
    match parse_expression(annotation):
        case ast.Subscript(value=head, slice=ast.Tuple(elts=items)) if (dotted(head) or "").endswith("Annotated"):
            return ", ".join(map(ast.unparse, items))
        case _:
            return annotation
