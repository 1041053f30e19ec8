import pytest

from llama_router_codemod.model.move import Move
from llama_router_codemod.rewrite.imports.specifications import rewrite_specification

HOMES = {"Vets": "zoo.vets.service", "Vet": "zoo.vets.models"}
MOVES = {"zoo.vets.vets": Move("zoo.vets.vets", HOMES, {}, ("zoo.vets.service",), remains=False)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("module: zoo.vets\nname: vets\nprotocol: Vets\n", id="another module"),
        pytest.param("module: zoo.vets.vets\nname: vets\n", id="no specification"),
        pytest.param("module: zoo.vets.vets\nname: vets\nprotocol: Dogs\n", id="an unknown Protocol"),
    ],
)
def test_nothing_to_do(text: str) -> None:
    assert rewrite_specification(text, MOVES) == text


def test_a_key_in_quotes() -> None:
    text = '"name": vets\n"module": {}\n"protocol": Vets\n'
    assert rewrite_specification(text.format("zoo.vets.vets"), MOVES) == text.format("zoo.vets.service")


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_the_module_of_the_protocol(quote: str) -> None:
    text = "# zoo.vets.vets\nname: vets\nmodule : {0}{1}{0}  # here\nprotocol: Vets\n"
    before, after = text.format(quote, "zoo.vets.vets"), text.format(quote, "zoo.vets.service")
    assert rewrite_specification(before, MOVES) == after
    assert rewrite_specification(after, MOVES) == after
