import shutil
from pathlib import Path, PurePosixPath

import pytest
from legacy_server import SERVER
from small_tree import small_tree
from trees import tree
from whole_trees import FIXTURES, migrated_tree

from llama_router_codemod.infra.infrastructure import infrastructure, registry_sources
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.tree.formatting import format_files


def test_a_tree_without_server(tmp_path: Path) -> None:
    found = infrastructure(tree(tmp_path, {}))
    assert list(map(str, found.sources)) == [
        "pkg/apis/request_model.py",
        "pkg/apis/router_utils.py",
        "pkg/apis/routers.py",
    ]
    assert found.modules.router_utils == "pkg.apis.router_utils"
    assert found.modules.registry == "pkg.apis.routers"
    assert found.modules.datatypes == "pkg.apis.datatypes"
    assert found.request_model == "pkg.apis.request_model"
    assert found.refusals == ()


def test_beside_the_server_and_in_common(tmp_path: Path) -> None:
    files = {
        **SERVER,
        "pkg/apis/common/errors.py": "",
        "pkg/apis/datatypes.py": "# Copyright\n# All of us\n\nclass Api(Enum): ...\n",
    }
    found = infrastructure(tree(tmp_path, files))
    assert list(map(str, found.sources)) == [
        "pkg/apis/common/request_model.py",
        "pkg/core/server/router_utils.py",
        "pkg/core/server/routers.py",
    ]
    assert all(source.startswith('# Copyright\n# All of us\n\n"""') for source in found.sources.values())


def test_what_an_earlier_run_wrote_stays(tmp_path: Path) -> None:
    first = infrastructure(tree(tmp_path, {}))
    written = {str(path): f"{source}\nedited = True\n" for path, source in first.sources.items()}
    found = infrastructure(tree(tmp_path, written))
    assert (found.sources, found.refusals) == ({}, ())


def test_a_file_of_someone_else_is_refused(tmp_path: Path) -> None:
    found = infrastructure(tree(tmp_path, {"pkg/apis/routers.py": "x = 1\n"}))
    assert [(item.code, item.place.path) for item in found.refusals] == [
        ("LRC904", PurePosixPath("pkg/apis/routers.py"))
    ]


@pytest.mark.parametrize(
    ("case", "changed"),
    [("stack", ["mini_stack/core/server/router_utils.py", "mini_stack/core/server/routers.py"]), ("flat", [])],
)
def test_whole_trees(case: str, changed: list[str], tmp_path: Path) -> None:
    """Of the trees of the fixtures, one has all but a test context and loggers with categories, the other nothing. Some
    of the files change once more when the webmethod system goes."""
    root = shutil.copytree(FIXTURES / case / "before", tmp_path / "tree")
    sources = format_files(infrastructure(Symbols(Checkout.open(root))).sources, root)
    assert len(sources) == 3
    golden = {path: (migrated_tree(case) / path).read_text(encoding="utf-8") for path in sources}
    assert {path for path in sources if sources[path] != golden[path]} == {PurePosixPath(path) for path in changed}


def test_the_registry_of_a_tree_without_webmethods() -> None:
    root = FIXTURES / "stack" / "before"
    sources = registry_sources(Symbols(Checkout.open(root)), webmethods=False)
    assert format_files(sources, root) == {
        path: (migrated_tree("stack") / path).read_text(encoding="utf-8") for path in sources
    }


def test_an_api_root_that_is_no_package(tmp_path: Path) -> None:
    root = small_tree(tmp_path)
    for name in ("shop/__init__.py", "shop/apis/__init__.py"):
        (root / name).unlink()
    with pytest.raises(InputError, match="shop/apis: no package, so that nothing can be imported from there"):
        infrastructure(Symbols(Checkout.open(root)))
