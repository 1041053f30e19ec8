"""The generator of the published document, where a checkout has one of the known shape.

In llama-stack that is `docs/openapi_generator`: `generate.py` writes the files, and the package `pyopenapi` beside it
makes a document of the Protocols' signatures and docstrings.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.conventions.published_form import PublishedForm, published_form
from llama_router_codemod.parse.symbols import Imported
from llama_router_codemod.source.line_start import at_line_start

if TYPE_CHECKING:
    from llama_router_codemod.parse.symbols import Symbols
    from llama_router_codemod.tree.checkout import Checkout

_ADDS_WEBMETHODS = at_line_start(r"def webmethod_router\(")
_READS_ROUTERS = at_line_start(r"TAGS: dict\[str, str\] = ")
_DEFINES = at_line_start(r"class Specification\b")
#: What the program that writes the files may take from the package.
_TAKEN = frozenset({"Info", "Options", "Server", "Specification", "validate_api"})
#: What it may say of a document.
_OPTIONS = frozenset({"server", "info", "include_standard_error_responses", "stability_filter"})
#: What the package must take from the checkout, so that the same schemas can be made.
_NEEDED = frozenset(
    {"Error", "JsonSchemaGenerator", "SchemaOptions", "get_schema_identifier"}
    | {"is_type_optional", "parse_type", "python_type_to_name", "unwrap_optional_type"}
)


@dataclass(frozen=True)
class DocsGenerator:
    """A generator: the program that writes the files, the package that makes the document with its files and the dotted
    names of its modules, what that package imports from the checkout, and the form of what it publishes. `page` is the
    template of a page that shows the document, None where none is written."""

    program: PurePosixPath
    package: PurePosixPath
    files: tuple[PurePosixPath, ...]
    modules: tuple[str, ...]
    origins: Mapping[str, Imported]
    form: PublishedForm
    page: PurePosixPath | None


@cache
def docs_generator(symbols: Symbols) -> DocsGenerator | None:
    """The generator of a checkout, None where there is none, or one that no rule knows."""
    checkout = symbols.checkout
    for path in checkout.containing(_DEFINES, b"class Specification"):
        found = _read(symbols, path.parent)
        if found is not None:
            return found
    return None


def webmethod_adders(checkout: Checkout) -> list[PurePosixPath]:
    """The modules, written by an earlier run, that add APIs with webmethods to a document of the routers."""
    return checkout.containing(_ADDS_WEBMETHODS, b"def webmethod_router")


def router_generators(checkout: Checkout) -> list[PurePosixPath]:
    """The modules, written by an earlier run, that make a document of the routers."""
    return checkout.containing(_READS_ROUTERS)


def documents_program(symbols: Symbols) -> PurePosixPath | None:
    """The program that writes the published documents, of Protocols or of routers; None where there is none."""
    generator = docs_generator(symbols)
    if generator is not None:
        return generator.program
    for path in router_generators(symbols.checkout):
        # Where some APIs have webmethods still, the program asks what adds these.
        asked = next((adder for adder in webmethod_adders(symbols.checkout) if adder.parent == path.parent), path)
        imports = re.compile(rb"^from \.%s import " % asked.stem.encode(), re.MULTILINE)
        programs = [found for found in symbols.checkout.containing(imports) if found.parent == path.parent]
        if len(programs) == 1:
            return programs[0]
    return None


def _read(symbols: Symbols, package: PurePosixPath) -> DocsGenerator | None:
    checkout = symbols.checkout
    modules = {checkout.module_name(path): path for path in checkout.python_files_in(package)}
    name = package.name.encode()
    users = checkout.containing(re.compile(rb"\b%b\b" % re.escape(name)), name)
    programs = [path for path in users if path.parent == package.parent]
    if len(programs) != 1 or any(path.parent not in (package, package.parent) for path in users):
        return None
    tree = symbols.tree(programs[0])
    taken = {alias.name for node in _imports_of(tree, package.name) for alias in node.names}
    said = {keyword.arg for call in _calls(tree, "Options") for keyword in call.keywords}
    origins = dict(_origins(symbols, modules))
    form = published_form(symbols, modules.values())
    if not taken or taken - _TAKEN or said - _OPTIONS or _NEEDED - origins.keys() or form is None:
        return None
    files = tuple(path for path in checkout.files if path.is_relative_to(package))
    pages = [path for path in files if path.name == "template.html"]
    writes_page = any(isinstance(node, ast.Attribute) and node.attr == "write_html" for node in ast.walk(tree))
    if writes_page and not pages:
        return None
    page = pages[0] if writes_page else None
    return DocsGenerator(programs[0], package, files, tuple(modules), origins, form, page)


def _imports_of(tree: ast.Module, package: str) -> Iterator[ast.ImportFrom]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.level == 1 and (node.module or "").split(".")[0] == package:
            yield node


def _calls(tree: ast.Module, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def _origins(symbols: Symbols, modules: Mapping[str, PurePosixPath]) -> Iterator[tuple[str, Imported]]:
    """What the modules of a package import from elsewhere in the checkout."""
    for module in modules:
        bindings = symbols.bindings(module)
        for name, binding in bindings.names.items() if bindings is not None else ():
            match binding:
                case Imported(module=source, name=str()) if (
                    source in symbols.checkout.modules and source not in modules
                ):
                    yield name, binding
                case _:
                    pass
