import pytest

from llama_router_codemod.parse.own_object import names_own_object


@pytest.mark.parametrize("name", ["self", "cls", "_self", "this"])
def test_the_usual_names(name: str) -> None:
    assert names_own_object(name)


@pytest.mark.parametrize("name", ["limit", "selfish", ""])
def test_other_names(name: str) -> None:
    assert not names_own_object(name)
