"""What BEFORE and AFTER mean: a directory, or a revision of the repository here."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path, PurePosixPath
from textwrap import dedent

import pytest
from harbour import apart, harbour
from trees import ENDPOINTS, SERVER
from whole_trees import CACHES, FIXTURES

from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.verify.messages.server_modules import ServerModules
from llama_router_codemod.verify.sources import Source, changed_modules, open_source


@pytest.fixture(autouse=True)
def _own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Reader", "-c", "user.email=reader@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def server(root: Path, package: str = "shop", content: str = "") -> Path:
    """A directory with a package that has a server, and that server's file."""
    file = root / package / "core" / "server" / "server.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file


def commit(root: Path, message: str = "start") -> None:
    if not (root / ".git").exists():
        git(root, "init")
    git(root, "add", "--all")
    git(root, "commit", "-m", message)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose server has the content "1" in the commit before the last, "2" in the last, "3" on disk."""
    root = tmp_path / "repository"
    server(root, content="1")
    for directory in ("tests", "docs", "shop/tests"):
        (root / directory).mkdir()
        (root / directory / "page.txt").write_text("a page", encoding="utf-8")
    commit(root)
    server(root, content="2")
    commit(root, "second")
    git(root, "tag", "v2")
    server(root, content="3")
    return root


def content(source: Source) -> str:
    return (source.root / source.package / "core/server/server.py").read_text(encoding="utf-8")


def refused(name: str, repository: Path, scratch: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        open_source(name, repository, scratch)
    return caught.value


# Directories


def test_directory(tmp_path: Path) -> None:
    server(tmp_path / "tree")
    name = str(tmp_path / "tree")
    assert open_source(name, tmp_path, tmp_path / "scratch") == Source(
        name, tmp_path / "tree", "shop", tmp_path / "tree", tmp_path / "tree"
    )
    assert not (tmp_path / "scratch").exists()


def test_relative_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server(tmp_path / "tree")
    monkeypatch.chdir(tmp_path)
    assert open_source("tree", tmp_path, tmp_path / "scratch") == Source(
        "tree", tmp_path / "tree", "shop", tmp_path / "tree", tmp_path / "tree"
    )


def test_packages_below_src(tmp_path: Path) -> None:
    server(tmp_path / "src")
    assert open_source(str(tmp_path), tmp_path, tmp_path / "scratch") == Source(
        str(tmp_path), tmp_path / "src", "shop", tmp_path, tmp_path
    )


def test_server_of_an_environment_is_not_that_of_the_tree(tmp_path: Path) -> None:
    server(tmp_path / ".venv/lib/site-packages", "installed")
    (tmp_path / "setup.py").touch()
    assert refused(str(tmp_path), tmp_path, tmp_path / "scratch").message == (
        f"{tmp_path}: no server found: no package has a core/server/server.py"
    )
    server(tmp_path / "deep/down/src")
    assert open_source(str(tmp_path), tmp_path, tmp_path / "scratch").package == "shop"


def test_tree_in_an_environment(tmp_path: Path) -> None:
    """An unpacked wheel may be the environment's own."""
    packages = tmp_path / "lib/site-packages"
    server(packages)
    assert open_source(str(packages), tmp_path, tmp_path / "scratch").root == packages


def test_of_several_packages_the_one_nearest_to_the_top(tmp_path: Path) -> None:
    server(tmp_path / "examples", "a")
    server(tmp_path, "shop")
    server(tmp_path, "store")
    assert open_source(str(tmp_path), tmp_path, tmp_path / "scratch") == Source(
        str(tmp_path), tmp_path, "shop", tmp_path, tmp_path
    )


def test_directory_without_server(tmp_path: Path) -> None:
    (tmp_path / "shop/core").mkdir(parents=True)
    (tmp_path / "shop/core/server.py").touch()
    error = refused(str(tmp_path), tmp_path, tmp_path / "scratch")
    assert error.message == f"{tmp_path}: no server found: no package has a core/server/server.py"
    assert error.remedy == (
        "Give the root of a llama-stack checkout, or the directory into which its wheel was unpacked."
    )


def test_server_that_is_elsewhere(tmp_path: Path) -> None:
    """As in llama-stack before 0.2.18: it is found by what it does."""
    older = (
        ("core/server/routes", "distribution/server/endpoints"),
        ("core/server", "distribution/server"),
        ("core.server.routes", "distribution.server.endpoints"),
        ("get_all_api_routes", "get_all_api_endpoints"),
    )
    for path, source in SERVER.items():
        for new, old in older:
            path, source = path.replace(new, old), source.replace(new, old)
        file = tmp_path / "src" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(source), encoding="utf-8")
        for package in list(file.parents)[: path.count("/")]:
            (package / "__init__.py").touch()
    assert open_source(str(tmp_path), tmp_path, tmp_path / "scratch") == Source(
        str(tmp_path),
        tmp_path / "src",
        "pkg",
        tmp_path,
        tmp_path,
        modules=ServerModules("distribution.server.server", "distribution.server.endpoints", "get_all_api_endpoints"),
    )


