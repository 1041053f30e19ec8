"""The files that a checkout needs once: written on the first run, recognised on the next."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from string import Template
from typing import TYPE_CHECKING

from llama_router_codemod.contract.taken_file import Reason, TakenFile
from llama_router_codemod.conventions.server_facts import server_facts
from llama_router_codemod.infra.modules import RouterModules
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place

if TYPE_CHECKING:
    from pathlib import PurePosixPath

    from llama_router_codemod.parse.symbols import Symbols
    from llama_router_codemod.tree.checkout import Checkout

# What tells a file that an earlier run wrote (and people may have edited since) from an unrelated one.
_MARKS = {
    "router_utils.py.in": b"def service_dependency(",
    "routers.py.in": b"def register_router(",
    "request_model.py.in": b"class RequestModel(",
}


@dataclass(frozen=True)
class Infrastructure:
    """Where the shared modules of a checkout are, the source of those that it does not have yet, and why they cannot be
    written, if they cannot."""

    modules: RouterModules
    request_model: str
    sources: dict[PurePosixPath, str]
    refusals: tuple[Finding, ...]


def infrastructure(symbols: Symbols) -> Infrastructure:
    """The shared modules: beside the server where there is one, else at the API root."""
    checkout = symbols.checkout
    root = checkout.api_root
    home = checkout.server_directory or root
    common = root / "common" if checkout.python_files_below(root / "common") else root
    apis, server, shared = (checkout.module_name(directory / "__init__.py") for directory in (root, home, common))
    files = {
        home / "router_utils.py": "router_utils.py.in",
        home / "routers.py": "routers.py.in",
        common / "request_model.py": "request_model.py.in",
    }
    facts = server_facts(symbols, f"{server}.server")
    log_import, logger = _logging(checkout, apis.split(".")[0])
    values = {
        "apis": apis,
        "server": server,
        "request_model": f"{shared}.request_model",
        "imports": "\n".join(filter(None, (facts.imports, log_import))),
        "logger": logger,
        "context_variables": ", ".join(facts.context_variables),
    }
    conditions = facts.names | _classes(checkout, root)
    header = _licence(checkout, root / "datatypes.py")
    return Infrastructure(
        modules=RouterModules(f"{server}.router_utils", f"{server}.routers", f"{apis}.datatypes"),
        request_model=f"{shared}.request_model",
        sources={
            path: header
            + fill_template(resources.files(__package__).joinpath(name).read_text("utf-8"), conditions, values)
            for path, name in files.items()
            if path not in checkout.contents
        },
        refusals=tuple(
            Finding(Place(path, 1), TakenFile(Reason.INFRASTRUCTURE, str(path)))
            for path, name in files.items()
            if _MARKS[name] not in checkout.contents.get(path, _MARKS[name])
        ),
    )


def fill_template(template: str, conditions: frozenset[str], values: dict[str, str]) -> str:
    """A template with its `$names` replaced, and the `#if name ... #else ... #end` parts (they nest) that apply."""
    lines: list[str] = []
    nesting: list[bool] = []
    for line in template.splitlines():
        match line.split():
            case ["#if", name]:
                nesting.append(name in conditions)
            case ["#else"]:
                nesting[-1] = not nesting[-1]
            case ["#end"]:
                nesting.pop()
            case _ if all(nesting):
                lines.append(line)
            case _:
                pass
    return Template("\n".join(lines) + "\n").substitute(values)


def _classes(checkout: Checkout, root: PurePosixPath) -> frozenset[str]:
    """Which optional classes the API modules define."""
    places = {
        "paginated": (root / "common" / "responses.py", b"class PaginatedResponse("),
        "error": (root / "datatypes.py", b"class Error("),
    }
    return frozenset(name for name, (path, text) in places.items() if text in checkout.contents.get(path, b""))


def _logging(checkout: Checkout, package: str) -> tuple[str, str]:
    """How the checkout's own server logs (`get_logger` with a category), or the standard library's way."""
    path = checkout.modules.get(f"{package}.log")
    if path is not None and b"def get_logger(" in checkout.contents[path]:
        return f"from {package}.log import get_logger", 'logger = get_logger(name=__name__, category="core::server")'
    return "", "logger = logging.getLogger(__name__)"


def _licence(checkout: Checkout, path: PurePosixPath) -> str:
    """The comment block at the top of a file, as the header of new files."""
    lines: list[str] = []
    for line in checkout.contents[path].decode("utf-8-sig").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line)
    return "\n".join([*lines, "", ""]) if lines else ""
