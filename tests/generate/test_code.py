from llama_router_codemod.generate.code import Code, joined
from llama_router_codemod.source.import_set import Import

A, B, C = (Import("pkg", name) for name in ("A", "B", "C"))


def test_nothing_is_needed() -> None:
    assert Code("x").needing() == Code("x", frozenset())


def test_what_is_needed_adds_up() -> None:
    inner = Code("f(A)", frozenset({A}))
    assert Code("g(f(A))").needing(inner, B, [C, A]) == Code("g(f(A))", frozenset({A, B, C}))


def test_a_piece_itself_does_not_change() -> None:
    piece = Code("x", frozenset({A}))
    piece.needing(B)
    assert piece == Code("x", frozenset({A}))


def test_joined() -> None:
    assert joined(", ", []) == Code("")
    pieces = (Code(name, frozenset({item})) for name, item in (("a", A), ("b", B)))
    assert joined(", ", pieces) == Code("a, b", frozenset({A, B}))
