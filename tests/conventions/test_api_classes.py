from pathlib import Path

from trees import BASE, tree

from llama_router_codemod.conventions.api_classes import api_classes
from llama_router_codemod.parse.symbols import Imported


def test_neither(tmp_path: Path) -> None:
    assert api_classes(tree(tmp_path, {}).checkout) == {}


def test_a_class_elsewhere_is_another_one(tmp_path: Path) -> None:
    files = {"pkg/apis/agents/agents.py": "class Error(BaseModel): ...\nclass PaginatedResponse(BaseModel): ...\n"}
    assert api_classes(tree(tmp_path, files).checkout) == {}


def test_a_text_about_one(tmp_path: Path) -> None:
    files = {"pkg/apis/common/responses.py": "# Once there was a class PaginatedResponse(BaseModel).\n"}
    assert api_classes(tree(tmp_path, files).checkout) == {}


def test_both(tmp_path: Path) -> None:
    files = {
        "pkg/apis/datatypes.py": f"{BASE['pkg/apis/datatypes.py']}\n\n        class Error(BaseModel): ...\n",
        "pkg/apis/common/responses.py": "class  PaginatedResponse (BaseModel): ...\n",
    }
    assert api_classes(tree(tmp_path, files).checkout) == {
        "Error": Imported("pkg.apis.datatypes", "Error"),
        "PaginatedResponse": Imported("pkg.apis.common.responses", "PaginatedResponse"),
    }
