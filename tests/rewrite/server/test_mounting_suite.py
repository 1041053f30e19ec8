import libcst as cst
import pytest

from llama_router_codemod.rewrite.server.mounting_suite import above, edited_where_mounted, mounts_webmethods

MOUNTING = "for route in routes:\n    app.get(create_dynamic_typed_route(route))\n"


@pytest.mark.parametrize(
    ("code", "mounts"),
    [
        (MOUNTING, True),
        ("for route in routes:\n    app.get(route)\n", False),
        ("create_dynamic_typed_route(route)\n", False),
        ("def f():\n    create_dynamic_typed_route(route)\n", False),
    ],
)
def test_which_statement_is_the_loop(code: str, mounts: bool) -> None:
    assert mounts_webmethods(cst.parse_statement(code)) is mounts


def test_only_its_own_suite_is_edited() -> None:
    module = cst.parse_module(f"def f():\n    a = 1\n    {MOUNTING.replace(chr(10), chr(10) + '    ')}\n")
    (function,) = module.body
    assert isinstance(function, cst.FunctionDef)
    assert edited_where_mounted(function.body, lambda statements: statements[1:]).body == [*function.body.body[1:]]
    (loop,) = function.body.body[1:]
    assert isinstance(loop, cst.For)
    assert edited_where_mounted(loop.body, lambda statements: []) is loop.body


def test_code_above_a_statement_and_its_comments() -> None:
    module = cst.parse_module("x = 1\n\n# of y\ny = 2\n")
    statement = module.body[1]
    assert isinstance(statement, cst.SimpleStatementLine)
    new = above("z = 0\n", statement, module.config_for_parsing)
    assert module.with_changes(body=[module.body[0], *new]).code == "x = 1\n\nz = 0\n# of y\ny = 2\n"
