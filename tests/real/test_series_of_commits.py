"""Release 0.3.5 as a repository, migrated in a series of commits: at each of them the server serves the same.

With LRC_THOROUGH each commit is tried, which takes a minute for each; else the first and the last.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from migrated_copy import copied_tree, migrate, tree_bytes
from session_jobs import APPLICATION
from thorough import THOROUGH
from workshop import LEGACY, MIGRATED, Workshop, application

pytestmark = [pytest.mark.real, pytest.mark.usefixtures("own_git")]

JOBS = [APPLICATION[LEGACY]]


def said(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, text=True).stdout


def test_every_commit_serves_the_same(workshop: Workshop, tmp_path: Path) -> None:
    root = tmp_path / "release"
    copied_tree(workshop.release, root)
    for arguments in (("init",), ("add", "--all", "--force", ".", ":!*.pyc"), ("commit", "-m", "0.3.5")):
        said(root, *arguments)
    done = migrate(root, "--commit")
    assert done.returncode == 0, done.stderr
    commits = said(root, "rev-list", "--reverse", "HEAD").split()[1:]
    assert len(commits) == 23
    assert tree_bytes(root) == tree_bytes(workshop.tree(MIGRATED))
    legacy = workshop.result(APPLICATION[LEGACY])
    for commit in commits if THOROUGH else (commits[0], commits[-1]):
        said(root, "checkout", "--quiet", commit)
        served = workshop.in_tree(application(LEGACY), root, tmp_path / commit)
        assert "error" not in served, served["error"]
        assert {key: served[key] for key in ("rows", "operations")} == {
            key: legacy[key] for key in ("rows", "operations")
        }, said(root, "log", "-1", "--format=%s")
