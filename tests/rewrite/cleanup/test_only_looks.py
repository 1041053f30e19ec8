import libcst as cst
import pytest

from llama_router_codemod.rewrite.cleanup.only_looks import only_looks


@pytest.mark.parametrize(
    "code",
    [
        "name",
        "module.name.part",
        '{Group.tools: Tools, "a": (1, 2.5), "b": [not x]}',
        "{a, b}",
        "type(obj).__mro__",
        "inspect.getmembers(protocol, predicate=inspect.isfunction)",
        "table.items()",
        'inspect.isfunction(value) and hasattr(value, "a") or key == Api.tools',
    ],
)
def test_nothing_happens(code: str) -> None:
    assert only_looks(cst.parse_expression(code))


@pytest.mark.parametrize(
    "code",
    [
        "load(config)",
        "load().name",
        "[load()]",
        "{**table}",
        "[*names]",
        "{load(): 1}",
        "table.pop()",
        "load().items()",
        "getattr(load(), name)",
        "other.getmembers(a)",
        "-x",
        "a < load()",
        "x or load()",
        "table[key]",
        "await x",
        'f"{x}"',
    ],
)
def test_something_may_happen(code: str) -> None:
    assert not only_looks(cst.parse_expression(code))
