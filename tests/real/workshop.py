"""Trees of release 0.3.5 in several states of migration, and what their servers do; each is made once, two at a time.

What takes long is a job. Test modules name theirs in `JOBS`, so that they run beside each other from the start.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from external_apis import written_external_apis
from migrated_copy import MigratedRelease, copied_tree, migrate
from release_env import EnvironmentUnavailableError, compile_tree, find_uv, run

SCRIPTS = Path(__file__).parent / "session"
VERSION = "0.3.5"
SECONDS = 300
# With the starlette that each of them allows. LOCKED is what the release's own environment has; NEWEST was found by
# starting the release itself with the newest that there was. It may start with later ones too.
LOCKED, OLDEST, NEWEST = (), ("fastapi==0.115.14", "starlette==0.46.2"), (
    "fastapi==0.165.0",
    "starlette==1.10.0",
    "annotated-doc==0.0.7",
)  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """A change of one file of a tree: `old`, which stands there once, becomes `new`. Without `old` the file goes."""

    path: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Tree:
    """A copy of the release after some runs of `migrate`, each with its arguments, and then some edits."""

    runs: tuple[tuple[str, ...], ...] = ()
    edits: tuple[Edit, ...] = ()


LEGACY = Tree()
MIGRATED = Tree(((),))
HYBRID = Tree((("--keep-legacy",),))
KEPT = Tree((("--keep-undeclared-fields",),))


def half(*apis: str) -> Tree:
    """A tree in which only some APIs are migrated."""
    return Tree((tuple(word for api in apis for word in ("--api", api)),))


def edited(tree: Tree, *edits: Edit) -> Tree:
    return Tree(tree.runs, edits)


@dataclass(frozen=True)
class Job:
    """A run of one of the scripts in `session/` with a tree; with `external`, beside the packages of external_apis."""

    script: str
    tree: Tree
    flow: str = ""
    fastapi: tuple[str, ...] = LOCKED
    external: bool = False


def session(flow: str, tree: Tree, fastapi: tuple[str, ...] = LOCKED) -> Job:
    return Job("main.py", tree, flow, fastapi)


def application(tree: Tree, fastapi: tuple[str, ...] = LOCKED, external: bool = False) -> Job:
    return Job("application.py", tree, "", fastapi, external)


@dataclass
class Workshop:
    """Makes trees and runs jobs below one directory; `migrated` gives the copy that other tests look at, too."""

    release: Path
    migrated: Callable[[], MigratedRelease]
    python: Path
    directory: Path
    cache: Path
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max(2, os.cpu_count() or 2)))
    _jobs: dict[Job, Future[dict[str, Any]]] = field(default_factory=dict)
    _locks: dict[Any, threading.Lock] = field(default_factory=dict)
    _made: dict[Any, Any] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def start(self, job: Job) -> Future[dict[str, Any]]:
        with self._guard:
            if job not in self._jobs:
                self._jobs[job] = self._pool.submit(self._run, job, self.directory / f"job{len(self._jobs)}")
            return self._jobs[job]

    def result(self, job: Job) -> dict[str, Any]:
        """What the job's script wrote."""
        return self.start(job).result()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def tree(self, tree: Tree) -> Path:
        """The directory of a tree; treat it as read-only."""
        if tree == LEGACY:
            return self.release
        return self._once(("tree", tree), lambda number: self._make_tree(tree, self.directory / f"tree{number}"))

    def findings(self, tree: Tree) -> list[dict[str, Any]]:
        """What the last run of `migrate` on the way to a tree found."""
        self.tree(Tree(tree.runs))
        return self._made["findings", tree.runs]

    def _make_tree(self, tree: Tree, target: Path) -> Path:
        made = self._make_sources(tree, target)
        compile_tree(self.python, made / "llama_stack")
        return made

    def _make_sources(self, tree: Tree, target: Path) -> Path:
        if tree.edits:
            copied_tree(self.tree(Tree(tree.runs)), target)
            for edit in tree.edits:
                apply(edit, target / "llama_stack" / edit.path)
            return target
        if tree == MIGRATED:
            release = self.migrated()
            self._made["findings", tree.runs] = release.result["findings"]
            return release.tree
        copied_tree(self.tree(Tree(tree.runs[:-1])), target)
        done = migrate(target, *tree.runs[-1], "--format", "json")
        assert done.returncode == 0, done.stderr
        self._made["findings", tree.runs] = json.loads(done.stdout)["findings"]
        return target

    def _run(self, job: Job, directory: Path) -> dict[str, Any]:
        return self.in_tree(job, self.tree(job.tree), directory)

    def in_tree(self, job: Job, tree: Path, directory: Path) -> dict[str, Any]:
        """What the job's script writes about a tree that is made elsewhere; it works in a new directory."""
        directory.mkdir(parents=True)
        record = directory / "record.json"
        arguments = [*filter(None, [job.flow]), str(directory / "server"), str(record)]
        path = [SCRIPTS / "guard", tree]
        if job.external:
            packages = self._once("external", lambda _: written_external_apis(self.directory / "external"))
            arguments.append(str(packages / "more.json"))
            path.append(packages)
        if job.fastapi:
            path.append(self._once(job.fastapi, lambda _: self._install(job.fastapi)))
        command = [str(self.python), str(SCRIPTS / job.script), *arguments]
        done = subprocess.run(
            command,
            env=self._environment(path, directory),
            cwd=directory,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-6000:]
        return json.loads(record.read_text(encoding="utf-8"))

    def _environment(self, path: list[Path], directory: Path) -> dict[str, str]:
        """Nothing of the caller's but PATH: no proxy, no key, no setting of the server."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": os.pathsep.join(map(str, path)),
            "PYTHONHASHSEED": "0",  # the server goes through its APIs in the order of a set
            "HOME": str(directory),
            "NETWORK_ATTEMPTS": str(directory / "network.txt"),
            "WITHOUT_COLLECTOR": "yes",
        }

    def _install(self, packages: tuple[str, ...]) -> Path:
        """A directory with other versions of some packages, to be put in front of the environment's."""
        target = self.cache / "-".join(packages).replace("==", "-")
        complete = target / "complete"
        if not complete.is_file():
            shutil.rmtree(target, ignore_errors=True)
            command = [find_uv(), "pip", "install", "--compile-bytecode", "--no-deps", "--target", str(target)]
            command += ["--python", str(self.python)]
            try:
                run([*command, *packages])
            except EnvironmentUnavailableError as error:
                pytest.skip(f"not available: {packages}: {error}")
            complete.touch()
        return target

    def _once(self, key: Any, make: Callable[[int], Any]) -> Any:
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
            number = list(self._locks).index(key)
        with lock:
            if key not in self._made:
                self._made[key] = make(number)
            return self._made[key]


def apply(edit: Edit, path: Path) -> None:
    if not edit.old:
        path.unlink()
        return
    text = path.read_text(encoding="utf-8")
    assert text.count(edit.old) == 1, (edit, text.count(edit.old))
    path.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
