"""`migrate --commit`: commits, and nothing else of a repository moves."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest
from repository import git
from small_tree import small_tree, tree_bytes

from llama_router_codemod.migrate import commit_series as module
from llama_router_codemod.migrate.commit_series import Commits, SeriesRun, commit_series
from llama_router_codemod.migrate.migration import MigrateOptions, Migration
from llama_router_codemod.migrate.run import Writing, migrate
from llama_router_codemod.migrate.series import SeriesStep
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.commit_writer import DiffSize

pytestmark = pytest.mark.usefixtures("own_git")

SUBJECTS = "infrastructure\norders\nstock\n"


@dataclass(frozen=True)
class Verdict:
    """Evidence that says yes or no."""

    is_accepted: bool


def said(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, text=True).stdout


def start(root: Path) -> Path:
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "start")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return start(small_tree(tmp_path / "shop"))


def message(step: SeriesStep, size: DiffSize, evidence: Verdict | None) -> str:
    return f"{step.name}\n"


def commit(root: Path, *apis: str, prefix: str | None = None, exclude: tuple[str, ...] = ()) -> SeriesRun[Verdict]:
    options = MigrateOptions(apis=apis, exclude=exclude)
    return commit_series(root, options, Commits(message, branch_prefix=prefix))


def subjects(root: Path, revision: str = "HEAD") -> str:
    return said(root, "log", "--reverse", "--format=%s", revision).removeprefix("start\n")


def test_a_series(root: Path, tmp_path: Path) -> None:
    base = said(root, "rev-parse", "HEAD").strip()
    run = commit(root)
    assert (run.written, run.base, subjects(root)) == (True, base, SUBJECTS)
    assert [result.commit for result in run.results] == said(root, "rev-list", "--reverse", f"{base}..main").split()
    at_once = small_tree(tmp_path / "at_once")
    migrate(at_once, MigrateOptions(), Writing())
    assert tree_bytes(root) == tree_bytes(at_once)
    assert said(root, "status", "--porcelain") == ""
    assert said(root, "fsck", "--strict") == ""
    assert commit(root).results == ()
    assert subjects(root) == SUBJECTS


def test_the_rest_of_a_series(root: Path) -> None:
    """After a run for one API, and after somebody took commits back."""
    commit(root, "stock")
    assert subjects(root) == "infrastructure\nstock\n"
    commit(root)
    assert subjects(root) == "infrastructure\nstock\norders\n"
    tree = said(root, "rev-parse", "HEAD^{tree}")
    git(root, "reset", "--hard", "HEAD~2")
    commit(root)
    assert (subjects(root), said(root, "rev-parse", "HEAD^{tree}")) == (SUBJECTS, tree)


def test_nothing_else_moves(root: Path) -> None:
    """Stash, hooks, what is staged, and what is edited or new beside the files that change."""
    (root / "notes.md").write_text("one\n", encoding="utf-8")
    (root / "shop/other.py").write_text("ONE = 1\n", encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-m", "notes")
    (root / "notes.md").write_text("stashed\n", encoding="utf-8")
    git(root, "stash")
    hooks = root / ".git/hooks"
    for hook in ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change"):
        (hooks / hook).write_text(f"#!/bin/sh\ntouch {root}/ran\n", encoding="utf-8")
        (hooks / hook).chmod(0o755)
    (root / "shop/other.py").write_text("TWO = 2\n", encoding="utf-8")
    git(root, "-c", "core.hooksPath=/dev/null", "add", ".")
    (root / "notes.md").write_text("edited\n", encoding="utf-8")
    (root / "new.py").write_text("class Stand(Stock): ...\n", encoding="utf-8")
    before = said(root, "stash", "list", "--format=%H"), sorted(path.name for path in hooks.iterdir())
    commit(root)
    assert not (root / "ran").exists()
    assert before == (said(root, "stash", "list", "--format=%H"), sorted(path.name for path in hooks.iterdir()))
    assert said(root, "status", "--porcelain") == " M notes.md\nM  shop/other.py\n?? new.py\n"
    assert said(root, "show", "HEAD:notes.md", "HEAD:shop/other.py") == "one\nONE = 1\n"


def test_what_is_not_committed_does_not_count(root: Path, tmp_path: Path) -> None:
    """An edited file is read as it is committed; it does not change."""
    stock = "shop/providers.py"
    (root / stock).write_text(
        "from shop.apis.stock import Stock\n\n\nclass Shelf(Stock):\n    pass\n", encoding="utf-8"
    )
    git(root, "add", ".")
    git(root, "commit", "-m", "providers")
    clean = Path(said(root, "clone", "--quiet", ".", str(tmp_path / "clean")) or tmp_path / "clean")
    with (root / stock).open("a", encoding="utf-8") as file:
        file.write("\n    async def count(self, book: str) -> int: ...\n")
    commit(root)
    commit(clean)
    assert said(root, "rev-parse", "HEAD^{tree}") == said(clean, "rev-parse", "HEAD^{tree}")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("shop/client.py", "from shop.apis.orders.orders import Order as O\n", "shop/client.py: uncommitted changes"),
        ("new.py", "from shop.apis.orders.orders import Order\n", "new.py: imports what moves, and is not committed"),
        ("shop/apis/stock/routes.py", "", "shop/apis/stock/routes.py: uncommitted changes"),
        (".gitignore", "service.py\n", "shop/apis/orders/service.py: git ignores this new file"),
        (".gitattributes", "*.py filter=lfs\n", "git stores it in another form"),
    ],
)
def test_what_is_in_the_way(root: Path, name: str, text: str, told: str) -> None:
    (root / name).write_text(text, encoding="utf-8")
    before = tree_bytes(root), said(root, "rev-parse", "HEAD")
    with pytest.raises(InputError, match=told):
        commit(root)
    assert before == (tree_bytes(root), said(root, "rev-parse", "HEAD"))


def test_branches(root: Path) -> None:
    """One on top of the other; what is checked out stays, also with uncommitted changes in files that would change."""
    (root / "shop/client.py").write_text("edited\n", encoding="utf-8")
    before = tree_bytes(root), said(root, "rev-parse", "HEAD"), said(root, "status", "--porcelain")
    run = commit(root, prefix="routers/")
    assert before == (tree_bytes(root), said(root, "rev-parse", "HEAD"), said(root, "status", "--porcelain"))
    assert [result.branch for result in run.results] == ["routers/infrastructure", "routers/orders", "routers/stock"]
    assert subjects(root, "routers/infrastructure") == "infrastructure\n"
    assert subjects(root, "routers/stock") == SUBJECTS
    with pytest.raises(InputError, match="branch routers/infrastructure exists already"):
        commit(root, prefix="routers/")


def test_branches_that_go_on(root: Path) -> None:
    commit(root, "orders", prefix="r-")
    git(root, "switch", "r-orders")
    commit(root, prefix="r-")
    assert subjects(root, "r-stock") == SUBJECTS
    assert said(root, "rev-parse", "--abbrev-ref", "HEAD") == "r-orders\n"


def test_a_detached_head(root: Path) -> None:
    git(root, "checkout", "--detach")
    commit(root)
    assert (subjects(root), subjects(root, "main")) == (SUBJECTS, "")


def test_another_work_tree(root: Path, tmp_path: Path) -> None:
    git(root, "worktree", "add", str(tmp_path / "other"))
    commit(tmp_path / "other")
    assert (subjects(root, "other"), subjects(root, "main")) == (SUBJECTS, "")
    assert said(tmp_path / "other", "status", "--porcelain") + said(root, "status", "--porcelain") == ""


def test_submodules(root: Path, tmp_path: Path) -> None:
    """One in the checkout, and the checkout as one."""
    library = start(small_tree(tmp_path / "library"))
    allowed = ("-c", "protocol.file.allow=always")
    git(root, *allowed, "submodule", "add", str(library), "vendored")
    git(root, "commit", "-m", "submodule")
    commit(root)
    assert said(root, "ls-tree", "HEAD", "vendored").startswith("160000 commit ")
    assert said(root, "status", "--porcelain") == ""
    commit(root / "vendored")
    assert subjects(root / "vendored") == SUBJECTS
    assert said(root, "status", "--porcelain") == " M vendored\n"


def test_a_directory_within_a_repository(tmp_path: Path) -> None:
    top = start(small_tree(tmp_path / "top/inside").parent)
    commit(top / "inside")
    assert said(top, "status", "--porcelain") == ""
    assert said(top, "show", "--name-only", "--format=", "HEAD").splitlines()[0].startswith("inside/shop/")


def test_line_endings(root: Path, tmp_path: Path) -> None:
    """A checkout with carriage returns that git stores without: the commits are those of one that has none."""
    plain = Path(said(root, "clone", "--quiet", ".", str(tmp_path / "plain")) or tmp_path / "plain")
    git(root, "config", "core.autocrlf", "true")
    git(root, "rm", "-r", "--cached", "--quiet", ".")
    git(root, "reset", "--hard")
    assert b"\r\n" in (root / "shop/apis/stock/stock.py").read_bytes()
    commit(root)
    commit(plain)
    assert said(root, "rev-parse", "HEAD^{tree}") == said(plain, "rev-parse", "HEAD^{tree}")
    assert b"\r\n" in (root / "shop/apis/stock/service.py").read_bytes()
    assert said(root, "status", "--porcelain") == ""


def test_a_refused_api_is_left(root: Path) -> None:
    (root / "shop/client.py").write_text("import shop.apis.orders.orders\n", encoding="utf-8")
    git(root, "commit", "--all", "-m", "start")
    run = commit(root)
    assert (run.written, run.migration.refused) == (True, True)
    assert subjects(root).splitlines()[-2:] == ["infrastructure", "stock"]
    run = commit(root, "orders")
    assert (run.written, run.results, run.migration.refused) == (False, (), True)


def test_evidence_decides(root: Path) -> None:
    """Each step is proven, with all up to it; one that is not accepted ends the run, and nothing is written."""
    asked: list[tuple[str, int]] = []

    def prove(step: SeriesStep, so_far: Migration) -> Verdict:
        asked.append((step.name, len(so_far.changeset.changes)))
        return Verdict(is_accepted=step.name != "stock")

    before = tree_bytes(root), said(root, "for-each-ref")
    run = commit_series(root, MigrateOptions(), Commits(message, prove))
    assert (run.written, run.is_accepted, run.evidence) == (False, False, Verdict(is_accepted=False))
    assert [name for name, _ in asked] == ["infrastructure", "orders", "stock"]
    assert asked[0][1] < asked[1][1] < asked[2][1]
    assert before == (tree_bytes(root), said(root, "for-each-ref"))
    (root / "shop/schema_utils.py").write_text("edited\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"shop/schema_utils\.py: uncommitted changes"):
        commit_series(root, MigrateOptions(), Commits(message, prove))


@pytest.mark.parametrize("call", ["_let_follow", "commit_writer"])
def test_a_run_that_was_stopped_is_run_again(root: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*arguments: object) -> None:
        raise KeyboardInterrupt

    before = tree_bytes(root), said(root, "for-each-ref")
    with monkeypatch.context() as patch:
        patch.setattr(module, call, stopped)
        with pytest.raises(KeyboardInterrupt):
            commit(root)
    assert before == (tree_bytes(root), said(root, "for-each-ref"))
    commit(root)
    assert subjects(root) == SUBJECTS


@pytest.mark.parametrize("name", ["set_index", "move_head"])
def test_a_run_that_was_killed_is_run_again(root: Path, name: str) -> None:
    pid = os.fork()
    if not pid:
        try:
            from llama_router_codemod.tree import apply

            setattr(apply, name, lambda *arguments: os._exit(0))
            commit(root)
        finally:
            os._exit(1)
    assert os.waitpid(pid, 0)[1] == 0
    assert subjects(root) == ""
    commit(root)
    assert (subjects(root), said(root, "status", "--porcelain")) == (SUBJECTS, "")


def test_what_git_follows(root: Path) -> None:
    """Lines of a module that mostly moves stay their author's; the others, with `blame -C`."""
    module_path = root / "shop/apis/stock/stock.py"
    text = module_path.read_text(encoding="utf-8")
    methods = "".join(f"\n    async def lend_{number}(self) -> int: ...\n" for number in range(20))
    module_path.write_text(text + methods, encoding="utf-8")
    git(root, "commit", "--all", "-m", "methods")
    commit(root)
    followed = said(root, "log", "--follow", "--format=%s", "shop/apis/stock/service.py")
    assert followed.splitlines() == ["stock", "methods", "start"]
    blamed = said(root, "blame", "-s", "shop/apis/stock/service.py").splitlines()
    newest = said(root, "rev-parse", "--short=8", "HEAD").strip()
    assert sum(not line.startswith(newest) for line in blamed) > 0.8 * len(blamed)


def test_no_apis_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    with pytest.raises(InputError, match="--commit is for a checkout with APIs of its own"):
        commit(start(tmp_path))


def test_no_git(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--commit makes commits, and git has no part in this directory"):
        commit(small_tree(tmp_path))


def test_files_that_are_left_out(root: Path) -> None:
    (root / "more.py").write_text("from shop.apis.orders.orders import Order\n", encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-m", "more")
    run = commit(root, exclude=("more.py",))
    assert PurePosixPath("more.py") not in {change.path for change in run.migration.changeset.changes}