def test_apis_in_a_project_of_their_own(tmp_path: Path) -> None:
    """As in llama-stack from 840ad75fe on, for some days."""
    apis = {"pkg_api/__init__.py": "", "pkg_api/datatypes.py": "class Api(Enum): ...\n"}
    files = {
        **{f"src/{path}": text for path, text in SERVER.items()},
        **{f"src/pkg-api/{p}": t for p, t in apis.items()},
    }
    for path, source in files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(source), encoding="utf-8")
    for package in ("src/pkg", "src/pkg/core", "src/pkg/core/server"):
        (tmp_path / package / "__init__.py").touch()
    found = open_source(str(tmp_path), tmp_path, tmp_path / "scratch")
    assert (found.root, found.package, found.beside) == (tmp_path / "src", "pkg", (tmp_path / "src/pkg-api",))


def test_a_server_that_is_not_understood(tmp_path: Path) -> None:
    file = tmp_path / "shop/web/server.py"
    file.parent.mkdir(parents=True)
    file.write_text("print(method.__webmethods__)\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_source(str(tmp_path), tmp_path, tmp_path / "scratch")
    assert caught.value.message == f"{tmp_path}: shop/web/server.py:1:1: its server is not understood (LRC908)"


# Revisions


@pytest.mark.parametrize(("revision", "expected"), [("HEAD", "2"), ("HEAD~1", "1"), ("v2", "2"), ("v2^", "1")])
def test_revision(revision: str, expected: str, repository: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch/before"
    source = open_source(revision, repository, scratch)
    assert source == Source(revision, scratch, "shop", repository, scratch)
    assert content(source) == expected
    assert content(open_source(str(repository), repository, scratch)) == "3", "the tree itself stays as it is"


def test_revision_from_below_the_top(repository: Path, tmp_path: Path) -> None:
    source = open_source("HEAD~1", repository / "shop/core", tmp_path / "scratch")
    assert (source.root, source.home) == (tmp_path / "scratch", repository / "shop/core")
    assert content(source) == "1"


def test_what_no_server_imports_is_not_unpacked(repository: Path, tmp_path: Path) -> None:
    root = open_source("HEAD", repository, tmp_path / "scratch").root
    files = [str(path.relative_to(root)) for path in sorted(root.rglob("*")) if path.is_file()]
    assert files == ["shop/core/server/server.py", "shop/tests/page.txt"]


def test_revision_with_links(repository: Path, tmp_path: Path) -> None:
    (repository / "shop/latest").symlink_to("core")
    (repository / "shop/elsewhere").symlink_to("/nowhere")
    (repository / "shop/above").symlink_to("../../other")
    commit(repository, "links")
    root = open_source("HEAD", repository, tmp_path / "scratch").root
    assert (root / "shop/latest").readlink() == Path("core")
    assert not (root / "shop/elsewhere").exists()
    assert not (root / "shop/above").exists()


def test_directory_comes_before_a_revision_of_its_name(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server(repository / "v2", content="a directory")
    monkeypatch.chdir(repository)
    assert content(open_source("v2", repository, tmp_path / "scratch")) == "a directory"


def test_revision_without_server(tmp_path: Path) -> None:
    (tmp_path / "setup.py").write_text("print()", encoding="utf-8")
    commit(tmp_path)
    assert refused("HEAD", tmp_path, tmp_path / "scratch").message == (
        "HEAD: no server found: no package has a core/server/server.py"
    )


def test_revision_without_python_is_named_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("Nothing here.", encoding="utf-8")
    commit(tmp_path)
    assert refused("HEAD", tmp_path, tmp_path / "scratch").message.startswith("HEAD: no ")


@pytest.mark.parametrize("name", ["HEAD~9", "nowhere", "--all", "HEAD:shop", "two words"])
def test_unknown_name(name: str, repository: Path, tmp_path: Path) -> None:
    error = refused(name, repository, tmp_path / "scratch")
    assert error.message == f"{name}: neither a directory nor a revision of the repository around {repository}"
    assert error.remedy == "Give a directory, or run in the repository: `verify HEAD~1 .`"
    assert not (tmp_path / "scratch").exists()


def test_unknown_name_where_no_repository_is(tmp_path: Path) -> None:
    assert refused("HEAD", tmp_path, tmp_path / "scratch").message == (
        f"HEAD: neither a directory nor a revision of the repository around {tmp_path}"
    )


def test_no_git(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refused("HEAD", repository, tmp_path / "scratch")
    assert (error.message, error.remedy) == ("git is not installed", "Install git, or give two directories.")
    assert open_source(str(repository), repository, tmp_path / "scratch").package == "shop"


def test_a_tree_whose_server_has_routers_only(tmp_path: Path) -> None:
    files = {
        "src/shop/__init__.py": "",
        "src/shop/web/__init__.py": "",
        "src/shop/web/routers.py": "def register_router(api, factory): ...\n",
        "src/shop/web/main.py": "def create():\n    include_routers(app, api, impl, [])\n",
    }
    for name, source in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source)
    assert open_source(str(tmp_path), tmp_path, tmp_path / "scratch") == Source(
        str(tmp_path), tmp_path / "src", "shop", tmp_path, tmp_path, modules=ServerModules("web.main", "web.main", "")
    )


def with_program(root: Path) -> None:
    """The generator of the fixture, beside a package that is not that of the server."""
    for name in ("archive", "docs"):
        shutil.copytree(FIXTURES / "archive/before" / name, root / name, dirs_exist_ok=True, ignore=CACHES)


def test_program_that_writes_documents(repository: Path, tmp_path: Path) -> None:
    assert open_source(str(repository), repository, tmp_path / "scratch").documents is None
    with_program(repository)
    commit(repository, "program")
    for name, checkout in ((str(repository), repository), ("HEAD", tmp_path / "scratch")):
        source = open_source(name, repository, tmp_path / "scratch")
        assert (source.documents, source.checkout) == ("docs.openapi_generator.generate", checkout)
        assert (checkout / "docs/openapi_generator/pyopenapi/template.html").exists()


def test_program_that_does_not_parse(repository: Path, tmp_path: Path) -> None:
    with_program(repository)
    (repository / "docs/openapi_generator/generate.py").write_text("def", encoding="utf-8")
    assert open_source(str(repository), repository, tmp_path / "scratch").documents is None


def test_program_that_has_fastapi_make_the_document(repository: Path, tmp_path: Path) -> None:
    assert not open_source(str(repository), repository, tmp_path / "scratch").fastapi_document
    (repository / "scripts").mkdir()
    (repository / "scripts/endpoints.py").write_text(ENDPOINTS, encoding="utf-8")
    assert open_source(str(repository), repository, tmp_path / "scratch").fastapi_document


@pytest.mark.parametrize("is_revision", [False, True])
def test_a_server_that_does_not_parse(repository: Path, tmp_path: Path, is_revision: bool) -> None:
    (repository / "shop/core/server/server.py").write_text("def create_dynamic_typed_route(:\n", encoding="utf-8")
    commit(repository, "broken")
    name = "HEAD" if is_revision else str(repository)
    with pytest.raises(InputError) as caught:
        open_source(name, repository, tmp_path / "scratch")
    assert caught.value.message.startswith(f"{name}: shop/core/server/server.py")


def test_files_that_are_left_out(tmp_path: Path) -> None:
    """The server of a checkout in the checkout is not its own."""
    for root in (tmp_path, tmp_path / "app/nested"):
        for name, source in SERVER.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(dedent(source), encoding="utf-8")
    (tmp_path / "app/pkg").mkdir()
    (tmp_path / "pkg").rename(tmp_path / "zoo")
    with pytest.raises(InputError, match="no Python file here"):
        open_source(str(tmp_path), tmp_path, tmp_path, ["/zoo/", "/app/"])
    assert open_source(str(tmp_path), tmp_path, tmp_path, ["/zoo/"]).root == tmp_path / "app/nested"
    assert open_source(str(tmp_path), tmp_path, tmp_path, ["/app/"]).root == tmp_path


def test_where_a_planned_migration_puts_the_registry(tmp_path: Path) -> None:
    """APIs that may not import the server have it."""
    tree = harbour(tmp_path / "tree", apart({}))
    before = open_source(str(tree), tree, tmp_path / "scratch")
    planned = plan_migration(Checkout.open(tree))
    assert not planned.refused
    assert before.modules.registry is None
    assert changed_modules(before, planned.changeset).registry == "port_api.routers"


def test_changes_that_leave_no_server(tmp_path: Path) -> None:
    file = server(tmp_path)
    before = open_source(str(tmp_path), tmp_path, tmp_path / "scratch")
    path = PurePosixPath(file.relative_to(tmp_path))
    gone = Changeset((FileChange(path, b"", None), FileChange(PurePosixPath("a.py"), None, b"")))
    assert changed_modules(before, gone) == before.modules
