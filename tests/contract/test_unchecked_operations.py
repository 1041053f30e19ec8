"""What the program of the published document did not look for in a method is not looked for in its route."""

from pathlib import Path

import pytest
from routed_methods import V1, routed

from llama_router_codemod.contract.unchecked_operations import unchecked_operations
from llama_router_codemod.conventions.published_checks import Check

CHECKS = {
    "get": (Check.OPTIONAL_ANSWER, Check.NO_ANSWER_TEXT),
    "post": (Check.NO_ANSWER_TEXT, Check.NO_PARAMETER_TEXT, Check.NO_SENTENCE),
}
DOCUMENTED = "Do it.\n\n        :param x: What.\n        :returns: A number.\n        "
UNDOCUMENTED = "Do it"


def unchecked(root: Path, decorators: str, docstring: str, signature: str = "f(self, x: str) -> int") -> object:
    methods = f'{decorators}    async def {signature}:\n        """{docstring}"""\n'
    symbols, _, _ = routed(root, methods)
    return unchecked_operations(symbols, CHECKS)


def decorator(verb: str | None, route: str = "/a") -> str:
    declared = "" if verb is None else f', "{verb}"'
    return f'    @webmethod("{route}"{declared}{V1})\n'


@pytest.mark.parametrize(
    ("verb", "docstring", "signature"),
    [
        pytest.param("POST", DOCUMENTED, "f(self, x: str) -> int", id="asked, and passed"),
        pytest.param("POST", UNDOCUMENTED, "f(self, x: str) -> int", id="asked, and failed"),
        pytest.param("PUT", DOCUMENTED, "f(self, x: str) -> int", id="not asked, and would pass"),
        pytest.param("PUT", "Do it.", "f(self) -> None", id="nothing to describe"),
        pytest.param("PUT", "Do it.", "f(self)", id="no type to describe"),
        pytest.param("DELETE", UNDOCUMENTED, "f(self, x: str) -> int", id="a verb that nothing is asked of"),
        pytest.param("PUT", "", "f(self)", id="no text"),
    ],
)
def test_as_any_operation(verb: str, docstring: str, signature: str, tmp_path: Path) -> None:
    assert unchecked(tmp_path, decorator(verb), docstring, signature) == {}


@pytest.mark.parametrize("verb", ["PUT", "PATCH", None])
def test_a_verb_that_nothing_was_asked_of(verb: str | None, tmp_path: Path) -> None:
    assert unchecked(tmp_path, decorator(verb), UNDOCUMENTED) == {"POST /v1/a": CHECKS["post"]}


@pytest.mark.parametrize(
    ("docstring", "check"),
    [
        (DOCUMENTED.replace(" A number.", ""), Check.NO_ANSWER_TEXT),
        (DOCUMENTED.replace(" What.", ""), Check.NO_PARAMETER_TEXT),
    ],
)
def test_a_field_without_a_text(docstring: str, check: Check, tmp_path: Path) -> None:
    assert unchecked(tmp_path, decorator("POST"), docstring) == {"POST /v1/a": (check,)}


def test_the_text_of_a_parameter_as_it_is_written(tmp_path: Path) -> None:
    """It is in the docstring, and nowhere in the route."""
    assert unchecked(tmp_path, decorator("POST"), DOCUMENTED, "f(self, x: Annotated[Any, unknown] = 1) -> int") == {
        "POST /v1/a": (Check.NO_PARAMETER_TEXT,)
    }


@pytest.mark.parametrize(
    ("returns", "is_unchecked"),
    [
        ("int | None", True),
        ("None | int", True),
        ("'int | None'", True),
        ("Optional[int]", False),
        ("Union[int, None]", False),
        ("int | str", False),
        ("int", False),
    ],
)
def test_an_optional_answer(returns: str, is_unchecked: bool, tmp_path: Path) -> None:
    """The program did not see that a union of `|` may be None."""
    found = unchecked(tmp_path, decorator("GET"), DOCUMENTED, f"f(self, x: str) -> {returns}")
    assert found == ({"GET /v1/a": (Check.OPTIONAL_ANSWER,)} if is_unchecked else {})


def test_a_line_in_a_field_that_is_no_sentence(tmp_path: Path) -> None:
    assert unchecked(tmp_path, decorator("PUT"), DOCUMENTED.replace("What.", "What")) == {}


def test_the_topmost_decorator_counts(tmp_path: Path) -> None:
    decorators = decorator("POST") + decorator("GET", "/b")
    found = unchecked(tmp_path, decorators, DOCUMENTED, "f(self, x: str) -> Optional[int]")
    assert found == {"GET /v1/b": (Check.OPTIONAL_ANSWER,)}
