"""What is no file of settings is named instead of read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from run_cli import run
from small_tree import small_tree

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.settings_file import LARGEST, settings_text


def test_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes("# ü\r\n".encode())
    (tmp_path / "link.toml").symlink_to("a.toml")
    assert settings_text(tmp_path / "link.toml") == "# ü\r\n"
    (tmp_path / "a.toml").write_bytes(b"")
    assert settings_text(tmp_path / "a.toml") == ""
    (tmp_path / "a.toml").write_bytes(b"#" * LARGEST)
    assert settings_text(tmp_path / "a.toml") == "#" * LARGEST


@pytest.mark.parametrize("name", ["nothing.toml", "directory", "a.py/a.toml"])
def test_no_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "directory").mkdir()
    (tmp_path / "a.py").touch()
    assert settings_text(tmp_path / name) is None


def huge(path: Path) -> None:
    path.touch()
    os.truncate(path, 6 * 1024**3)


CASES = {
    "a pipe": (os.mkfifo, "is no regular file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "is no regular file"),
    "what the system makes up": (lambda path: path.symlink_to("/proc/self/status"), "is no regular file"),
    "6 GB": (huge, f"has more than {LARGEST} bytes"),
    "another encoding": (lambda path: path.write_bytes(b"# \xe9"), "not UTF-8 (byte 2)"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "cannot be read (Too many levels of symbolic links)"),
}


@pytest.mark.parametrize("kind", CASES)
def test_what_is_none(kind: str, tmp_path: Path) -> None:
    make, message = CASES[kind]
    make(tmp_path / "a.toml")
    with pytest.raises(InputError) as caught:
        settings_text(tmp_path / "a.toml")
    assert caught.value.message == f"{tmp_path}/a.toml: {message}"


@pytest.mark.parametrize("command", [("inventory",), ("check",), ("migrate",)], ids=" ".join)
def test_every_command_names_it(command: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(small_tree(tmp_path) / "pyproject.toml")
    assert run(*command, tmp_path) == (
        2,
        "",
        f"error: {tmp_path}/pyproject.toml: is no regular file\nMend the file and run again.\n",
    )
