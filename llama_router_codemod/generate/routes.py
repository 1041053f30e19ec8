"""routes.py: one router for each API of a package, one plain function for each operation."""

from __future__ import annotations

import ast
import builtins
import keyword
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llama_router_codemod.contract.match_order import in_match_order
from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.contract.served_verb import served_verb
from llama_router_codemod.generate.names import Names
from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.operation import Answer, LocatedParameter, Location, Operation, RoutedApi
from llama_router_codemod.model.route import Route, Verb
from llama_router_codemod.source.import_set import ImportSet
from llama_router_codemod.source.literals import docstring_literal, string_literal
from llama_router_codemod.source.syntax import dotted, parse_expression


@dataclass(frozen=True)
class RoutesWriter:
    """Writes the routes of one package. `package` and `models` are dotted names."""

    names: Names
    infrastructure: RouterModules
    package: str
    models: str
    no_content_for_deletes: bool = True

    def source(self, header: str, apis: Sequence[RoutedApi]) -> str:
        """The source of routes.py."""
        imports = ImportSet(self.package)
        taken: set[str] = set()
        dependencies = "".join(self._dependencies(imports, item) for item in apis)
        routers = "\n\n".join(self._router(imports, item, taken, alone=len(apis) == 1) for item in apis)
        return f"{header}{imports.render()}\n{dependencies}\n{routers}"

    def _dependencies(self, imports: ImportSet, item: RoutedApi) -> str:
        imports.add(self.infrastructure.router_utils, "service_dependency")
        lines: list[str] = []
        for protocol in item.api.served_by:
            attribute = item.api.attributes.get(protocol.name)
            if attribute is None and any(line.startswith(f"get_{item.api.name}_service ") for line in lines):
                continue
            arguments = self._member(imports, item.api) + (f", {string_literal(attribute)}" if attribute else "")
            lines.append(f"get_{attribute or item.api.name}_service = service_dependency({arguments})\n")
        return "".join(lines)

    def _member(self, imports: ImportSet, api: Api) -> str:
        if api.member is None:
            return string_literal(api.name)
        imports.add(self.infrastructure.datatypes, "Api")
        return f"Api.{api.member}"

    def _router(self, imports: ImportSet, item: RoutedApi, taken: set[str], *, alone: bool) -> str:
        imports.add("fastapi", "APIRouter")
        for name in ("ServiceRoute", "standard_responses"):
            imports.add(self.infrastructure.router_utils, name)
        router = "router" if alone else f"{item.api.name}_router"
        prefix = self._prefix(imports, item)
        options = [
            *([f"prefix={prefix}"] if prefix else []),
            f"tags=[{string_literal(_tag(item.api))}]",
            "responses=standard_responses",
            "route_class=ServiceRoute",
        ]
        parts = [f"{router} = APIRouter({', '.join(options)})\n"]
        for ordered in in_match_order(item.api, item.operations):
            names = ", ".join(f"`{other.method.name}`" for other in ordered.overtaken)
            note = f"# Stands before {names}, which would match its requests too.\n" if names else ""
            parts.append(note + self._endpoint(imports, item, ordered.operation, router, taken, prefixed=bool(prefix)))
        if item.api.member is not None:
            imports.add(self.infrastructure.registry, "register_router")
            parts.append(f"register_router({self._member(imports, item.api)}, lambda: {router})\n")
        return "\n\n".join(parts)

    def _prefix(self, imports: ImportSet, item: RoutedApi) -> str | None:
        """The level that all routes share, as the f-string of the proposal; None when they span levels."""
        routes = [route for operation in item.operations for route in operation.routes]
        levels = {(route.level_module, route.level) for route in routes}
        if len({level for _, level in levels}) != 1:
            return None
        module, level = min(levels, key=str)
        if level is None and len({route.version for route in routes} - {None}) == 1:
            # A server that writes the prefix out.
            return string_literal(f"/{routes[0].version}")
        if level is None or module is None or not level.isidentifier():
            return None
        self.names.require(imports, level, module)
        return f'f"/{{{level}}}"'

    def _endpoint(
        self, imports: ImportSet, item: RoutedApi, operation: Operation, router: str, taken: set[str], *, prefixed: bool
    ) -> str:
        name = _function_name(operation, taken)
        decorators = "".join(
            self._decorator(imports, item, operation, route, router, name, prefixed=prefixed)
            for route in operation.routes
        )
        parameters = ", ".join(self._parameters(imports, item, operation))
        returns = self._returns(imports, operation)
        docstring = f"    {docstring_literal(operation.description, '    ')}\n" if operation.description else ""
        body = "".join(f"    {line}\n" for line in self._body(imports, operation))
        return f"{decorators}async def {name}({parameters}){returns}:\n{docstring}{body}"

    def _decorator(
        self,
        imports: ImportSet,
        item: RoutedApi,
        operation: Operation,
        route: Route,
        router: str,
        name: str,
        *,
        prefixed: bool,
    ) -> str:
        path = f"/{route.path.lstrip('/')}" if prefixed else served_path(route)
        options = [string_literal(path)]
        keeps_fields = operation.method.name in item.undeclared_fields
        has_model = operation.answer is Answer.MODEL and not keeps_fields and bool(operation.returns)
        options.append(f"response_model={operation.returns if has_model else None}")
        if operation.answer is Answer.NOTHING and operation.verb is Verb.DELETE and self.no_content_for_deletes:
            imports.add("fastapi", "status")
            options.append("status_code=status.HTTP_204_NO_CONTENT")
        if keeps_fields:
            content = ', "content": {"text/event-stream": {}}' if operation.stream is not None else ""
            options.append(f'responses={{200: {{"model": {operation.returns}{content}}}}}')
        elif operation.stream is not None:
            imports.add(self.infrastructure.router_utils, "event_stream_responses")
            options.append("responses=event_stream_responses")
        if operation.summary:
            options.append(f"summary={string_literal(operation.summary)}")
        options.append(f"response_description={string_literal(operation.response_description)}")
        if route.deprecated:
            options.append("deprecated=True")
        if name != operation.method.name:
            options.append(f"name={string_literal(operation.method.name)}")
        options += self._metadata(imports, operation, route)
        options += self._undocumented_fields(imports, operation)
        return f"@{router}.{served_verb(route).lower()}({', '.join(options)})\n"

    def _metadata(self, imports: ImportSet, operation: Operation, route: Route) -> Iterable[str]:
        """What authentication, tracing and the compliance check read of a route, as a dependency that does nothing."""
        mark = []
        for name, value in route.metadata:
            self.names.require(imports, value, operation.protocol.module)
            mark.append(f"{name}={value}")
        if mark:
            imports.add(self.infrastructure.registry, "RouteMark")
            yield f"dependencies=[Depends(RouteMark({', '.join(mark)}))]"

    def _undocumented_fields(self, imports: ImportSet, operation: Operation) -> Iterable[str]:
        """The form fields that a dependency reads: FastAPI cannot know them, the published document listed them."""
        fields: list[str] = []
        for placed in operation.at(Location.AS_WRITTEN):
            parameter = placed.parameter
            if parameter.marker not in DEPENDENCIES or placed.description is None:
                continue
            text = f'"description": {string_literal(placed.description)}'
            model = self.names.model_in(parameter.module, parameter.annotation)
            if model is not None:
                self.names.require(imports, model, parameter.module)
                text = f"**{model}.model_json_schema(), {text}"
            fields.append(f"{string_literal(parameter.name)}: {{{text}}}")
        if fields:
            schema = f'{{"properties": {{{", ".join(fields)}}}}}'
            content = f'{{"multipart/form-data": {{"schema": {schema}}}}}'
            yield f'openapi_extra={{"requestBody": {{"content": {content}}}}}'

    def _parameters(self, imports: ImportSet, item: RoutedApi, operation: Operation) -> list[str]:
        """The endpoint's parameters: those with a default last, as Python wants it.

        Everything is `Annotated`: the checkout's ruff configuration rejects calls as defaults (B008).
        """
        imports.add("typing", "Annotated")
        required: list[str] = []
        optional: list[str] = []
        for placed in operation.parameters:
            if placed.location in {Location.BODY_FIELD, Location.QUERY_FIELD}:
                continue
            text = self._parameter(imports, placed)
            (required if placed.parameter.default is None else optional).append(text)
        if operation.at(Location.QUERY_FIELD):
            imports.add("fastapi", "Query")
            imports.add(self.models, operation.request_model)
            required.append(f"query: Annotated[{operation.request_model}, Query()]")
        if fields := operation.at(Location.BODY_FIELD):
            imports.add("fastapi", "Body")
            imports.add(self.models, operation.request_model)
            is_optional = all(not item.parameter.required for item in fields)
            default = f"default_factory={operation.request_model}" if is_optional else ""
            required.append(f"request: Annotated[{operation.request_model}, Body({default})]")
        imports.add("fastapi", "Depends")
        protocol = operation.protocol if operation.protocol.name in item.api.attributes else item.api.protocol
        self.names.require(imports, protocol.name, protocol.module)
        dependency = item.api.attributes.get(protocol.name) or item.api.name
        return [*required, f"svc: Annotated[{protocol.name}, Depends(get_{dependency}_service)]", *optional]

    def _parameter(self, imports: ImportSet, placed: LocatedParameter) -> str:
        parameter = placed.parameter
        self.names.require(imports, parameter.annotation, parameter.module)
        self.names.require(imports, parameter.default or "", parameter.module)
        default = "" if parameter.default is None else f" = {parameter.default}"
        if placed.location is Location.AS_WRITTEN:
            annotation = described_marker(parameter.annotation, parameter.marker or "", placed.description)
            return f"{parameter.name}: {annotation}{default}"
        marker = {Location.PATH: "Path", Location.QUERY: "Query"}.get(placed.location, "Body")
        imports.add("fastapi", marker)
        if not parameter.annotation:
            imports.add("typing", "Any")
        options = [
            *(["embed=True"] if placed.location is Location.EMBEDDED else []),
            *([f"description={string_literal(placed.description)}"] if placed.description else []),
        ]
        annotation = parameter.annotation or "Any"
        return f"{parameter.name}: Annotated[{annotation}, {marker}({', '.join(options)})]{default}"

    def _returns(self, imports: ImportSet, operation: Operation) -> str:
        if not operation.returns:
            return ""
        self.names.require(imports, operation.returns, operation.protocol.module)
        if operation.stream is None:
            return f" -> {operation.returns}"
        imports.add("fastapi.responses", "StreamingResponse")
        self.names.require(imports, operation.method.returns or "", operation.protocol.module)
        return f" -> {operation.method.returns} | StreamingResponse"

    def _body(self, imports: ImportSet, operation: Operation) -> list[str]:
        arguments = ", ".join(_argument(placed, positional=operation.positional) for placed in operation.parameters)
        call = f"svc.{operation.method.name}({arguments})"
        wait = "await " if operation.method.is_async else ""
        if operation.stream is not None:
            imports.add(self.infrastructure.router_utils, "event_stream")
            return [
                f"result = {call}",
                f"if {operation.stream}:",
                "    return event_stream(result)",
                f"return {wait}result",
            ]
        return [f"return {wait}{call}"]


