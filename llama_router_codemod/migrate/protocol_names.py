"""The step that gives Protocols the names of services: draft in, draft out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from llama_router_codemod.contract.service_name import ProtocolKeepsName, Reason, service_name
from llama_router_codemod.conventions.docs_generator import router_generators
from llama_router_codemod.conventions.served_protocols import served_protocols
from llama_router_codemod.infra.document_modules import tells_protocol_tags
from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.referrers import references_in
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.imports.renamed_classes import ClassInFile, RenamedClass, rename_in_text
from llama_router_codemod.source.encoding import is_utf8
from llama_router_codemod.source.spans import Edit, apply_edits, line_number
from llama_router_codemod.source.syntax import place_of

_STAR = re.compile(rb"^from .+ import \*", re.MULTILINE)
_DOCUMENTS = frozenset({".ipynb", ".md", ".mdx", ".rst"})


def rename_protocols(draft: Draft, symbols: Symbols, directories: Iterable[PurePosixPath]) -> Draft:
    """The draft with the Protocols behind the routes of some packages renamed wherever they are named: `Batches` to
    `BatchService`. One that cannot be renamed everywhere for certain keeps its name, with a finding."""
    draft = draft.to(Purpose.NAMES)
    before = symbols.over(draft.as_checkout)
    protocols = (found for directory in sorted(directories) for found in served_protocols(before, directory))
    classes = [RenamedClass(found.module, found.name, service_name(found.name)) for found in protocols]
    renamings = [_Renaming.of(draft, before, item) for item in classes if item.name != item.new_name]
    for path in router_generators(draft.checkout):
        if not tells_protocol_tags(draft.text(path)):
            return draft.noted(item.kept(Place(path, 1), Reason.TAG) for item in renamings)
    kept = {item: found for item in renamings if (found := next(item.obstacles(draft), None)) is not None}
    findings = [*kept.values()]
    while True:
        renamings = [item for item in renamings if item not in kept]
        renamed = _renamed(draft, renamings)
        after = symbols.over(renamed.as_checkout)
        kept = {item: found for item in renamings if (found := next(item.unfollowed(after), None)) is not None}
        if not kept:
            return renamed.noted(findings)
        findings += kept.values()


def renamed_tags(draft: Draft, symbols: Symbols, directories: Iterable[PurePosixPath]) -> dict[str, str]:
    """The tag of each Protocol that has the name of a service now, by that name."""
    after = symbols.over(draft.as_checkout)
    found = (protocol for directory in directories for protocol in served_protocols(after, directory))
    return {item.name: item.tag for item in found if item.name == service_name(item.tag) != item.tag}


@dataclass(frozen=True, eq=False)
class _Renaming:
    """A class, the files that name it, the modules that have it, and the edits that rename it in each file."""

    renamed: RenamedClass
    files: tuple[ClassInFile, ...]
    holders: tuple[str, ...]
    edits: Mapping[PurePosixPath, set[Edit]]

    @classmethod
    def of(cls, draft: Draft, symbols: Symbols, renamed: RenamedClass) -> _Renaming:
        files = tuple(ClassInFile(symbols, path, renamed) for path in _containing(symbols, renamed.name))
        passing_on = [ClassInFile(symbols, path, renamed) for path in symbols.checkout.containing(_STAR, b"import *")]
        holders = {symbols.checkout.module_name(file.path) for file in (*files, *passing_on) if file.has_name}
        edits = {file.path: file.edits(draft.text(file.path), holders) for file in files}
        return cls(renamed, files, tuple(sorted(holders)), {path: found for path, found in edits.items() if found})

    def obstacles(self, draft: Draft) -> Iterator[Finding]:
        """Why the class cannot be renamed in the files as they are, each with its place."""
        for path in self.edits:
            data = draft.text(path).encode()
            if taken := re.search(rf"\b{self.renamed.new_name}\b".encode(), data):
                yield self.kept(Place(path, line_number(data, taken.start())), Reason.TAKEN)
        for file in self.files:
            for node in file.other_meanings():
                yield self.kept(place_of(node, file.path), Reason.AMBIGUOUS)

    def unfollowed(self, after: Symbols) -> Iterator[Finding]:
        """Each use of the old name that is left once the class is renamed."""
        for path in _containing(after, self.renamed.name):
            for module in set(self.holders) - {after.checkout.module_name(path)}:
                for found in references_in(after, path, module, {self.renamed.name}):
                    if not _is_star(found.node):
                        yield self.kept(place_of(found.node, path), Reason.UNFOLLOWED)

    def kept(self, place: Place, reason: Reason) -> Finding:
        """That the class keeps its name."""
        return Finding(place, ProtocolKeepsName(reason, self.renamed.name, self.renamed.new_name))


def _renamed(draft: Draft, renamings: Iterable[_Renaming]) -> Draft:
    edits: dict[PurePosixPath, set[Edit]] = {}
    for item in renamings:
        for path, found in item.edits.items():
            edits.setdefault(path, set()).update(found)
    for path, found in edits.items():
        draft = draft.edited(path, apply_edits(draft.text(path), found))
    for path in draft.checkout.files:
        data = draft.checkout.read_beside(path) if path.suffix in _DOCUMENTS else b""
        named = [item for item in renamings if item.renamed.name.encode() in data]
        if named and is_utf8(data):
            text = draft.text(path)
            for item in named:
                text = rename_in_text(text, item.renamed, item.holders)
            draft = draft.edited(path, text)
    return draft


def _containing(symbols: Symbols, word: str) -> list[PurePosixPath]:
    return symbols.checkout.containing(re.compile(rf"\b{word}\b".encode()), word.encode())


def _is_star(node: ast.AST) -> bool:
    """Whether a node imports all names, the new one too."""
    return isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
