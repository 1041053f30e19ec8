import ast

from llama_router_codemod.parse.import_statements import import_statements, statements_in, suites

EVERYWHERE = """
import a
try:
    import b
except ImportError:
    import c
else:
    import d
finally:
    import e
if x:
    import f
elif y:
    import g
else:
    from . import h
match x:
    case 1:
        import i
    case _:
        import j
class A:
    import k
    async def f(self):
        for x in y:
            import l
        else:
            import m
        while z:
            import n
        with w:
            from o import *
        return lambda: [x if y else z]
"""


def test_imports_in_every_kind_of_block() -> None:
    tree = ast.parse(EVERYWHERE)
    names = [alias.name for node in import_statements(tree) for alias in node.names]
    assert sorted(names) == [*"*abcdefghijklmn"]
    walked = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert {*import_statements(tree)} == {*walked}


def test_every_statement_is_in_one_suite() -> None:
    tree = ast.parse(EVERYWHERE)
    found = [statement for suite in suites(tree) for statement in suite]
    assert len(found) == len({*found})
    assert {*found} == {node for node in ast.walk(tree) if isinstance(node, ast.stmt)}
    assert list(suites(ast.parse(""))) == []


def test_statements_in_a_node() -> None:
    (function,) = ast.parse("def f(x=lambda: 1):\n    try:\n        a\n    except b:\n        c\n    return x\n").body
    attempt, result = statements_in(function)
    assert isinstance(result, ast.Return)
    assert [ast.unparse(node) for node in statements_in(attempt)] == ["a", "except b:\n    c"]
    assert list(statements_in(result)) == []
