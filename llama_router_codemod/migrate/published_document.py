"""The step that replaces the generator of the published document by one that reads the routers. Draft in, draft out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from llama_router_codemod.conventions.docs_generator import (
    DocsGenerator,
    docs_generator,
    router_generators,
    webmethod_adders,
)
from llama_router_codemod.infra.document_modules import (
    ENDPOINTS,
    GENERATOR,
    WEBMETHODS,
    document_modules,
    with_protocol_tags,
)
from llama_router_codemod.infra.infrastructure import Infrastructure
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.documents.lost_checks import lost_checks
from llama_router_codemod.rewrite.documents.made_of_routes import made_of_routes
from llama_router_codemod.rewrite.documents.newly_published import newly_published
from llama_router_codemod.rewrite.documents.program_imports import lead_program
from llama_router_codemod.rewrite.documents.published_once import published_once
from llama_router_codemod.source.encoding import read_text


def write_documents_from_routers(draft: Draft, symbols: Symbols, shared: Infrastructure, *, finished: bool) -> Draft:
    """The generator that a checkout has, replaced by one that reads the routers.

    While some APIs are left, a module beside it adds those; the run that has `finished` them deletes that again. A
    generator that no rule knows stays as it is.
    """
    draft = draft.to(Purpose.DOCUMENT)
    generator = docs_generator(symbols)
    if generator is not None:
        draft = _replaced(draft, symbols, generator, shared, finished=finished)
    draft = draft.noted(made_of_routes(symbols))
    for path in webmethod_adders(symbols.checkout) if finished else ():
        draft = _without_webmethods(draft, path)
    return draft


def tag_documents(draft: Draft, symbols: Symbols, shared: Infrastructure, tags: Mapping[str, str]) -> Draft:
    """The draft with a generator that knows the tags of Protocols whose names are others."""
    draft = draft.to(Purpose.DOCUMENT)
    generator = docs_generator(symbols) if tags else None
    if generator is not None:
        return draft.created(document_modules(symbols, generator, shared, (GENERATOR,), tags))
    for path in router_generators(draft.checkout) if tags else ():
        draft = draft.edited(path, with_protocol_tags(draft.text(path), tags))
    return draft


def _replaced(
    draft: Draft, symbols: Symbols, generator: DocsGenerator, shared: Infrastructure, *, finished: bool
) -> Draft:
    names = (GENERATOR, ENDPOINTS) if finished else (GENERATOR, ENDPOINTS, WEBMETHODS)
    home = GENERATOR if finished else WEBMETHODS
    program = lead_program(draft.text(generator.program), generator.modules, home, ENDPOINTS)
    draft = draft.edited(generator.program, program)
    draft = draft.created(document_modules(symbols, generator, shared, names))
    if generator.page is not None:
        page = read_text(draft.checkout.read(generator.page), generator.page)
        draft = draft.created({generator.program.parent / generator.page.name: page}, like=generator.page)
    for path in generator.files:
        draft = draft.deleted(path)
    return draft.noted([*newly_published(symbols), *published_once(symbols), *lost_checks(symbols, generator)])


def _without_webmethods(draft: Draft, path: PurePosixPath) -> Draft:
    """The draft without the module that adds APIs with webmethods, and the program without its import."""
    for other in draft.checkout.python_files:
        if other.parent == path.parent and f".{path.stem} import".encode() in draft.checkout.contents[other]:
            draft = draft.edited(other, lead_program(draft.text(other), [path.stem], GENERATOR, ENDPOINTS))
    return draft.deleted(path)
