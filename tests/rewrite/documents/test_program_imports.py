"""The imports of the program that writes the document."""

import pytest

from llama_router_codemod.rewrite.documents.program_imports import lead_program

MODULES = ("spec", "spec.options", "spec.utility")


def led(text: str) -> str:
    return lead_program(text, MODULES, "fastapi_generator", "router_endpoints")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("from .other import Options\n", id="another module"),
        pytest.param("from spec.options import Options\n", id="a package of that name elsewhere"),
        pytest.param("from .spec.options import Theme\n", id="a name that no module has"),
    ],
)
def test_stays(text: str) -> None:
    assert led(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "from .spec.options import Options  # noqa: E402\n",
            "from .fastapi_generator import Options  # noqa: E402\n",
            id="with a comment",
        ),
        pytest.param(
            "from .spec.utility import Specification, validate_api  # noqa: E402\n",
            "from .fastapi_generator import Specification  # noqa: E402\n"
            "from .router_endpoints import validate_api  # noqa: E402\n",
            id="two homes",
        ),
    ],
)
def test_is_led(text: str, expected: str) -> None:
    assert led(text) == expected
    assert led(expected) == expected
