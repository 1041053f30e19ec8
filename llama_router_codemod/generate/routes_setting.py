"""What the routes of one package have in common."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import chain

from llama_router_codemod.conventions.api_root import API_ENUM
from llama_router_codemod.generate.code import Code, joined
from llama_router_codemod.generate.names import Names
from llama_router_codemod.generate.own_names import OwnNames
from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.source.import_set import Import
from llama_router_codemod.source.literals import string_literal
from llama_router_codemod.source.syntax import parse_expression


@dataclass(frozen=True)
class RoutesSetting:
    """`package` and `models` are dotted names; with `no_content_for_deletes` a DELETE without a result answers 204.
    `put` tells which verbs routes have that are declared with one which was never served. With `factories` routes stand
    in functions that make a router of an implementation. With `describes_raw` a route says what a raw response is."""

    names: Names
    modules: RouterModules
    package: str
    models: str
    no_content_for_deletes: bool = True
    put: PutRoutes = PutRoutes.SERVED
    factories: bool = False
    describes_raw: bool = False
    own: OwnNames = field(default_factory=OwnNames)

    def written(self, code: str, module: str) -> Code:
        """Code as it was written in a module, with what it needs here.

        A name that means something else here already, since code of another module has it too, gets another spelling.
        """
        needed = self.names.needed(code, module, self.package)
        spelled = {item: self._spelled(item) for item in needed}
        renamed = {bound_name(item): name for item, name in spelled.items() if name != bound_name(item)}
        if not renamed:
            return Code(code, needed)
        text = ast.unparse(_Renamed(renamed).visit(deepcopy(parse_expression(code))))
        return Code(text, frozenset(replace(item, alias=name) for item, name in spelled.items()))

    def _spelled(self, item: Import) -> str:
        bound, defined = bound_name(item), self.names.defined(item.module, item.name or "")
        is_other = self.own.taken.get(bound, defined) != defined
        return self.own.spelled(item.module, bound) if is_other else bound

    def member(self, api: Api) -> Code:
        """How a routes module names an API: by its member, or by its name where no server has one.

        The member of an external API is no attribute of the enum (`DynamicApiMeta.add` in apis/datatypes.py).
        """
        if api.member is None:
            return Code(string_literal(api.name))
        enum = self.own.code(self.modules.datatypes, API_ENUM)
        member = f"{enum.text}({string_literal(api.member)})" if api.is_external else f"{enum.text}.{api.member}"
        return Code(member).needing(enum)

    def utility(self, name: str) -> Code:
        """A name of the route utilities."""
        return self.own.code(self.modules.router_utils, name)

    def fastapi(self, name: str) -> Code:
        """A name of FastAPI."""
        return self.own.code("fastapi", name)

    def annotated(self, annotation: Code | str, marker: Code | str) -> Code:
        """A type with a marker."""
        pieces = [Code(item) if isinstance(item, str) else item for item in (annotation, marker)]
        inside = joined(", ", pieces)
        outside = self.own.code("typing", "Annotated")
        return Code(f"{outside.text}[{inside.text}]").needing(outside, inside)

    def service(self, dependency: str) -> str:
        """The name of the dependency that gives an implementation, or an attribute of one."""
        return self.own.local(f"get_{dependency}_service")

    def without_collisions(self, pieces: Iterable[Code]) -> RoutesSetting:
        """The same setting for a module that has to import what some pieces of the checkout's code need."""
        taken: dict[str, tuple[str, str]] = {}
        for item in chain.from_iterable(piece.imports for piece in pieces):
            taken.setdefault(bound_name(item), self.names.defined(item.module, item.name or ""))
        return replace(self, own=OwnNames(taken))


def bound_name(item: Import) -> str:
    """The name that an import binds."""
    return item.alias or item.name or item.module.partition(".")[0]


class _Renamed(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._names.get(node.id, node.id))
