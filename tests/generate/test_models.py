import pytest

from llama_router_codemod.generate.models import models_source
from llama_router_codemod.rewrite.split.split_module import split_module
from llama_router_codemod.source.import_set import ImportSet


def source(text: str, requests: str = "", service: str = "class Books: ...\n") -> str:
    imports = ImportSet("lab.books")
    if requests:
        imports.add("pydantic", "BaseModel")
    return models_source(split_module(text, {"Books"}), requests, imports, service)


@pytest.mark.parametrize("text", ["", "class Books: ...\n", "import a\n\n\nclass Books(a.B): ...\n"])
def test_nothing_to_say(text: str) -> None:
    assert source(text) == ""


def test_order_stays() -> None:
    text = "import a\n\n\nclass M(a.B): ...\n\n\nimport b\n\nb.register(M)\n\n\nclass Books: ...\n# The end.\n"
    assert source(text) == text.replace("\n\nclass Books: ...", "").replace("(M)\n\n", "(M)\n")


def test_requests_stand_at_the_end() -> None:
    request = "\n\nclass R(BaseModel): ...\n"
    assert source("class M: ...\nclass Books: ...\n", request) == (
        f"from pydantic import BaseModel\nclass M: ...\n{request}"
    )
    assert source("# Copyright\n\nclass Books: ...\n", request) == (
        f"# Copyright\n\nfrom pydantic import BaseModel\n{request}"
    )


@pytest.mark.parametrize(
    ("imports", "service", "kept"),
    [
        pytest.param("import a\n", "", "import a\n", id="for what it does"),
        pytest.param("from a import b\n", "", "", id="unused"),
        pytest.param("from a import b, T\n", "", "from a import T\n", id="partly used"),
        pytest.param("# Why.\nfrom a import b\n", "", "# Why.\n", id="comment above an unused import"),
        pytest.param("from a import b  # Why.\n", "", "# Why.\n", id="comment beside an unused import"),
        pytest.param("from a import (\n    T,\n    b,  # Why.\n)\n", "", "# Why.\nfrom a import T\n", id="of one name"),
        pytest.param("# Why.\nfrom a import b\n", "x: b\n", "", id="comment that went with the import"),
        pytest.param(
            "if TYPE_CHECKING:\n    from a import T, b\n",
            "",
            "if TYPE_CHECKING:\n    from a import T, b\n",
            id="for type checkers",
        ),
    ],
)
def test_imports(imports: str, service: str, kept: str) -> None:
    own = "class M:\n    t: T\n"
    assert source(f"{own}{imports}class Books: ...\n", service=service) == own + kept


def test_a_field_with_the_name_of_an_import() -> None:
    request = "\n\nclass AddRequest(BaseModel):\n    title: str\n    page: other\n"
    text = source("from a import title, other\nclass Books: ...\n", request)
    assert text.startswith("from pydantic import BaseModel\nfrom a import other\n\n")
