from pathlib import Path, PurePosixPath

import pytest
from trees import ENDPOINTS, tree

from llama_router_codemod.migrate.draft import Draft
from llama_router_codemod.migrate.unreferenced import not_passed_on, without, without_private, without_unused
from llama_router_codemod.parse.symbols import Symbols

PATH = PurePosixPath("pkg/program.py")
SHARED = PurePosixPath("pkg/shared.py")
SOURCES = {
    "pkg/program.py": """\
        from pkg import shared
        from pkg.shared import _first, _second, third


        def start():
            return _first(shared._fourth, third)


        def end():
            return _second
        """,
    "pkg/shared.py": """\
        import json

        _second = 2
        third = 3
        _fourth = 4
        _fifth = 5


        def _first(*values):
            return json.dumps(values)
        """,
}
END = "from pkg.shared import _second\n\n\ndef end():\n    return _second\n"


def symbols_of(directory: Path, **changed: str) -> Symbols:
    return tree(directory, {**SOURCES, **{f"pkg/{name}.py": text for name, text in changed.items()}})


def test_a_definition_goes_with_what_only_it_used(tmp_path: Path) -> None:
    symbols = symbols_of(tmp_path, program=END)
    draft = without(Draft(symbols.checkout), symbols, "pkg.shared", ["_first", "_second"])
    assert draft.text(SHARED) == "_second = 2\nthird = 3\n_fourth = 4\n_fifth = 5\n"


def test_without_names_nothing_is_looked_at(tmp_path: Path) -> None:
    draft = Draft(symbols_of(tmp_path).checkout)
    assert without(draft, symbols_of(tmp_path), "pkg.shared", []) is draft


def test_an_edit_leaves_nothing_that_only_it_took_out_of_use(tmp_path: Path) -> None:
    symbols = symbols_of(
        tmp_path, program="import json\n\n\ndef limit(): ...\n\n\ndef start():\n    return json.loads(limit)\n"
    )
    draft = without_unused(
        Draft(symbols.checkout), symbols, "pkg.program", lambda text: text.replace("json.loads(limit)", "1")
    )
    assert draft.text(PATH).lstrip() == "def start():\n    return 1\n"


@pytest.mark.parametrize("called", ["third", "third as third", "third as last"])
@pytest.mark.parametrize("user", ["", "from pkg import shared\n", "from pkg import {}\n"])
def test_a_name_that_a_package_passes_on(tmp_path: Path, called: str, user: str) -> None:
    name = called.split()[-1]
    files = {"pkg/__init__.py": f"from pkg.shared import _fourth, {called}\n", "pkg/user.py": user.format(name)}
    symbols = tree(tmp_path, {**files, "pkg/shared.py": SOURCES["pkg/shared.py"]})
    draft = not_passed_on(Draft(symbols.checkout), symbols, "pkg.shared", "third")
    is_asked_for = name in files["pkg/user.py"]
    kept = files["pkg/__init__.py"] if is_asked_for else "from pkg.shared import _fourth\n"
    assert draft.text(PurePosixPath("pkg/__init__.py")) == kept


def test_private_definitions_that_lost_their_last_reference(tmp_path: Path) -> None:
    symbols = symbols_of(tmp_path)
    draft = without_private(Draft(symbols.checkout).edited(PATH, END), symbols)
    assert draft.text(SHARED) == "_second = 2\nthird = 3\n_fifth = 5\n"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("from pkg.shared import _first\n\n_first()\n", id="by an import"),
        pytest.param('from pkg import shared\n\ngetattr(shared, "_first")()\n', id="by its name in a string"),
        pytest.param(
            'from importlib import import_module\n\nimport_module("pkg.shared")._first()\n',
            id="of a module in a string",
        ),
    ],
)
def test_one_that_another_file_refers_to_stays(tmp_path: Path, other: str) -> None:
    symbols = symbols_of(tmp_path, other=other)
    draft = without_private(Draft(symbols.checkout).edited(PATH, END), symbols)
    assert "def _first" in draft.text(SHARED)
    assert "_fourth" not in draft.text(SHARED)


@pytest.mark.parametrize("beside", ["pkg", "other"])
def test_public_definitions_of_the_program_that_makes_the_document(tmp_path: Path, beside: str) -> None:
    """It is no library; a module elsewhere may be."""
    shared = f"from {beside}.shared import third\n\n\n"
    files = {
        "pkg/program.py": f"{shared}{ENDPOINTS}\n\ndef start():\n    return third\n",
        f"{beside}/shared.py": "third = 3\nfourth = 4\n",
    }
    symbols = tree(tmp_path, files)
    draft = without_private(Draft(symbols.checkout).edited(PATH, ENDPOINTS), symbols)
    assert draft.text(PurePosixPath(beside, "shared.py")) == (
        "fourth = 4\n" if beside == "pkg" else "third = 3\nfourth = 4\n"
    )
