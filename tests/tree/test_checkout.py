import os
import re
import sys
from pathlib import Path, PurePosixPath

import pytest
from trees import tree

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree import checkout as checkout_module
from llama_router_codemod.tree.checkout import LARGEST_BESIDE, Checkout
from llama_router_codemod.tree.file_mode import EXECUTABLE_MODE, REGULAR_MODE


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def test_no_directory_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such directory"):
        Checkout.open(tmp_path / "nothing")


def test_no_python_file_is_bad_input(tmp_path: Path) -> None:
    write(tmp_path, "README.md")
    with pytest.raises(InputError, match="no Python file here"):
        Checkout.open(tmp_path)


def test_environments_and_caches_are_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "README.md", "venv/b.py", "env/pyvenv.cfg", "env/c.py", "x/__pycache__/d.py", "x/e.py")
    assert Checkout.open(tmp_path).files == tuple(map(PurePosixPath, ("README.md", "a.py", "x/e.py")))
    assert Checkout.open(tmp_path).python_files == tuple(map(PurePosixPath, ("a.py", "x/e.py")))


def test_excluded_files_and_links(tmp_path: Path) -> None:
    write(tmp_path, "tree/a.py", "tree/b.py", "tree/b.txt", "outside/c.py")
    (tmp_path / "tree/link").symlink_to(tmp_path / "outside")
    checkout = Checkout.open(tmp_path / "tree", ["b.*", "link", "d"])
    assert checkout.files == (PurePosixPath("a.py"),)
    assert [(item.pattern, len(item.paths)) for item in checkout.exclusions] == [("b.*", 2), ("link", 1), ("d", 0)]


def test_beside_a_host(tmp_path: Path) -> None:
    """Files of the host have absolute paths; a package is found in it though nothing tells that it is a project."""
    write(tmp_path, "host/lib/stack/__init__.py", "host/lib/stack/a.py", "host/lib/stack/a.txt", "host/other/b.py")
    write(tmp_path, "package/mine.py")
    (tmp_path / "host/lib/stack/a.py").write_text("A = 1\n", encoding="utf-8")
    host = Checkout.open(tmp_path / "host")
    checkout = Checkout.open(tmp_path / "package").beside(host, [PurePosixPath("lib/stack")])
    read = PurePosixPath(tmp_path / "host/lib/stack/a.py")
    assert checkout.files == (read.with_name("__init__.py"), read, PurePosixPath("mine.py"))
    assert [checkout.is_own(path) for path in checkout.files] == [False, False, True]
    assert (checkout.module_name(read), checkout.contents[read]) == ("stack.a", b"A = 1\n")
    assert checkout.package_directory(read) == PurePosixPath(tmp_path / "host/lib/stack")
    changed = checkout.with_contents({PurePosixPath("mine.py"): b"B = 2\n"})
    assert (changed.module_name(read), changed.is_own(read)) == ("stack.a", False)


@pytest.mark.parametrize(
    ("path", "package"),
    [("tool.py", None), ("src/pkg/__init__.py", "src/pkg"), ("src/pkg/a/b.py", "src/pkg"), ("src/c.py", None)],
)
def test_package_directories(tmp_path: Path, path: str, package: str | None) -> None:
    write(tmp_path, "src/pkg/__init__.py", "src/pkg/a/__init__.py", path)
    found = Checkout.open(tmp_path).package_directory(PurePosixPath(path))
    assert found == (None if package is None else PurePosixPath(package))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        pytest.param("tool.py", "tool", id="at the root"),
        pytest.param("scripts/tool.py", "tool", id="outside packages"),
        pytest.param("src/pkg/__init__.py", "pkg", id="package"),
        pytest.param("src/pkg/a/b.py", "pkg.a.b", id="from the outermost package"),
        pytest.param("src/pkg/plain/c.py", "pkg.plain.c", id="below a directory without __init__"),
        pytest.param("src/pkg/my-vets/vets/__init__.py", "vets", id="below a name that cannot be imported"),
        pytest.param("src/pkg/zoo/src/vets/__init__.py", "vets", id="in a project of its own"),
        pytest.param("src/pkg/zoo/tool.py", "tool", id="outside the packages of a project"),
    ],
)
def test_module_names(tmp_path: Path, path: str, name: str) -> None:
    write(tmp_path, "src/pkg/__init__.py", "src/pkg/a/__init__.py", "src/pkg/zoo/pyproject.toml", path)
    checkout = Checkout.open(tmp_path)
    assert checkout.module_name(PurePosixPath(path)) == name
    assert checkout.modules[name] == PurePosixPath(path)


