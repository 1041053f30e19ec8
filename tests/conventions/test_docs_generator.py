"""Whether a checkout has a generator of the published document that can be replaced."""

from pathlib import Path, PurePosixPath

import pytest
from archive_documents import GENERATOR, archive, migrated

from llama_router_codemod.conventions.docs_generator import (
    DocsGenerator,
    docs_generator,
    documents_program,
    router_generators,
    webmethod_adders,
)
from llama_router_codemod.parse.symbols import Imported, Symbols
from llama_router_codemod.tree.checkout import Checkout


def read(tree: Path) -> DocsGenerator | None:
    return docs_generator(Symbols(Checkout.open(tree)))


def edited(tree: Path, file: str, old: str, new: str) -> Path:
    path = tree / GENERATOR / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return tree


def test_the_generator(tmp_path: Path) -> None:
    found = read(archive(tmp_path / "tree"))
    assert found is not None
    home = PurePosixPath(GENERATOR)
    assert (found.program, found.package, found.page) == (
        home / "generate.py",
        home / "pyopenapi",
        home / "pyopenapi/template.html",
    )
    assert [path.name for path in found.files] == [
        "__init__.py",
        "generator.py",
        "options.py",
        "specification.py",
        "template.html",
        "utility.py",
    ]
    assert set(found.modules) == {
        "pyopenapi",
        "pyopenapi.generator",
        "pyopenapi.options",
        "pyopenapi.specification",
        "pyopenapi.utility",
    }
    assert found.origins["Error"] == Imported("archive.apis.datatypes", "Error")
    assert "Response" not in found.origins
    assert "dataclass" not in found.origins


def test_no_page_is_needed_where_none_is_written(tmp_path: Path) -> None:
    tree = edited(archive(tmp_path / "tree"), "generate.py", "spec.write_html(page, pretty_print=True)", "pass")
    found = read(tree)
    assert found is not None
    assert found.page is None


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param("generate.py", "info=info", "info=info, theme=None", id="an option that no rule knows"),
        pytest.param("generate.py", "import Options", "import Options, Theme", id="a name that no rule knows"),
        pytest.param("generate.py", "from .pyopenapi", "from .other", id="nobody uses it"),
        pytest.param("pyopenapi/generator.py", "get_schema_identifier", "name_of", id="other schemas"),
        pytest.param("pyopenapi/generator.py", "ResponseRef(", "Reference(", id="no standard answers"),
        pytest.param("pyopenapi/utility.py", "class Specification", "class Document", id="no specification"),
    ],
)
def test_an_unknown_generator(file: str, old: str, new: str, tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    if new == "Reference(":
        edited(tree, "pyopenapi/generator.py", "import Response, ResponseRef", "import Response, Reference")
    assert read(edited(tree, file, old, new)) is None


def test_a_page_without_a_template(tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    (tree / GENERATOR / "pyopenapi/template.html").unlink()
    assert read(tree) is None


def test_a_generator_that_others_use(tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    (tree / "archive/spec.py").write_text("import pyopenapi\n", encoding="utf-8")
    assert read(tree) is None


def test_webmethod_adders(tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    assert webmethod_adders(Checkout.open(tree)) == []
    migrated(tree, "--api", "maps")
    assert webmethod_adders(Checkout.open(tree)) == [PurePosixPath(GENERATOR, "webmethod_routers.py")]


def test_the_program_that_writes_documents(tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    program = PurePosixPath(GENERATOR, "generate.py")
    assert documents_program(Symbols(Checkout.open(tree))) == program
    assert router_generators(Checkout.open(tree)) == []
    migrated(tree)
    assert router_generators(Checkout.open(tree)) == [program.with_name("fastapi_generator.py")]
    assert documents_program(Symbols(Checkout.open(tree))) == program
    (tree / GENERATOR / "other.py").write_text("from .fastapi_generator import Info\n", encoding="utf-8")
    assert documents_program(Symbols(Checkout.open(tree))) is None


def test_the_program_while_some_apis_have_webmethods(tmp_path: Path) -> None:
    tree = migrated(archive(tmp_path / "tree"), "--api", "maps")
    assert documents_program(Symbols(Checkout.open(tree))) == PurePosixPath(GENERATOR, "generate.py")


def test_no_program(tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    (tree / GENERATOR / "generate.py").unlink()
    assert documents_program(Symbols(Checkout.open(tree))) is None
