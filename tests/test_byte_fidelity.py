"""Bytes in, bytes out: line endings, form feeds, marks, encodings, modes and owners of a checkout survive."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from run_cli import run
from small_tree import small_tree, tree_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BOM = b"\xef\xbb\xbf"
#: They end no line for Python's tokenizer, but for str.splitlines.
NO_LINE_ENDS = ("\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
LATER = "shop/later.py"


def migrated(root: Path, change: Callable[[bytes], bytes]) -> dict[str, bytes]:
    """The files of a small tree that was changed before it was migrated."""
    small_tree(root)
    (root / LATER).write_bytes(b"from shop.apis.orders.orders import Order\n\n\ndef keep( ):\n    return Order\n")
    for file in root.rglob("*.py"):
        file.write_bytes(change(file.read_bytes()))
    code, _, stderr = run("migrate", root)
    assert code == 0, stderr
    assert run("check", root)[0] == 0
    return tree_bytes(root)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return migrated(tmp_path_factory.mktemp("plain") / "tree", lambda data: data)


@pytest.mark.parametrize("mark", [b"", BOM], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_line_endings_and_marks(ending: bytes, mark: bytes, plain: dict[str, bytes], tmp_path: Path) -> None:
    got = migrated(tmp_path / "tree", lambda data: mark + data.replace(b"\n", ending))
    assert got == {name: mark + data.replace(b"\n", ending) for name, data in plain.items()}


@pytest.mark.parametrize("character", NO_LINE_ENDS, ids=ascii)
def test_what_ends_no_line(character: str, tmp_path: Path) -> None:
    def with_mark(mark: str) -> Callable[[bytes], bytes]:
        text = f'# a{mark}b\n"""One{mark}two.\n\nThree{mark}four.\n"""\n'.encode()
        return lambda data: text + data.replace(b"class Order(", f"AB = 'a{mark}b'\n\n\nclass Order(".encode())

    expected = migrated(tmp_path / "expected", with_mark("\u00d7"))
    got = migrated(tmp_path / "got", with_mark(character))
    assert got == {name: data.replace("\u00d7".encode(), character.encode()) for name, data in expected.items()}


def test_definitions_behind_a_form_feed(plain: dict[str, bytes], tmp_path: Path) -> None:
    def paged(data: bytes) -> bytes:
        return data.replace(b"\nclass ", b"\n\x0cclass ").replace(b"\ndef ", b"\n\x0cdef ").replace(b"\nL", b"\n\x0cL")

    got = migrated(tmp_path / "tree", paged)
    assert got.keys() == plain.keys()
    assert {name: data.replace(b"\x0c", b"") for name, data in got.items()} == plain


def test_a_line_that_is_not_touched_is_kept(tmp_path: Path) -> None:
    got = migrated(tmp_path / "tree", lambda data: data.replace(b"def keep( ):\n", b"def keep( ):\r\n"))
    assert got[LATER] == b"from shop.apis.orders.service import Order\n\n\ndef keep( ):\r\n    return Order\n".replace(
        b"orders.service", b"orders.models"
    )


@pytest.mark.parametrize(("mode", "expected"), [(0o600, 0o600), (0o755, 0o755), (0o640, 0o640), (0o4755, 0o755)])
def test_new_files_have_the_mode_of_the_file_that_they_stem_from(mode: int, expected: int, tmp_path: Path) -> None:
    root = small_tree(tmp_path / "tree")
    (root / "shop/apis/orders/orders.py").chmod(mode)
    (root / "shop/client.py").chmod(mode)
    assert run("migrate", root)[0] == 0
    for name in ("apis/orders/service.py", "apis/orders/models.py", "apis/orders/routes.py", "client.py"):
        assert (root / "shop" / name).stat().st_mode & 0o7777 == expected, name


@pytest.mark.skipif(os.getuid() != 0, reason="only the superuser may give files away")
def test_new_and_changed_files_keep_the_owner(tmp_path: Path) -> None:
    root = small_tree(tmp_path / "tree")
    for file in root.rglob("*"):
        os.chown(file, 12345, 54321)
    assert run("migrate", root)[0] == 0
    owners = {(file.stat().st_uid, file.stat().st_gid) for file in root.rglob("*.py")}
    assert owners == {(12345, 54321)}


def test_a_declared_encoding_is_not_given_to_new_files(plain: dict[str, bytes], tmp_path: Path) -> None:
    got = migrated(tmp_path / "tree", lambda data: b"# coding: latin-1\n" + data)
    new = ("shop/apis/orders/routes.py", "shop/apis/orders/models.py", "shop/apis/orders/service.py")
    assert {name: got[name] for name in new} == {name: plain[name] for name in new}
    assert got["shop/client.py"] == b"# coding: latin-1\n" + plain["shop/client.py"]


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    root = small_tree(tmp_path / "tree")
    path = root / "shop/apis/orders/orders.py"
    path.write_bytes("# coding: latin-1\n# ü\n".encode() + path.read_bytes())
    before = tree_bytes(root)
    assert run("migrate", root) == (
        2,
        "",
        "error: shop/apis/orders/orders.py: declared to be in latin-1, not UTF-8\n"
        "Save the file as UTF-8, without that declaration.\n",
    )
    assert tree_bytes(root) == before
