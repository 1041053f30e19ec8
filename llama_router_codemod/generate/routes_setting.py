"""What the routes of one package have in common."""

from __future__ import annotations

from dataclasses import dataclass

from llama_router_codemod.generate.code import Code
from llama_router_codemod.generate.names import Names
from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.route import PutRoutes
from llama_router_codemod.source.import_set import Import
from llama_router_codemod.source.literals import string_literal


@dataclass(frozen=True)
class RoutesSetting:
    """`package` and `models` are dotted names; with `no_content_for_deletes` a DELETE without a result answers 204.
    `put` tells which verbs routes have that are declared with one which was never served."""

    names: Names
    modules: RouterModules
    package: str
    models: str
    no_content_for_deletes: bool = True
    put: PutRoutes = PutRoutes.SERVED

    def written(self, code: str, module: str) -> Code:
        """Code as it was written in a module, with what it needs here."""
        return Code(code, self.names.needed(code, module, self.package))

    def member(self, api: Api) -> Code:
        """How a routes module names an API: by its member, or by its name where no server has one.

        The member of an external API is no attribute of the enum (`DynamicApiMeta.add` in apis/datatypes.py).
        """
        if api.member is None:
            return Code(string_literal(api.name))
        member = f"Api({string_literal(api.member)})" if api.is_external else f"Api.{api.member}"
        return Code(member).needing(Import(self.modules.datatypes, "Api"))

    def utility(self, name: str, alias: str | None = None) -> Import:
        """A name of the route utilities."""
        return Import(self.modules.router_utils, name, alias)