def test_the_name_of_a_module_that_is_nested_deep() -> None:
    depth = sys.getrecursionlimit() + 50
    deep = PurePosixPath(*["d"] * depth, "a.py")
    checkout = Checkout(Path("nowhere"), (PurePosixPath("d/__init__.py"), deep))
    assert checkout.module_name(deep) == "d." * depth + "a"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("pkg/a.py", True), ("pkg/é.py", True), ("pkg/a b.py", False), ("pkg/my-a.py", False), ("pkg/class.py", False)],
)
def test_what_can_be_imported(tmp_path: Path, path: str, expected: bool) -> None:
    write(tmp_path, "pkg/__init__.py", path)
    assert Checkout.open(tmp_path).is_importable(PurePosixPath(path)) is expected


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        pytest.param("tests/test_a.py", "tests/test_a.py", id="the checkout's own"),
        pytest.param("tests/zoo/src/vets/impl.py", "src/vets/impl.py", id="below the tests"),
        pytest.param("tests/zoo/tests/test_b.py", "tests/test_b.py", id="tests of its own"),
        pytest.param("tests/pkg/c.py", "tests/pkg/c.py", id="a package is no project"),
    ],
)
def test_paths_in_projects(tmp_path: Path, path: str, inside: str) -> None:
    projects = ("pyproject.toml", "tests/zoo/setup.cfg", "tests/pkg/setup.py", "tests/pkg/__init__.py")
    write(tmp_path, *projects, path)
    assert Checkout.open(tmp_path).in_project(PurePosixPath(path)) == PurePosixPath(inside)


