"""The files that a checkout needs once: written on the first run, recognised on the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_router_codemod.contract.taken_file import Reason, TakenFile
from llama_router_codemod.conventions.api_classes import api_classes
from llama_router_codemod.conventions.api_root import api_root, datatypes_module
from llama_router_codemod.conventions.caller import caller_expression
from llama_router_codemod.conventions.capabilities import Capabilities, capabilities
from llama_router_codemod.conventions.fastapi_document import SCHEMA_INFO, application_files, schema_registry
from llama_router_codemod.conventions.licence_header import licence_header
from llama_router_codemod.conventions.log_convention import logger_expression
from llama_router_codemod.conventions.package_boundary import apis_are_apart, infrastructure_directory
from llama_router_codemod.conventions.router_registry import REGISTERS_EXTERNAL
from llama_router_codemod.conventions.server import Server, read_server
from llama_router_codemod.conventions.server_names import server_names
from llama_router_codemod.conventions.tree_routers import FACTORIES, PUBLIC, TreeRouters, tree_routers
from llama_router_codemod.conventions.webmethod import webmethod_convention
from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.infra.render_template import TemplateValues, read_template, render_template
from llama_router_codemod.infra.request_bodies import request_bodies
from llama_router_codemod.infra.server_functions import (
    HOLDER,
    GivenFunctions,
    given_functions,
    names_of_server,
)
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Imported

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePosixPath

    from llama_router_codemod.parse.symbols import Symbols
    from llama_router_codemod.tree.checkout import Checkout

_UTILITIES, _REGISTRY = "router_utils.py", "routers.py"
#: What stands beside a registry and utilities that are the tree's own.
_SERVICE_ROUTES, _MARKS, _METADATA, _EXTERNAL = "service_routes", "route_marks", "route_metadata", "external_routers"
_SERVER_FUNCTIONS = "server_functions.py"


@dataclass(frozen=True)
class Infrastructure:
    """Where the shared modules of a checkout are, the source of those that it does not have yet, and why they cannot be
    written, if they cannot. `given_functions` are what the server has to give to routers that may not import it, None
    where they may."""

    modules: RouterModules
    request_model: str
    capabilities: Capabilities
    sources: dict[PurePosixPath, str]
    refusals: tuple[Finding, ...]
    given_functions: GivenFunctions | None = None


def registry_sources(symbols: Symbols, *, webmethods: bool) -> dict[PurePosixPath, str]:
    """The files that know of APIs which have no router yet, and their sources with or without regard to these."""
    server = read_server(symbols).server
    apis = _package(symbols.checkout, api_root(symbols.checkout))
    values = _values(symbols, server, apis, request_model="")
    values = replace(values, capabilities=replace(values.capabilities, webmethods=webmethods))
    header = licence_header(symbols.checkout)
    return {path: header + render_template(read_template(path.name), values) for path in _registries(symbols)}


def _registries(symbols: Symbols) -> tuple[PurePosixPath, ...]:
    tree = tree_routers(symbols)
    if tree is None:
        return (infrastructure_directory(symbols) / _REGISTRY,)
    registry = symbols.checkout.modules[tree.registry]
    return tuple(registry.with_name(f"{stem}.py") for stem in (_METADATA, _EXTERNAL))


@dataclass(frozen=True)
class _SharedModule:
    """One of these files, and its template. The mark tells one that an earlier run wrote (and people may have edited
    since) from an unrelated one."""

    path: PurePosixPath
    mark: bytes
    template: str


def infrastructure(symbols: Symbols) -> Infrastructure:
    """The shared modules: beside the server where there is one, else at the API root."""
    checkout = symbols.checkout
    root = api_root(checkout)
    server = read_server(symbols).server
    home = infrastructure_directory(symbols)
    common = root / "common" if checkout.python_files_below(root / "common") else root
    apis, beside, shared = (_package(checkout, directory) for directory in (root, home, common))
    tree = tree_routers(symbols)
    files = [
        _SharedModule(common / "request_model.py", b"class RequestModel(", "request_model.py"),
        *(_of_own_routers(home) if tree is None else _of_tree_routers(symbols, home, tree)),
    ]
    if apis_are_apart(symbols):
        files.append(_SharedModule(home / _SERVER_FUNCTIONS, b"class ServerFunctions:", _SERVER_FUNCTIONS))
    request_model = f"{shared}.request_model"
    values = _values(symbols, server, apis, request_model)
    header = licence_header(checkout)
    return Infrastructure(
        modules=_modules(apis, beside) if tree is None else _modules_beside(apis, beside, tree),
        request_model=request_model,
        capabilities=values.capabilities,
        sources={
            file.path: header + _rendered(file.template, values) for file in files if file.path not in checkout.contents
        },
        refusals=tuple(
            Finding(Place(file.path, 1), TakenFile(Reason.INFRASTRUCTURE, str(file.path)))
            for file in files
            if file.mark not in checkout.contents.get(file.path, file.mark)
        ),
        given_functions=_given(symbols, server, values.capabilities),
    )


def _of_own_routers(home: PurePosixPath) -> Iterator[_SharedModule]:
    yield _SharedModule(home / _UTILITIES, b"def service_dependency(", _UTILITIES)
    yield _SharedModule(home / _REGISTRY, b"def register_router(", _REGISTRY)


def _of_tree_routers(symbols: Symbols, home: PurePosixPath, tree: TreeRouters) -> Iterator[_SharedModule]:
    """What the tree's own registry and utilities lack: the rules of the server, and what is known of each route."""
    yield _SharedModule(home / f"{_SERVICE_ROUTES}.py", b"class ServiceRoute(", _UTILITIES)
    yield _SharedModule(home / f"{_MARKS}.py", b"class RouteMark(", f"{_MARKS}.py")
    registry = symbols.checkout.modules[tree.registry]
    yield _SharedModule(registry.with_name(f"{_METADATA}.py"), b"def route_metadata(", f"{_METADATA}.py")
    taking = f"def {REGISTERS_EXTERNAL}(".encode()
    yield _SharedModule(registry.with_name(f"{_EXTERNAL}.py"), taking, f"{_EXTERNAL}.py")


