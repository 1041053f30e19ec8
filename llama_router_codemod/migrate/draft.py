"""The texts of a migration while it is planned: what each file will say, and what has to be formatted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.generate.package import PackageLayout, PackageWriter, moved_texts
from llama_router_codemod.generate.package_init import keep_public_names
from llama_router_codemod.model.spec import Finding, State
from llama_router_codemod.parse.classes import ancestor_modules
from llama_router_codemod.parse.private_imports import privately_used
from llama_router_codemod.parse.protocols import webmethod_names
from llama_router_codemod.rewrite.cleanup.strip_webmethods import strip_module
from llama_router_codemod.rewrite.descriptions.move_descriptions import move_descriptions
from llama_router_codemod.rewrite.imports.module_prefixes import rewrite_module_prefixes
from llama_router_codemod.rewrite.imports.moved_imports import rewrite_imports
from llama_router_codemod.rewrite.imports.unused import drop_unused_imports
from llama_router_codemod.source.encoding import read_text, write_text
from llama_router_codemod.source.header import leading_comments, split_header
from llama_router_codemod.tree.changeset import FileChange
from llama_router_codemod.tree.formatting import format_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import PurePosixPath

    from llama_router_codemod.generate.routes import RoutedApi
    from llama_router_codemod.model.move import Move
    from llama_router_codemod.parse.symbols import Symbols
    from llama_router_codemod.rewrite.server.integration import Rewrite


@dataclass
class Draft:
    """Changes by path, on top of the checkout. A text is None where the file goes away."""

    symbols: Symbols
    moves: Mapping[str, Move]
    texts: dict[PurePosixPath, str | None] = field(default_factory=dict)
    generated: set[PurePosixPath] = field(default_factory=set)
    restyled: set[PurePosixPath] = field(default_factory=set)
    stems: dict[PurePosixPath, PurePosixPath] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def text(self, path: PurePosixPath) -> str:
        """What a file of the checkout says so far."""
        current = self.texts.get(path)
        return current if current is not None else read_text(self.symbols.checkout.contents[path], path)

    def create(self, path: PurePosixPath, source: str, stem: PurePosixPath | None = None) -> None:
        """A generated file; `stem` is the old file whose line endings it takes."""
        self.texts[path] = source
        self.generated.add(path)
        if stem is not None:
            self.stems[path] = stem

    def rewrite_imports(self, paths: Iterable[PurePosixPath]) -> None:
        """Lead every import of a split module, in the files given, to where its names are now, and the strings that are
        nothing but its prefix."""
        for path in paths:
            before = self.text(path)
            module = self.symbols.checkout.module_name(path)
            after = rewrite_imports(before, module, path.name == "__init__.py", self.moves)
            after = rewrite_module_prefixes(after, self.moves)
            if after != before:
                self.texts[path] = after

    def migrate(self, layout: PackageLayout, apis: Sequence[RoutedApi], writer: PackageWriter) -> None:
        """Split a package's API module, strip its siblings, write its routes and keep its public names."""
        checkout = self.symbols.checkout
        old_names = self.symbols.public_names(layout.name)
        text = self._described(layout.path, layout.module)
        files = writer.write(layout, text, apis)
        self.texts[layout.path] = None
        for path, source in files.items():
            self.create(path, source, stem=layout.path)
        self._strip_siblings(layout, apis)
        for path in checkout.python_files_below(layout.package.directory):
            if path not in {layout.path, layout.file("__init__")}:
                self._describe(path)
        self._write_init(layout, old_names, writer)

    def _strip_siblings(self, layout: PackageLayout, apis: Sequence[RoutedApi]) -> None:
        moved = moved_texts([operation for item in apis for operation in item.operations])
        for path in layout.package.siblings:
            before = self.text(path)
            spellings = webmethod_names(self.symbols, self.symbols.checkout.module_name(path))
            self._restyle(path, drop_unused_imports(before, strip_module(before, spellings, moved)))

    def _write_init(self, layout: PackageLayout, old_names: frozenset[str], writer: PackageWriter) -> None:
        path = layout.file("__init__")
        written = {
            f"{layout.name}.{file.stem}": source
            for file, source in self.texts.items()
            if file.parent == layout.package.directory and source is not None and file != path
        }
        if layout.package.is_flat:
            stars = "".join(
                f"from .{home.rpartition('.')[2]} import *\n" for home in layout.move.star_homes if home in written
            )
            old = read_text(self.symbols.checkout.contents[layout.path], layout.path)
            header, _ = split_header(leading_comments(old))
            names = old_names | privately_used(self.symbols, layout.module)
            source = keep_public_names(header + stars, layout.name, names, written, writer.names)
            self.create(path, source, layout.path)
        elif path in self.symbols.checkout.contents:
            before = self.text(path)
            after = keep_public_names(before, layout.name, old_names, written, writer.names)
            self._restyle(path, after)

    def integrate(self, rewrites: Iterable[tuple[PurePosixPath, Rewrite]]) -> None:
        """Rewrite the server and what reads webmethod metadata."""
        for path, rewrite in rewrites:
            self._restyle(path, rewrite(self.text(path)))

    def describe_shared_modules(self) -> None:
        """Move the descriptions of the models that no pending package owns: `common/`, `resource.py` and the like."""
        root = self.symbols.checkout.api_root
        packages = {package.directory for package in api_packages(self.symbols) if package.state is not State.PENDING}
        for path in self.symbols.checkout.python_files_below(root):
            is_owned = not packages.isdisjoint(path.parents)
            if not is_owned and path not in self.generated and self.texts.get(path, "") is not None:
                self._describe(path)
        for path in sorted(set(ancestor_modules(self.symbols))):
            self._describe(path)

    def strip(self, paths: Iterable[PurePosixPath]) -> None:
        """Take `@webmethod` off classes that are no Protocols."""
        for path in paths:
            before = self.text(path)
            spellings = webmethod_names(self.symbols, self.symbols.checkout.module_name(path))
            self._restyle(path, drop_unused_imports(before, strip_module(before, spellings, {})))

    def _describe(self, path: PurePosixPath) -> None:
        self._restyle(path, self._described(path, self.symbols.checkout.module_name(path)))

    def _described(self, path: PurePosixPath, module: str) -> str:
        text = self.text(path)
        if ":param" not in text:
            return text
        described = move_descriptions(text, module, path, self.symbols)
        self.findings += described.findings
        return described.text

    def _restyle(self, path: PurePosixPath, text: str) -> None:
        if text != self.text(path):
            self.texts[path] = text
            self.restyled.add(path)

    def finish(self) -> list[FileChange]:
        """The changes: new files formatted, changed files too if they were formatted before."""
        checkout = self.symbols.checkout
        before = {path: read_text(checkout.contents[path], path) for path in self.restyled}
        tidy = {path for path, text in format_files(before, checkout.root).items() if text == before[path]}
        pending = {path: text for path, text in self.texts.items() if text is not None}
        styled = format_files(
            {path: text for path, text in pending.items() if path in self.generated | tidy}, checkout.root
        )
        changes: list[FileChange] = []
        for path, text in self.texts.items():
            old = checkout.contents.get(path)
            like = old if old is not None else checkout.contents.get(self.stems.get(path, path), b"")
            new = None if text is None else write_text(styled.get(path, text), like)
            if old != new:
                changes.append(FileChange(path, old, new, checkout.mode(path)))
        return changes