def test_python_files_below(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c.py", "a/b.py", "ab/c.py")
    checkout = Checkout.open(tmp_path)
    assert checkout.python_files_below(PurePosixPath("a")) == [PurePosixPath("a/b/c.py"), PurePosixPath("a/b.py")]


def test_python_files_in(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c.py", "a/b.py", "a/d.md", "ab/c.py")
    checkout = Checkout.open(tmp_path)
    assert checkout.python_files_in(PurePosixPath("a")) == [PurePosixPath("a/b.py")]
    assert checkout.python_files_in(PurePosixPath("b")) == []


def test_the_order_of_files_below(tmp_path: Path) -> None:
    write(tmp_path, "a/b.py", "a/c/d.py", "a/c.py", "a/e.py")
    checkout = Checkout.open(tmp_path)
    assert checkout.python_files_below(PurePosixPath("a")) == list(checkout.python_files)
    assert checkout.python_files_below(PurePosixPath()) == list(checkout.python_files)


def test_modes(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "b.py")
    (tmp_path / "b.py").chmod(0o755)
    checkout = Checkout.open(tmp_path)
    modes = [checkout.mode(PurePosixPath(name)) for name in ("a.py", "b.py", "new.py")]
    assert modes == [REGULAR_MODE, EXECUTABLE_MODE, REGULAR_MODE]


def test_a_file_that_cannot_be_read_is_bad_input(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    checkout = Checkout.open(tmp_path)
    (tmp_path / "a.py").unlink()
    with pytest.raises(InputError, match=re.escape("a.py: cannot be read (No such file or directory)")):
        checkout.read(PurePosixPath("a.py"))


def test_the_original_of_any_file(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    (tmp_path / "b.md").write_bytes(b"x\r\n")
    checkout = Checkout.open(tmp_path)
    a, b, c = map(PurePosixPath, ("a.py", "b.md", "c.md"))
    assert [checkout.has(path) for path in (a, b, c)] == [True, True, False]
    assert (checkout.original(a), checkout.original(b)) == (b"", b"x\r\n")
    with pytest.raises(KeyError):
        checkout.original(c)


def test_files_containing(tmp_path: Path) -> None:
    files = {"pkg/a.py": "def ring(): ...\n", "pkg/b.py": "ring()\n", "pkg/c.py": "x = 1\n", "pkg/d.md": "ring\n"}
    checkout = tree(tmp_path, files).checkout
    a, b = PurePosixPath("pkg/a.py"), PurePosixPath("pkg/b.py")
    either = re.compile(rb"^def ring\(|^ring\(", re.MULTILINE)
    found = checkout.containing(either)
    assert found == checkout.containing(either) == [a, b]
    found.clear()
    assert checkout.containing(either) == [a, b]
    assert checkout.containing(re.compile(rb"^(?:def )?ring\("), b"def ring", b"no such word") == [a]
    changed = checkout.with_contents({a: b"", b: b"", PurePosixPath("pkg/c.py"): b"ring()\n"})
    assert changed.containing(either) == [PurePosixPath("pkg/c.py")]


def test_files_holding_a_word(tmp_path: Path) -> None:
    a, b, c, d = (PurePosixPath(f"pkg/{name}.py") for name in "abcd")
    checkout = tree(tmp_path, {str(a): "ring = 1\n", str(b): "rings = 2\n", str(c): "bell = 3\n"}).checkout
    assert checkout.holding(b"ring") == [a, b]
    assert checkout.holding(b"bell", b"rings") == [b, c]
    assert checkout.holding(b"gong") == []
    assert checkout.holding(b"ring ") == [a]
    changed = checkout.with_contents(
        {a: b"bell = 1\n", b: None, d: b"ring = 4\n", d.with_suffix(".md"): b"ring a bell"}
    )
    assert [changed.holding(word) for word in (b"ring", b"bell", b"gong", b"ring =")] == [[d], [a, c], [], [d]]


def test_files_that_may_import_a_module(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "",
        "pkg/a.py": "from . import b\n",
        "pkg/b.py": "",
        "other/__init__.py": "",
        "other/a.py": "from . import b\n",
        "other/b.py": "import pkg.b\n",
        "other/c.py": "import pkgs, my_pkg\n",
        "c.py": "x = 'pkg.b'\n",
    }
    checkout = tree(tmp_path, files).checkout
    may = {"c.py", "other/b.py", "pkg/__init__.py", "pkg/a.py", "pkg/b.py"}
    assert may == {str(path) for path in checkout.importing("pkg.b")} & files.keys()
    assert checkout.importing("pkg.a") == checkout.importing("pkg.b")
    assert checkout.importing("gone") == ()


def test_files_beside_that_are_large_or_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    (tmp_path / "fits.md").write_bytes(b"x" * LARGEST_BESIDE)
    with (tmp_path / "large.md").open("wb") as file:
        file.truncate(6 * 1024**3)
    checkout = Checkout.open(tmp_path)
    assert len(checkout.read_beside(PurePosixPath("fits.md"))) == LARGEST_BESIDE
    assert checkout.read_beside(PurePosixPath("large.md")) == b""
    assert checkout.read_beside(PurePosixPath("gone.md")) == b""


def test_a_huge_module_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.py")
    os.truncate(tmp_path / "a.py", 6 * 1024**3)
    monkeypatch.setattr(checkout_module, "LARGEST_MODULE", 1_000)
    with pytest.raises(InputError) as caught:
        _ = Checkout.open(tmp_path).contents[PurePosixPath("a.py")]
    assert str(caught.value) == "a.py: has more than 1000 bytes\nLeave it out: --exclude a.py"


def test_files_in_which_nothing_is_looked_for(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("import stack\n", encoding="utf-8")
    a, b = PurePosixPath("a.py"), PurePosixPath("b.py")
    pattern = re.compile(rb"stack")
    checkout = Checkout.open(tmp_path).without_search_of([b])
    changed = checkout.with_contents({PurePosixPath("c.py"): b"import stack\n"})
    assert (checkout.python_files, checkout.searched_files) == ((a, b), (a,))
    assert (checkout.containing(pattern, b"stack"), checkout.containing(re.compile(rb"import"))) == ([a], [a])
    assert (checkout.holding(b"stack"), list(checkout.importing("stack"))) == ([a], [a])
    assert changed.containing(pattern, b"stack") == [a, PurePosixPath("c.py")]
    assert (checkout.modules["b"], checkout.contents[b]) == (b, b"import stack\n")
