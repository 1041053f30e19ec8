"""A small checkout with one file of every sort, the changes that the tests make to it, and what must come out."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from llama_router_codemod.tree.changeset import Changeset, FileChange
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE

#: Contents and permission bits of files, "directory", or where a link leads; by path relative to the root.
Tree = dict[str, tuple[bytes, int] | str]

CHANGES = Changeset(
    (
        FileChange(PurePosixPath("plain.py"), b"old\r\n", b"new\r\n"),
        FileChange(PurePosixPath("script.sh"), b"#!\n", b"#!/bin/sh\n"),
        FileChange(PurePosixPath("link.py"), b"behind\n", b"still behind\n"),
        FileChange(PurePosixPath("old/package/gone.py"), b"gone", None),
        FileChange(PurePosixPath("old/package/gone.sh"), b"", None, EXECUTABLE_MODE),
        FileChange(PurePosixPath("new/package/made.py"), None, b"made\n"),
        FileChange(PurePosixPath("new/package/made.sh"), None, b"#!\n", EXECUTABLE_MODE),
        FileChange(PurePosixPath("new/empty.py"), None, b""),
    )
)
AFTER: Tree = {
    "kept": "directory",
    "kept/behind.py": (b"still behind\n", 0o640),
    "link.py": "link to kept/behind.py",
    "new": "directory",
    "new/empty.py": (b"", 0o644),
    "new/package": "directory",
    "new/package/made.py": (b"made\n", 0o644),
    "new/package/made.sh": (b"#!\n", 0o755),
    "plain.py": (b"new\r\n", 0o600),
    "script.sh": (b"#!/bin/sh\n", 0o755),
}


def write(root: Path, name: str, content: bytes, mode: int = 0o644) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)


def make_tree(root: Path) -> Path:
    root.mkdir()
    write(root, "plain.py", b"old\r\n", 0o600)
    write(root, "script.sh", b"#!\n", 0o755)
    write(root, "kept/behind.py", b"behind\n", 0o640)
    (root / "link.py").symlink_to("kept/behind.py")
    write(root, "old/package/gone.py", b"gone", 0o600)
    write(root, "old/package/gone.sh", b"", 0o755)
    return root


def snapshot(root: Path) -> Tree:
    tree: Tree = {}
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        if path.is_symlink():
            tree[name] = f"link to {path.readlink()}"
        elif path.is_dir():
            tree[name] = "directory"
        else:
            tree[name] = (path.read_bytes(), path.stat().st_mode & 0o7777)
    return tree


def change(path: str, before: bytes | None, after: bytes | None) -> FileChange:
    return FileChange(PurePosixPath(path), before, after)
