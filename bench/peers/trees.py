"""The trees that commands are timed on, each made when it is first asked for."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
from functools import cached_property
from pathlib import Path

from llama_stack_release import PROJECT

from peers.unrelated_packages import write_unrelated_packages

#: The tool of this project, run so that the tree it runs in is not on its path.
PROGRAM = (sys.executable, "-P", "-m", "llama_router_codemod")
#: How many times as many modules as it has are beside a release in the tenfold repository.
_UNRELATED = 9
_AUTHOR = {
    f"GIT_{role}_{part}": value
    for role in ("AUTHOR", "COMMITTER")
    for part, value in (("NAME", "Benchmark"), ("EMAIL", "benchmark@localhost"))
}


class Trees:
    """Copies of an unpacked release in a directory that its maker removes."""

    def __init__(self, release: Path, directory: Path) -> None:
        self._source = release
        self._directory = directory
        paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.environment = {**os.environ, **_AUTHOR, "PYTHONPATH": os.pathsep.join(paths)}
        # The peers are installed, that is, compiled; what runs from here must not be compiled again by each process.
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        compileall.compile_dir(PROJECT / "llama_router_codemod", quiet=2)

    @cached_property
    def release(self) -> Path:
        """As it came."""
        return self._copy("release")

    @cached_property
    def migrated(self) -> Path:
        """As the tool leaves it. Raises CalledProcessError if it does not migrate the whole."""
        tree = self._copy("migrated")
        subprocess.run([*PROGRAM, "migrate", str(tree)], env=self.environment, capture_output=True, check=True)
        return tree

    @cached_property
    def checkout(self) -> Path:
        """Committed to a repository of its own."""
        return self._committed(self._copy("checkout"))

    @cached_property
    def tenfold(self) -> Path:
        """A repository with nine times as many other modules beside those of the release."""
        tree = self._copy("tenfold")
        write_unrelated_packages(self._source, tree, _UNRELATED)
        return self._committed(tree)

    def fresh(self, tree: Path) -> Path:
        """A copy of one of the trees for a command that writes, a clone of a repository, in place of the last one."""
        copy = self._directory / "fresh"
        shutil.rmtree(copy, ignore_errors=True)
        if (tree / ".git").is_dir():
            self._git("clone", "--quiet", str(tree), str(copy))
            return copy
        return Path(shutil.copytree(tree, copy))

    def _copy(self, name: str) -> Path:
        return Path(
            shutil.copytree(self._source, self._directory / name, ignore=shutil.ignore_patterns("__pycache__", ".git"))
        )

    def _committed(self, tree: Path) -> Path:
        for arguments in (("init", "--quiet"), ("add", "--all", "--force"), ("commit", "--quiet", "-m", "release")):
            self._git("-C", str(tree), "-c", "commit.gpgSign=false", *arguments)
        return tree

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], env=self.environment, stdout=subprocess.DEVNULL, check=True)
