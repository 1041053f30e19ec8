"""External APIs that a document teaches to write: Protocols with `@webmethod` in its fenced Python code.

The page on external APIs (docs/docs/concepts/apis/external.mdx) shows files of a package. The first line of each block
is a comment with the path of the file, a block of YAML is the specification, and what the page says of URLs has the
level, which its decorators leave out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from llama_router_codemod.conventions.external_apis import (
    apis_with_providers,
    identifier,
    is_external_module,
    read_specification,
)
from llama_router_codemod.conventions.packages import decorated_methods
from llama_router_codemod.conventions.protocol_classes import protocols_of
from llama_router_codemod.conventions.protocols import parse_protocol
from llama_router_codemod.conventions.version_constant import version_constant
from llama_router_codemod.model.api import Api, Method, ProtocolClass
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.model.route import Route
from llama_router_codemod.parse.classes import ClassFacts
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.fenced_blocks import FencedBlock, fenced_blocks

_PYTHON = frozenset({"python", "py", "python3"})
_YAML = frozenset({"yaml", "yml"})
_FILE = re.compile(r"#[ \t]*(?P<path>[\w./~-]+\.py)[ \t]*\n")
_LEVEL_OF_URL = re.compile(r"/(v\d+(?:alpha|beta)?\d*)/")


@dataclass(frozen=True)
class DocumentedApi:
    """An API with the block that has its Protocol; `file` is the path that the document gives to it, `path` the file
    that stands for it in `symbols`."""

    api: Api
    block: FencedBlock
    file: PurePosixPath
    path: PurePosixPath
    symbols: Symbols


def documented_apis(symbols: Symbols, text: str) -> tuple[DocumentedApi, ...]:
    """The APIs of a document of which everything is known that a router needs: file, name and levels."""
    page = _Page(symbols, tuple(fenced_blocks(text)), text)
    return tuple(page.apis())


@dataclass(frozen=True)
class _Page:
    """A document with its blocks, and the checkout that it is about."""

    checkout: Symbols
    blocks: Sequence[FencedBlock]
    text: str

    def apis(self) -> Iterator[DocumentedApi]:
        files = self._files()
        symbols = self._with_files(files)
        for path, blocks in files.items():
            if (facts := _only_protocol(symbols, path)) is not None:
                found = parse_protocol(symbols, facts.module, path, facts.node)
                shown = [block for block in blocks if f"class {found.name}(" in block.code]
                name = self._name(symbols, path, found.name)
                protocol = self._with_levels(found)
                if name is not None and protocol is not None and len(shown) == 1:
                    api = Api(identifier(name), name, protocol, (protocol,), is_external=True)
                    yield DocumentedApi(api, shown[0], _file(shown[0]) or path, path, symbols)

    def _files(self) -> dict[PurePosixPath, list[FencedBlock]]:
        """The blocks of each file of a package, by the name of the package and of the file."""
        files: dict[PurePosixPath, list[FencedBlock]] = {}
        for block in self.blocks:
            file = _file(block)
            parts = file.parts[-2:] if file is not None else ()
            is_module = len(parts) == 2 and all(part.removesuffix(".py").isidentifier() for part in parts)
            if is_module and is_external_module(self.checkout, parts[0]):
                files.setdefault(PurePosixPath(*parts), []).append(block)
        return files

    def _with_files(self, files: dict[PurePosixPath, list[FencedBlock]]) -> Symbols:
        """The checkout with the files instead of packages of these names."""
        checkout = self.checkout.checkout
        packages = {path.parts[0] for path in files}
        others = {path: None for name, path in checkout.modules.items() if name.partition(".")[0] in packages}
        inits = {PurePosixPath(name, "__init__.py"): b"" for name in packages}
        shown = {path: "\n\n".join(block.code for block in blocks).encode() for path, blocks in files.items()}
        return Symbols(checkout.with_contents({**others, **inits, **shown}))

    def _name(self, symbols: Symbols, path: PurePosixPath, protocol: str) -> str | None:
        """What the specifications of the document and its list of providers agree to call the API of a Protocol."""
        codes = (block.code for block in self.blocks if block.language in _YAML)
        said = [found for code in codes if (found := read_specification(code.encode()))]
        names = {found.name for found in said if found.protocol == protocol}
        names |= set(apis_with_providers(symbols.tree(path).body))
        return names.pop() if len(names) == 1 else None

    def _with_levels(self, protocol: ProtocolClass) -> ProtocolClass | None:
        """The Protocol with the level of each route; None where one is not told."""
        methods = [self._with_level(method) for method in protocol.methods]
        known = tuple(method for method in methods if method is not None)
        return protocol._replace(methods=known) if len(known) == len(methods) else None

    def _with_level(self, method: Method) -> Method | None:
        if all(route.version is not None for route in method.routes):
            return method
        levels = set(_LEVEL_OF_URL.findall(self.text))
        if len(levels) != 1:
            return None
        (level,) = levels
        routes = (self._leveled(route, level) if route.level is None else route for route in method.routes)
        return replace(method, routes=tuple(routes))

    def _leveled(self, route: Route, level: str) -> Route:
        module, name = version_constant(self.checkout, level) or (route.level_module, None)
        return route._replace(level=name, version=level, level_module=module)


def _file(block: FencedBlock) -> PurePosixPath | None:
    """The file of Python that a block says it is."""
    written = _FILE.match(block.code) if block.language in _PYTHON else None
    return PurePosixPath(written["path"]) if written is not None else None


def _only_protocol(symbols: Symbols, path: PurePosixPath) -> ClassFacts | None:
    """The Protocol of a file, if that is all that it has decorators on."""
    try:
        owners = {item.class_name for item in decorated_methods(symbols, path)}
    except InputError:  # the document shows something that does not parse
        return None
    protocols = [facts for facts in protocols_of(symbols, path) if facts.node.name in owners]
    return protocols[0] if len(protocols) == len(owners) == 1 else None