def _modules(apis: str, beside: str) -> RouterModules:
    utilities, registry = f"{beside}.router_utils", f"{beside}.routers"
    return RouterModules(utilities, registry, f"{apis}.datatypes", responses=utilities, marks=registry)


def _modules_beside(apis: str, beside: str, tree: TreeRouters) -> RouterModules:
    return RouterModules(
        f"{beside}.{_SERVICE_ROUTES}",
        f"{tree.registry.rpartition('.')[0]}.{_METADATA}",
        f"{apis}.datatypes",
        responses=tree.router_utils,
        marks=f"{beside}.{_MARKS}",
        public=tree.router_utils if tree.marks_public else None,
        external=f"{tree.registry.rpartition('.')[0]}.{_EXTERNAL}",
        lists=not tree.in_lists,
    )


def _rendered(name: str, values: TemplateValues) -> str:
    # The functions that the others ask for are defined there.
    values = replace(values, constants={}) if name == _SERVER_FUNCTIONS else values
    return render_template(read_template(name), values)


def _package(checkout: Checkout, directory: PurePosixPath) -> str:
    name = checkout.module_name(directory / "__init__.py")
    if not name:
        raise InputError(
            f"{directory}: no package, so that nothing can be imported from there",
            "Add an __init__.py to it and to the directories around it that are packages.",
        )
    return name


def _given(symbols: Symbols, server: Server | None, can_do: Capabilities) -> GivenFunctions | None:
    if server is None or not apis_are_apart(symbols):
        return None
    home = _package(symbols.checkout, infrastructure_directory(symbols))
    return given_functions(symbols, server, can_do, f"{home}.{_SERVER_FUNCTIONS.removesuffix('.py')}")


def _names_of_routers(symbols: Symbols, tree: TreeRouters) -> dict[str, Imported]:
    marks = f"{_package(symbols.checkout, infrastructure_directory(symbols))}.{_MARKS}"
    beside = tree.registry.rpartition(".")[0]
    return {
        FACTORIES: Imported(tree.registry, FACTORIES),
        REGISTERS_EXTERNAL: Imported(f"{beside}.{_EXTERNAL}", REGISTERS_EXTERNAL),
        PUBLIC: Imported(tree.router_utils, PUBLIC),
        **{name: Imported(marks, name) for name in ("RouteMetadata", "described")},
    }


def _values(symbols: Symbols, server: Server | None, apis: str, request_model: str) -> TemplateValues:
    """What the templates need to know, from the conventions of the checkout."""
    classes = api_classes(symbols.checkout)
    wrapper = server.wrapper if server is not None else None
    webmethod = webmethod_convention(symbols)
    tree = tree_routers(symbols)
    schemas = None if webmethod.module is None else schema_registry(symbols, webmethod.module)
    can_do = replace(
        capabilities(wrapper, classes.keys()),
        factories=tree is not None,
        lists_of_webmethods=tree is not None and not tree.in_lists,
        public_routes=tree is not None and tree.marks_public,
        document_of_routes=bool(application_files(symbols)),
        registered_schemas=schemas is not None,
        apis_elsewhere=_package(symbols.checkout, infrastructure_directory(symbols)).partition(".")[0]
        != apis.partition(".")[0],
    )
    given = _given(symbols, server, can_do)
    return TemplateValues(
        capabilities=can_do,
        origins={
            **(server_names(symbols, webmethod.module) if webmethod.module is not None else {}),
            **(names_of_server(symbols, server) if server is not None else {}),
            **classes,
            **({SCHEMA_INFO: schemas} if schemas is not None else {}),
            "Api": Imported(datatypes_module(symbols.checkout), "Api"),
            "RequestModel": Imported(request_model, "RequestModel"),
            **({HOLDER: Imported(given.module, HOLDER)} if given is not None else {}),
            **(_names_of_routers(symbols, tree) if tree is not None else {}),
        },
        apis=apis,
        caller=(wrapper and caller_expression(wrapper)) or "None",
        logger=logger_expression(symbols, server),
        context_variables=wrapper.context_variables if wrapper is not None else (),
        metadata=webmethod.metadata,
        request_bodies=request_bodies(symbols.checkout),
        constants=given.asked if given is not None else {},
    )
