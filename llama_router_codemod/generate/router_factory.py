"""The function that makes the router of an API for an implementation, as llama-stack's own migration has it."""

from __future__ import annotations

from textwrap import indent

from llama_router_codemod.generate.code import Code
from llama_router_codemod.generate.decorated_operation import RouterVariable
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.operation import RoutedApi


def implementation(item: RoutedApi) -> str:
    """What the function calls the implementation: a name that no endpoint has for something else."""
    name = "impl"
    taken = {placed.parameter.name for operation in item.operations for placed in operation.parameters}
    while name in taken:
        name += "_"
    return name


def factory_name(api: Api, *, alone: bool) -> str:
    """The name of the function; where a package has several APIs, each has its own."""
    return "create_router" if alone else f"create_{api.name}_router"


def in_factory(setting: RoutesSetting, api: Api, router: RouterVariable, routes: Code, *, alone: bool) -> Code:
    """A router and its endpoints, inside the function that makes them."""
    protocol = setting.written(api.protocol.name, api.protocol.module)
    made = setting.fastapi("APIRouter")
    head = f"def {factory_name(api, alone=alone)}({router.implementation}: {protocol.text}) -> {made.text}:\n"
    docstring = f'    """A router for the API of {api.protocol.name}, which calls an implementation."""\n'
    body = indent(routes.text, "    ")
    return Code(f"{head}{docstring}{body}\n    return {router.name}\n").needing(protocol, made, routes)
