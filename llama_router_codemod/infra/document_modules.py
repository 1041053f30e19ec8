"""The modules that make the published document of the routers, in place of a generator that reads Protocols."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from llama_router_codemod.contract.raw_body import declares_raw_body
from llama_router_codemod.contract.unchecked_operations import unchecked_operations
from llama_router_codemod.conventions.licence_header import licence_header
from llama_router_codemod.conventions.packages import pending_apis
from llama_router_codemod.conventions.path_prefix import path_prefix
from llama_router_codemod.conventions.published_form import EXAMPLES
from llama_router_codemod.conventions.tree_routers import FACTORIES, tree_routers
from llama_router_codemod.infra.render_template import TemplateValues, read_template, render_template
from llama_router_codemod.parse.symbols import Imported
from llama_router_codemod.source.literals import string_literal
from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import parse_source

if TYPE_CHECKING:
    from llama_router_codemod.conventions.docs_generator import DocsGenerator
    from llama_router_codemod.infra.infrastructure import Infrastructure
    from llama_router_codemod.parse.symbols import Symbols

#: Makes the document; reads and checks the routers for it; adds the APIs that have webmethods still.
GENERATOR, ENDPOINTS, WEBMETHODS = "fastapi_generator", "router_endpoints", "webmethod_routers"


def document_modules(
    symbols: Symbols,
    generator: DocsGenerator,
    shared: Infrastructure,
    names: Iterable[str],
    protocol_tags: Mapping[str, str] = MappingProxyType({}),
) -> dict[PurePosixPath, str]:
    """The sources of some of these modules, for the directory of the program that writes the document.

    `protocol_tags` are the tags of Protocols whose names are others.
    """
    header = licence_header(symbols.checkout)
    values = _values(symbols, generator, shared, protocol_tags)
    directory = generator.program.parent
    return {directory / f"{name}.py": header + render_template(read_template(f"{name}.py"), values) for name in names}


def tells_protocol_tags(text: str) -> bool:
    """Whether a generator has a table of the tags of Protocols."""
    return _protocol_tags(text) is not None


def with_protocol_tags(text: str, protocol_tags: Mapping[str, str]) -> str:
    """A generator with another such table; the same text if it has none."""
    table = _protocol_tags(text)
    if table is None:
        return text
    return apply_edits(text, [Edit(*SourceLines.of(text).span(table), _table(protocol_tags))])


def _protocol_tags(text: str) -> ast.expr | None:
    for node in parse_source(text, PurePosixPath(f"{GENERATOR}.py")).body:
        match node:
            case ast.AnnAssign(target=ast.Name(id="PROTOCOL_TAGS"), value=ast.expr() as table):
                return table
            case _:
                pass
    return None


def _values(
    symbols: Symbols, generator: DocsGenerator, shared: Infrastructure, protocol_tags: Mapping[str, str]
) -> TemplateValues:
    form = generator.form
    prefix, tree = path_prefix(symbols), tree_routers(symbols)
    routes = [item for api in pending_apis(symbols) for item in api.routes]
    unchecked = unchecked_operations(symbols, form.checks)
    responses = {item.status: (item.name, item.description, item.example) for item in form.responses}
    return TemplateValues(
        capabilities=replace(
            shared.capabilities,
            stability_levels=bool(form.levels),
            extra_body_parameters=form.has_extra_body and "ExtraBodyField" in generator.origins,
            required_form_fields=form.requires_form_fields,
            union_texts=form.union_separator is not None,
            raw_bodies=form.has_raw_bodies and any(declares_raw_body(route) for _, _, route in routes),
            examples=form.has_examples and any(route.said(EXAMPLES) not in {None, "None"} for _, _, route in routes),
            unchecked_operations=bool(unchecked),
            document_page=generator.page is not None,
            supplements=form.supplements is not None,
            renamed_protocols=bool(protocol_tags),
        ),
        origins={
            **generator.origins,
            "get_all_routers": Imported(shared.modules.registry, "get_all_routers"),
            **({FACTORIES: Imported(tree.registry, FACTORIES)} if tree is not None else {}),
        },
        apis=shared.modules.datatypes.rpartition(".")[0],
        constants={
            "PUBLISHED_CHECKS": _checks(form.checks),
            "PUBLISHED_EXCEPTIONS": _checks(unchecked),
            "PUBLISHED_KEYS": _tuple(form.keys),
            "PUBLISHED_LEVELS": _tuple(form.levels),
            "PUBLISHED_SEPARATOR": string_literal(form.union_separator or ""),
            "PUBLISHED_STREAMS": _tuple(form.streams),
            "PUBLISHED_TAGS": _table(form.tags),
            "JOINED_TAGS": _table(form.joined_tags),
            "TAGS_OF_PROTOCOLS": _table(protocol_tags),
            "SUPPLEMENTS": string_literal(form.supplements or ""),
            "PATH_PREFIX": string_literal((prefix.value if prefix is not None else None) or ""),
            "PUBLISHED_RESPONSES": _responses(responses),
        },
    )


def _responses(responses: Mapping[str, tuple[str, str, str]]) -> str:
    items = (
        f"{string_literal(status)}: ({string_literal(name)}, {string_literal(description)}, {example})"
        for status, (name, description, example) in responses.items()
    )
    return f"{{{', '.join(items)}}}"


def _checks(checks: Mapping[str, Iterable[str]]) -> str:
    return f"{{{', '.join(f'{string_literal(verb)}: {_tuple(found)}' for verb, found in checks.items())}}}"


def _tuple(texts: Iterable[str]) -> str:
    return f"({''.join(f'{string_literal(text)}, ' for text in texts)})"


def _table(texts: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{string_literal(name)}: {string_literal(text)}' for name, text in texts.items())}}}"
