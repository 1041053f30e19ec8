"""The two trees to compare: a directory, or a git revision of the repository around the current directory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from llama_router_codemod.conventions.api_root import find_api_root
from llama_router_codemod.conventions.docs_generator import documents_program
from llama_router_codemod.conventions.fastapi_document import fastapi_document
from llama_router_codemod.conventions.router_registry import router_registry, routers_server
from llama_router_codemod.conventions.server import SERVER_FILE, read_server
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.changeset import Changeset
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.git_revision import commit_of, unpack_commit
from llama_router_codemod.tree.unfinished_run import require_finished
from llama_router_codemod.verify.messages.server_modules import ServerModules

#: Parts of a repository that no server imports, some of them very large.
NOT_IMPORTED = ("tests", "docs", "scripts", "benchmarking", "containers", ".github")
#: Parts of those that may hold the program which writes the published documents, and what it reads.
WITH_PROGRAMS, OF_PROGRAMS = ("docs", "scripts"), frozenset({".html", ".md", ".py"})


@dataclass(frozen=True)
class Source:
    """A tree whose server can be run: `name` as it was given, the directory that Python imports from, the package.

    `home` is where its environment is looked for: the directory itself, or the repository of a revision. `beside` are
    more directories to import from, `modules` are where it keeps its server. `checkout` is the tree itself, and
    `documents` the program in it that writes the published documents, by its dotted name, if there is one. With
    `fastapi_document` such a program has FastAPI make the document of webmethods.
    """

    name: str
    root: Path
    package: str
    home: Path
    checkout: Path
    beside: tuple[Path, ...] = ()
    modules: ServerModules = field(default_factory=ServerModules)
    documents: str | None = None
    fastapi_document: bool = False


def open_source(name: str, repository: Path, scratch: Path, exclude: Iterable[str] = ()) -> Source:
    """The tree that `name` means: a directory if there is one, else a revision of `repository`, unpacked in `scratch`.

    Files that the patterns `exclude` leave out are not asked for the server.

    Raises InputError when it is neither, when it has no server, and when a run stands in it that was interrupted while
    it wrote; the server is the one nearest to the root.
    """
    directory = Path(name)
    if name and directory.is_dir():
        require_finished(directory)
        return _found(name, directory.resolve(), directory.resolve(), exclude)
    _unpack(name, repository, scratch)
    return _found(name, scratch, repository.resolve(), exclude)


def changed_modules(source: Source, changeset: Changeset, exclude: Iterable[str] = ()) -> ServerModules:
    """Where the server and the registry of a tree are with some changes, which are not written."""
    checkout = Checkout.open(source.checkout, exclude).changed(changeset)
    found = _with_server(Symbols(checkout), source.name, source.checkout, source.home)
    return source.modules if found is None else found.modules


def _found(name: str, directory: Path, home: Path, exclude: Iterable[str]) -> Source:
    try:
        symbols = Symbols(Checkout.open(directory, exclude))
        source = _with_server(symbols, name, directory, home)
    except InputError as error:
        # A revision is unpacked in a directory that nobody knows.
        raise InputError(f"{name}: {error.message.removeprefix(f'{directory}: ')}", error.remedy) from error
    if source is None and (refusals := read_server(symbols).refusals):
        raise InputError(
            f"{name}: {refusals[0].place}: its server is not understood ({refusals[0].code})", "`migrate` says why."
        )
    if source is None:
        raise InputError(
            f"{name}: no server found: no package has a {SERVER_FILE}",
            "Give the root of a llama-stack checkout, or the directory into which its wheel was unpacked.",
        )
    try:
        program, maker = documents_program(symbols), fastapi_document(symbols)
    except InputError:  # it does not parse, so that it writes nothing
        return source
    documents = None if program is None else ".".join(program.with_suffix("").parts)
    return replace(source, documents=documents, fastapi_document=maker is not None)


def _with_server(symbols: Symbols, name: str, directory: Path, home: Path) -> Source | None:
    """The tree without its program; None when no package has a server."""
    checkout = symbols.checkout
    found = Source(name, directory, "", home, directory)
    understood = read_server(symbols).server
    if understood is not None:
        modules = (understood.module, understood.discovery_module, understood.loop.discovery)
        return _understood(found, checkout, understood.loop.path, modules)
    routed = routers_server(checkout)
    if routed is not None:
        # The list of routes is asked of the registry.
        module = checkout.module_name(routed)
        return _understood(found, checkout, routed, (module, module, ""))
    servers = [path for path in checkout.files if path.match(f"*/{SERVER_FILE}")]
    if not servers:
        return None
    package = directory / min(servers, key=lambda path: (len(path.parts), path)).parents[2]
    return Source(name, package.parent, package.name, home, directory)


def _understood(found: Source, checkout: Checkout, path: PurePosixPath, modules: tuple[str, str, str]) -> Source:
    """The tree whose server is in a file; `modules` are those of the server and of the list of routes, and the name of
    the function that lists them."""
    server, discovery, list_routes = modules
    package, _, module = server.partition(".")
    root = found.checkout / path.parents[module.count(".") + 1]
    registry = router_registry(checkout)
    is_elsewhere = registry is not None and registry.parent != path.parent
    below = ServerModules(
        module,
        discovery.removeprefix(f"{package}."),
        list_routes,
        checkout.module_name(registry) if registry is not None and is_elsewhere else None,
    )
    apis = _home_of_apis(found.checkout, checkout)
    return replace(found, root=root, package=package, modules=below, beside=() if apis in (None, root) else (apis,))


def _home_of_apis(directory: Path, checkout: Checkout) -> Path | None:
    """The directory that the APIs are imported from: their package may be a project of its own."""
    apis = find_api_root(checkout)
    if apis is None:
        return None
    return directory / apis.parents[checkout.module_name(apis / "__init__.py").count(".")]


def _unpack(revision: str, repository: Path, scratch: Path) -> None:
    if not revision:
        raise InputError("an empty name is neither a directory nor a revision", "Give a directory or a revision.")
    try:
        commit = commit_of(revision, repository)
    except FileNotFoundError as error:
        raise InputError("git is not installed", "Install git, or give two directories.") from error
    if commit is None:
        raise InputError(
            f"{revision}: neither a directory nor a revision of the repository around {repository}",
            "Give a directory, or run in the repository: `verify HEAD~1 .`",
        )
    unpack_commit(commit, repository, scratch, _is_wanted)


def _is_wanted(path: PurePosixPath) -> bool:
    """Whether a server may import a file, or the program that writes the published documents may use it."""
    top = path.parts[0]
    return top not in NOT_IMPORTED or (top in WITH_PROGRAMS and path.suffix in OF_PROGRAMS)
