"""The files that a checkout needs once: written on the first run, recognised on the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import PurePosixPath
from string import Template

from llama_router_codemod.checkout import Checkout
from llama_router_codemod.generate.routes import RouterInfrastructure
from llama_router_codemod.spec import Finding, Place


@dataclass(frozen=True)
class Infrastructure:
    """Where the shared modules of a checkout are, and the source of those that it does not have yet."""

    modules: RouterInfrastructure
    request_model: str
    sources: dict[PurePosixPath, str]
    refusals: tuple[Finding, ...]


def infrastructure(checkout: Checkout) -> Infrastructure:
    """The shared modules: beside the server where there is one, else at the API root."""
    root = checkout.api_root
    home = checkout.server_directory or root
    apis = _package_name(checkout, root)
    names = {
        "apis": apis,
        "server": _package_name(checkout, home),
        **_logging(checkout, apis.split(".")[0]),
    }
    header = _licence(checkout, root / "datatypes.py")
    files = {
        home / "router_utils.py": "router_utils.py.in",
        home / "routers.py": "routers.py.in",
        root / "common" / "request_model.py": "request_model.py.in",
    }
    templates = resources.files(__package__)
    facts = _facts(checkout, root, home)
    sources = {
        path: header + Template(_select(templates.joinpath(name).read_text("utf-8"), facts)).substitute(names)
        for path, name in files.items()
        if path not in checkout.contents
    }
    return Infrastructure(
        modules=RouterInfrastructure(
            router_utils=f"{names['server']}.router_utils",
            registry=f"{names['server']}.routers",
            datatypes=f"{apis}.datatypes",
        ),
        request_model=f"{apis}.common.request_model",
        sources=sources,
        refusals=tuple(
            Finding(Place(path, 1), "LRC904", f"{path} exists already and is not what this tool writes")
            for path, name in files.items()
            if _MARKS[name] not in checkout.contents.get(path, _MARKS[name])
        ),
    )


# What tells a file that an earlier run wrote (and people may have edited since) from an unrelated one.
_MARKS = {
    "router_utils.py.in": b"def service_dependency(",
    "routers.py.in": b"def register_router(",
    "request_model.py.in": b"class RequestModel(",
}


_CONDITION = re.compile(r"  #(?P<sign>[?!]) (?P<fact>\w+)$")


def _select(template: str, facts: frozenset[str]) -> str:
    """The template's lines without those whose condition (`#? fact`, `#! fact`) does not hold in the checkout."""
    lines: list[str] = []
    for line in template.splitlines():
        condition = _CONDITION.search(line)
        if condition is None:
            lines.append(line)
        elif (condition["fact"] in facts) == (condition["sign"] == "?"):
            lines.append(line[: condition.start()])
    return "\n".join(lines).rstrip() + "\n"


def _facts(checkout: Checkout, root: PurePosixPath, home: PurePosixPath) -> frozenset[str]:
    places = {
        "paginated": (root / "common" / "responses.py", b"class PaginatedResponse("),
        "error": (root / "datatypes.py", b"class Error("),
        "server": (home / "server.py", b"def sse_generator("),
    }
    return frozenset(fact for fact, (path, text) in places.items() if text in checkout.contents.get(path, b""))


def _package_name(checkout: Checkout, directory: PurePosixPath) -> str:
    return checkout.module_name(directory / "__init__.py")


def _logging(checkout: Checkout, package: str) -> dict[str, str]:
    """How the checkout's own server logs (`get_logger` with a category), or the standard library's way."""
    path = checkout.modules.get(f"{package}.log")
    if path is not None and b"def get_logger(" in checkout.contents[path]:
        return {
            "log_import": f"from {package}.log import get_logger",
            "log_assignment": 'logger = get_logger(name=__name__, category="core::server")',
        }
    return {"log_import": "import logging", "log_assignment": "logger = logging.getLogger(__name__)"}


def _licence(checkout: Checkout, path: PurePosixPath) -> str:
    """The comment block at the top of a file, as the header of new files."""
    lines: list[str] = []
    for line in checkout.contents[path].decode("utf-8-sig").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line)
    return "\n".join([*lines, "", ""]) if lines else ""
