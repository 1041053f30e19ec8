"""The environment of a release is built once, however many ask for it at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import release_env


def test_who_comes_while_it_is_built_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def run(command: list[str]) -> None:
        ran.append(command)
        if command[1] == "venv":
            Path(command[-1]).mkdir()  # fails for a second one

    monkeypatch.setattr(release_env, "run", run)
    monkeypatch.setattr(release_env, "find_uv", lambda: "uv")
    monkeypatch.setattr(release_env, "find_python", lambda uv: Path("python"))
    together = Barrier(4)

    def ask(_: int) -> Path:
        together.wait()
        return release_env.release_python("0.3.5", tmp_path)

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(ask, range(4)))
    assert found == {tmp_path / "env-0.3.5/bin/python"}
    assert [command[1] for command in ran] == ["venv", "pip"]
    assert release_env.release_python("0.3.5", tmp_path) in found
    assert len(ran) == 2


def test_one_that_was_not_finished_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "env-0.3.5").mkdir()
    ran: list[str] = []
    monkeypatch.setattr(
        release_env, "run", lambda command: ran.append(command[1]) or (tmp_path / "env-0.3.5").mkdir(exist_ok=True)
    )
    monkeypatch.setattr(release_env, "find_uv", lambda: "uv")
    monkeypatch.setattr(release_env, "find_python", lambda uv: Path("python"))
    release_env.release_python("0.3.5", tmp_path)
    assert ran == ["venv", "pip"]
