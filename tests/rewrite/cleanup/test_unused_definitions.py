import pytest

from llama_router_codemod.rewrite.cleanup.unused_definitions import unused_definitions, without_definitions

MODULE = """\
LIMIT = 3


def outer(x):
    return inner(x) + LIMIT


def inner(x):
    return inner(x - 1)


def kept():
    return LIMIT
"""


def nobody(name: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("names", "referred", "expected"),
    [
        pytest.param([], "", set(), id="none"),
        pytest.param(["absent"], "", set(), id="not defined"),
        pytest.param(["inner"], "", set(), id="used"),
        pytest.param(["outer"], "", {"outer", "inner"}, id="with what only it uses"),
        pytest.param(["outer"], "inner", {"outer"}, id="used elsewhere"),
        pytest.param(["outer", "kept"], "", {"outer", "inner", "kept", "LIMIT"}, id="the last users of a constant"),
    ],
)
def test_unused_definitions(names: list[str], referred: str, expected: set[str]) -> None:
    assert unused_definitions(MODULE, names, lambda name: name == referred) == expected


def test_two_definitions_of_a_name_stay() -> None:
    assert unused_definitions("if a:\n    pass\nx = 1\nx = 2\n", ["x"], nobody) == set()


def test_names_in_all_count() -> None:
    assert unused_definitions('__all__ = ["x"]\nx = 1\n', ["x"], nobody) == set()


def test_no_definitions_are_taken_out() -> None:
    assert without_definitions(MODULE, frozenset()) == MODULE


def test_comments_of_a_definition_go_and_others_stay() -> None:
    before = "a = 1\n\n# A chapter.\n\n# About b.\ndef b(): ...\n\n\n# About c.\nc = 2\n"
    assert without_definitions(before, frozenset("b")) == "a = 1\n\n# A chapter.\n\n\n\n# About c.\nc = 2\n"


def test_classes_and_annotated_constants() -> None:
    assert without_definitions("class A: ...\nb: int = 1\nc = d = 2\n", frozenset("Ab")) == "c = d = 2\n"


def test_type_aliases() -> None:
    text = "type Pair = tuple[int, int]\ntype Pairs[T] = list[Pair]\n\nx = 1\n"
    assert unused_definitions(text, ["Pairs"], nobody) == {"Pair", "Pairs"}
    assert without_definitions(text, frozenset({"Pair", "Pairs"})) == "\nx = 1\n"
