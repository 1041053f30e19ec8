from pathlib import Path, PurePosixPath

import pytest
from trees import tree

from llama_router_codemod.conventions.api_root import api_root, find_api_root
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.tree.checkout import Checkout


def test_the_directory_of_the_enum(tmp_path: Path) -> None:
    checkout = tree(tmp_path, {}).checkout
    assert api_root(checkout) == find_api_root(checkout) == PurePosixPath("pkg/apis")


def test_the_outermost_counts(tmp_path: Path) -> None:
    enum = {"pkg/apis/nested/datatypes.py": "class Api(Enum): ...\n", "pkg/other/types.py": "class Api(Enum): ...\n"}
    assert api_root(tree(tmp_path, enum).checkout) == PurePosixPath("pkg/apis")


def test_however_the_enum_is_spaced(tmp_path: Path) -> None:
    assert api_root(tree(tmp_path, {"pkg/apis/datatypes.py": "class  Api (Enum): ...\n"}).checkout) == PurePosixPath(
        "pkg/apis"
    )


def test_a_tree_without_apis(tmp_path: Path) -> None:
    (tmp_path / "a.py").touch()
    checkout = Checkout.open(tmp_path)
    assert find_api_root(checkout) is None
    with pytest.raises(InputError, match="no API found"):
        api_root(checkout)


def test_a_package_is_no_checkout(tmp_path: Path) -> None:
    tree(tmp_path, {})
    checkout = Checkout.open(tmp_path / "pkg")
    assert find_api_root(checkout) is None
    with pytest.raises(InputError, match="is a package itself"):
        api_root(checkout)
