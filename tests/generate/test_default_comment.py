from dataclasses import replace

from llama_router_codemod.generate.default_comment import default_comment
from llama_router_codemod.model.operation import ServedParameter, Shape

PARAMETER = ServedParameter("x", "str", None, "pkg", Shape.SCALAR, None, in_path=False)


def test_a_default_that_the_type_allows() -> None:
    assert default_comment(PARAMETER) == default_comment(replace(PARAMETER, default='"a"')) == ""


def test_none_without_a_type_for_it() -> None:
    assert default_comment(replace(PARAMETER, default="None", accepts_default=False)) == "  # type: ignore[assignment]"
