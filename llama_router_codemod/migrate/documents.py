"""The step that makes documents teach routers where they taught `@webmethod`: draft in, draft out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llama_router_codemod.conventions.documented_apis import DocumentedApi, documented_apis
from llama_router_codemod.generate.documented_routes import DocumentedRoutes, documented_routes
from llama_router_codemod.infra.infrastructure import Infrastructure
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.model.layout import OWN_FILES, PackageFiles
from llama_router_codemod.model.move import Move
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.encoding import is_utf8
from llama_router_codemod.source.fenced_blocks import fenced_blocks
from llama_router_codemod.source.spans import Edit, apply_edits
from llama_router_codemod.tree.formatting import format_files

_NAMED = re.compile(rb"\bwebmethod\b")
#: Markdown, also with components.
_SUFFIXES = frozenset({".md", ".mdx"})
_SHELL = frozenset({"bash", "sh", "shell", "console"})
_INTRODUCTION = "The routes of the API stand in a `{}` beside it, where the server finds them:"


@dataclass(frozen=True)
class DocumentWriter:
    """Rewrites documents. `moves` are those of the run, for what the code in a document imports; `files` are the names
    that the files of a package have."""

    symbols: Symbols
    moves: Mapping[str, Move]
    infrastructure: Infrastructure
    files: PackageFiles = OWN_FILES

    @property
    def _routes(self) -> str:
        """The name of the file of the routes."""
        return f"{self.files.routes}.py"

    def rewrite(self, text: str) -> str:
        """A document in which each API that is shown with webmethods has a router instead, where that is certain."""
        edits: list[Edit] = []
        packages: set[str] = set()
        for found in documented_apis(self.symbols, text):
            said = documented_routes(found, self.moves, self.infrastructure, self.files)
            if said is not None:
                edits += self._taught(found, said)
                packages.add(found.path.parts[0])
        edits += [edit for package in sorted(packages) for edit in _created_file(text, package, self._routes)]
        return apply_edits(text, edits)

    def _taught(self, found: DocumentedApi, said: DocumentedRoutes) -> Iterator[Edit]:
        path = found.path.with_name(self._routes)
        checkout = self.symbols.checkout
        files = {**self.infrastructure.sources, path: said.routes}
        routes = format_files(files, checkout.root, checkout.off_disk)[path]
        block = found.block
        code = f"# {found.file.with_name(self._routes)}\n{routes}"
        yield Edit(block.start, block.end, block.indented(said.protocol))
        introduction = block.indented(_INTRODUCTION.format(self._routes))
        yield Edit(block.after, block.after, f"\n{introduction}\n\n{block.beside(code)}")


def rewrite_documents(draft: Draft, writer: DocumentWriter) -> Draft:
    """The draft with documents that teach routers. What they say besides is for people to rewrite."""
    draft = draft.to(Purpose.TAUGHT)
    for path in draft.checkout.files:
        data = draft.checkout.read_beside(path) if path.suffix in _SUFFIXES else b""
        if _NAMED.search(data) and is_utf8(data):
            draft = draft.edited(path, writer.rewrite(draft.text(path)))
    return draft


def _created_file(text: str, package: str, routes: str) -> Iterator[Edit]:
    """The file of the routes beside those of a package that a document creates with `touch`."""
    touched = re.compile(rf"^([ \t]*touch (?:\S*/)?{package}/)\w+\.py$", re.MULTILINE)
    for block in fenced_blocks(text):
        lines = list(touched.finditer(block.code)) if block.language in _SHELL else []
        created = f"{lines[-1][1]}{routes}" if lines else ""
        if lines and created not in block.code:
            place = block.start + len(block.indented(block.code[: lines[-1].end()]).encode())
            yield Edit(place, place, f"\n{block.indented(created)}")