DEPENDENCIES = frozenset({"Depends", "Security"})


def _tag(api: Api) -> str:
    """The tag that the legacy generator published: API_NAMESPACE or the name of the Protocol."""
    namespaces = [protocol.namespace for protocol in (api.protocol, *api.served_by) if protocol.namespace]
    return namespaces[0] if namespaces else api.protocol.name


def _argument(placed: LocatedParameter, *, positional: bool) -> str:
    name = placed.parameter.name
    owner = {Location.BODY_FIELD: "request.", Location.QUERY_FIELD: "query."}.get(placed.location, "")
    return f"{owner}{name}" if positional else f"{name}={owner}{name}"


# What a routes module binds besides its endpoints and the types that they name.
_BOUND = frozenset(
    {"event_stream", "event_stream_responses", "register_router", "router", "service_dependency", "standard_responses"}
    | {"status"}
)
_RESERVED = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | _BOUND


def _function_name(operation: Operation, taken: set[str]) -> str:
    """The method's name, unless that would hide a builtin (`list`) or an endpoint of the same module."""
    name = operation.method.name
    while name in _RESERVED or name in taken:
        name += "_"
    taken.add(name)
    return name


def described_marker(annotation: str, marker: str, description: str | None) -> str:
    """An `Annotated[...]` as written, with the description inside its FastAPI marker if that has none yet."""
    if description is None or marker in DEPENDENCIES:
        return annotation
    match parse_expression(annotation):
        case ast.Subscript(value=head, slice=ast.Tuple(elts=items)):
            for position, item in enumerate(items[1:], start=1):
                call = item if isinstance(item, ast.Call) else ast.Call(item, [], [])
                if (dotted(call.func) or "").rpartition(".")[2] != marker:
                    continue
                if any(keyword.arg in {"description", None} for keyword in call.keywords):
                    return annotation
                added = ast.keyword("description", ast.Constant(description))
                described = ast.Call(call.func, call.args, [*call.keywords, added])
                parts = ", ".join(map(ast.unparse, [*items[:position], described, *items[position + 1 :]]))
                return f"{ast.unparse(head)}[{parts}]"
    return annotation
