from pathlib import Path, PurePosixPath

import pytest
from trees import tree

from llama_router_codemod.conventions import unrelated_packages
from llama_router_codemod.conventions.unrelated_packages import without_search_of_unrelated
from llama_router_codemod.tree.checkout import Checkout


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few files there are, they are told apart."""
    monkeypatch.setattr(unrelated_packages, "FEW", 0)


def left_out(root: Path, files: dict[str, str]) -> set[str]:
    """The files in which nothing is looked for."""
    found = without_search_of_unrelated(tree(root, files).checkout)
    assert found.searched_files == tuple(path for path in found.python_files if path not in found.unrelated)
    return set(map(str, found.unrelated))


@pytest.mark.parametrize(
    "text",
    [
        "import pkg\n",
        "def f():\n    from pkg.apis import version\n",
        "# as in pkg\n",
        'NAME = "pkg"\n',
        "@webmethod\ndef f(): ...\n",
        'class OldWebMethod: "webmethod"\n',
        "# A WEBMETHOD\n",
    ],
)
def test_packages_that_name_the_apis(tmp_path: Path, text: str) -> None:
    assert left_out(tmp_path, {"other/__init__.py": "", "other/a.py": text, "other/deep/b.py": ""}) == set()


@pytest.mark.parametrize("text", ["", "import pkgs\n", "from my_pkg import x\n", "import web\n", "method = 1\n"])
def test_packages_that_do_not(tmp_path: Path, text: str) -> None:
    files = {"other/__init__.py": "", "other/a.py": text, "other/deep/b.py": "", "script.py": text}
    assert left_out(tmp_path, files) == {*files, "other/deep/__init__.py"}


@pytest.mark.parametrize("text", ["import_module(f'{a}.apis')\n", "__import__(name)\n", "sys.modules['p' + 'kg']\n"])
def test_files_that_import_by_a_name_in_a_string(tmp_path: Path, text: str) -> None:
    """It may be put together; the other files of their package have nothing to do with that."""
    files = {"other/__init__.py": "", "other/a.py": text, "other/b.py": "import other.a\n"}
    assert left_out(tmp_path, files) == {"other/__init__.py", "other/b.py"}


@pytest.mark.parametrize(
    "text",
    [
        "import middle",
        "import os, middle.deep as m",
        "import os, \\\n    middle",
        "try:\n    import middle\nexcept ImportError: ...",
        "x = 1; import middle",
        "from middle import x",
        "from middle.deep.er import (x)",
        "from \\\n    middle \\\n    .deep import x",
        "def f():\n\tfrom\tmiddle\timport\tx",
    ],
)
def test_packages_that_import_what_names_the_apis(tmp_path: Path, text: str) -> None:
    """Through others, too: what is imported may be a Protocol."""
    files = {
        "middle/a.py": "from pkg.apis import version",
        "outer/a.py": text,
        "last/a.py": "import outer",
        "no/a.py": "",
    }
    assert left_out(tmp_path, files) == {"no/__init__.py", "no/a.py"}


@pytest.mark.parametrize(
    "text",
    [
        "from .middle import x",
        "from outer import middle",
        "from outer import (\n    middle,\n)",
        "x.middle",
        "# middle",
    ],
)
def test_packages_that_do_not_import_it(tmp_path: Path, text: str) -> None:
    files = {"middle/a.py": "from pkg.apis import version", "outer/a.py": text}
    assert left_out(tmp_path, files) == {"outer/__init__.py", "outer/a.py"}


def test_packages_that_the_apis_import(tmp_path: Path) -> None:
    """What reads webmethods may be there, but for the word: `for route in routes_of(protocol)`."""
    files = {
        "pkg/core/a.py": "import tools\n",
        "tools/a.py": "from more.deep import x\n",
        "more/deep.py": "",
        "no.py": "",
    }
    assert left_out(tmp_path, files) == {"no.py"}


def test_packages_that_what_names_the_apis_imports(tmp_path: Path) -> None:
    files = {"docs/generate.py": "import pkg\nimport generator\n", "generator/a.py": "", "no.py": ""}
    assert left_out(tmp_path, files) == {"no.py"}


def test_what_is_in_the_directory_of_the_apis(tmp_path: Path) -> None:
    files = {"pkg/some-files/own/a.py": "", "pkg/some-files/b.py": "", "other-files/a.py": ""}
    symbols = tree(tmp_path, files)
    for directory in ("pkg/some-files", "other-files"):
        (tmp_path / directory / "__init__.py").unlink(missing_ok=True)
    checkout = Checkout.open(tmp_path)
    assert set(map(str, without_search_of_unrelated(checkout).unrelated)) == {"other-files/a.py"}
    assert symbols.checkout.files != checkout.files


def test_what_no_import_can_name(tmp_path: Path) -> None:
    assert left_out(tmp_path, {"gen-docs.py": "", "gen_docs.py": ""}) == {"gen_docs.py"}


def test_of_the_same_name(tmp_path: Path) -> None:
    """Projects beside one another may each have a package of a name; which of them is imported cannot be told."""
    files = {
        **{f"{project}/pyproject.toml": "" for project in ("one", "two")},
        **{f"{project}/providers/__init__.py": "" for project in ("one", "two")},
    }
    tree(tmp_path, files)
    for project in ("one", "two"):
        (tmp_path / project / "__init__.py").unlink(missing_ok=True)
    plain = Checkout.open(tmp_path)
    (tmp_path / "pkg/a.py").write_text("import providers\n")
    asked = Checkout.open(tmp_path)
    files = {"one/providers/__init__.py", "two/providers/__init__.py"}
    assert set(map(str, without_search_of_unrelated(plain).unrelated)) == files
    assert without_search_of_unrelated(asked).unrelated == frozenset()


def test_few_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unrelated_packages, "FEW", 3)
    checkout = tree(tmp_path, {"a.py": "", "b.py": ""}).checkout
    assert without_search_of_unrelated(checkout) is checkout
    (tmp_path / "c.py").touch()
    assert len(without_search_of_unrelated(Checkout.open(tmp_path)).unrelated) == 3


def test_no_apis(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    checkout = Checkout.open(tmp_path)
    assert without_search_of_unrelated(checkout) is checkout


def test_what_is_left_out_can_be_read(tmp_path: Path) -> None:
    files = {"other.py": "A = 1\n"}
    checkout = without_search_of_unrelated(tree(tmp_path, files).checkout)
    (tmp_path / "other.py").write_text("changed\n")
    path = PurePosixPath("other.py")
    assert (checkout.unrelated, checkout.contents[path]) == ({path}, b"A = 1\n")
