"""What git would store of a file: every kind of attribute, setting and content beside what `git add` stores."""

from __future__ import annotations

import subprocess
from itertools import product
from pathlib import Path, PurePosixPath

import pytest
from repository import git

from llama_router_codemod.tree.stored_form import Conversion, conversions

pytestmark = pytest.mark.usefixtures("own_git")

ATTRIBUTES = ["", "text", "-text", "text=auto", "text=other", "crlf", "-crlf", "crlf=input", "eol=lf", "eol=crlf"]
ATTRIBUTES += ["text=auto eol=lf", "text=auto eol=crlf", "-text eol=lf", "text=input", "text=auto -crlf", "!text crlf"]
CONTENTS = {
    "unix": b"a\nb\n",
    "dos": b"a\r\nb\r\n",
    "mixed": b"a\r\nb\n",
    "lone": b"a\rb\r\n",
    "nul": b"a\0\r\n",
    "odd": b"\x01\r\n",
    "few odd": b"\x01" + b"a" * 128 + b"\r\n",
    "end": b"a\r\n\x1a",
    "escapes": b"\t\x0c\x1b\b\r\n",
    "utf-8": "é\r\n".encode(),
}
STORED = {"new": None, "stored unix": b"x\n", "stored dos": b"x\r\n", "stored binary": b"\0\r\n"}


@pytest.mark.parametrize("setting", ["false", "true", "input"])
def test_it_is_what_git_add_stores(tmp_path: Path, setting: str) -> None:
    git(tmp_path, "init")
    git(tmp_path, "config", "core.autocrlf", "false")
    cases = {
        PurePosixPath(f"a{number}", state, name): (stored, content)
        for (number, _), (state, stored), (name, content) in product(
            enumerate(ATTRIBUTES), STORED.items(), CONTENTS.items()
        )
    }
    for path, (stored, _) in cases.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        if stored is not None:
            (tmp_path / path).write_bytes(stored)
    git(tmp_path, "add", ".")
    git(tmp_path, "config", "core.autocrlf", setting)
    lines = [f"/a{number}/** {attributes}\n" for number, attributes in enumerate(ATTRIBUTES)]
    (tmp_path / ".gitattributes").write_text("".join(lines), encoding="utf-8")
    for path, (_, content) in cases.items():
        (tmp_path / path).write_bytes(content)
    kinds = conversions(tmp_path, list(cases))
    ours = {path: stored_form(kinds[path], *case) for path, case in cases.items()}
    git(tmp_path, "add", ".")
    assert ours == dict(zip(cases, staged(tmp_path, list(cases)), strict=True))


def stored_form(kind: Conversion, stored: bytes | None, content: bytes) -> bytes:
    return kind.stored(content, lambda: stored or b"")


def staged(root: Path, paths: list[PurePosixPath]) -> list[bytes]:
    given = "".join(f":{path}\n" for path in paths).encode()
    output = subprocess.run(
        ["git", "cat-file", "--batch"], cwd=root, input=given, capture_output=True, check=True
    ).stdout
    found = []
    for _ in paths:
        head, _, output = output.partition(b"\n")
        size = int(head.rpartition(b" ")[2])
        found.append(output[:size])
        output = output[size + 1 :]
    return found


@pytest.mark.parametrize(
    ("attribute", "unknowable"),
    [
        ("filter=lfs", True),
        ("ident", True),
        ("working-tree-encoding=UTF-16", True),
        ("-filter", False),
        ("text", False),
    ],
)
def test_what_only_a_program_could_tell(tmp_path: Path, attribute: str, unknowable: bool) -> None:
    git(tmp_path, "init")
    (tmp_path / ".gitattributes").write_text(f"*.py {attribute}\n", encoding="utf-8")
    path = PurePosixPath("a.py")
    assert conversions(tmp_path, [path])[path].unknowable is unknowable
