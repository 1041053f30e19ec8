import ast

import pytest

from llama_router_codemod.source.pattern import Bindings
from llama_router_codemod.source.statement_rules import (
    Block,
    StatementRule,
    Understood,
    UnknownStatement,
    either,
    optional,
    understand,
)

#: The facts of these tests are the names of the rules that applied, one letter each.
Rule = StatementRule[str]
OWNER = ast.Pass(lineno=0, col_offset=0)


def rule(pattern: str, name: str, **inside: Block[str]) -> Rule:
    return Rule(pattern, lambda known, bound, statement: known + name, inside)


A, B, C = rule("a()", "A"), rule("b()", "B"), rule("c()", "C")


def read(code: str, *block: StatementRule[str] | object) -> str:
    return understand(ast.parse(code).body, block, Understood("", Bindings()), OWNER).facts


def unknown(code: str, *block: object) -> str:
    """The statement that is not known."""
    with pytest.raises(UnknownStatement) as caught:
        read(code, *block)
    return "" if caught.value.node is OWNER else str(caught.value)


def test_no_statement_and_no_rule() -> None:
    assert read("") == ""


def test_rules_apply_one_after_the_other() -> None:
    assert read("a()\nb()", A, B) == "AB"


def test_a_rule_that_tells_nothing() -> None:
    assert read("a()\nb()", Rule("a()"), B) == "B"


def test_a_statement_too_many_is_unknown() -> None:
    assert unknown("a()", *()) == "a()"
    assert unknown("x()\na()\nb()", A, B) == "x()"
    assert unknown("a()\nx()\nb()", A, B) == "x()"
    assert unknown("a()\nb()\nx()", A, B) == "x()"


def test_another_order_is_unknown() -> None:
    assert unknown("b()\na()", A, B) == "b()"


def test_a_repeated_statement_is_unknown() -> None:
    assert unknown("a()\na()\nb()", A, B) == "a()"


def test_where_a_statement_is_missing_the_one_before_is_named() -> None:
    assert unknown("b()", A, B) == "b()"
    assert unknown("a()", A, B) == "a()"
    assert unknown("", A) == ""


def test_a_name_stands_for_the_same_code_in_all_statements() -> None:
    first, second = rule("_a = f()", "A"), rule("g(_a)", "B")
    assert read("x = f()\ng(x)", first, second) == "AB"
    assert unknown("x = f()\ng(y)", first, second) == "g(y)"


def test_a_rule_may_be_optional() -> None:
    assert read("a()\nb()", optional(A), B) == "AB"
    assert read("b()", optional(A), B) == "B"
    assert unknown("a()\na()\nb()", optional(A), B) == "a()"
    assert unknown("b()\na()", optional(A), B) == "a()"


def test_one_of_several_rules_applies() -> None:
    assert read("a()\nc()", either(A, B), C) == "AC"
    assert read("b()\nc()", either(A, B), C) == "BC"
    assert unknown("c()", either(A, B), C) == "c()"
    assert unknown("a()\nb()\nc()", either(A, B), C) == "b()"


def test_a_choice_depends_on_the_statements_after_it() -> None:
    assert read("a()\nb()\nc()", either(A, (A, B)), C) == "ABC"
    assert read("a()\nc()", either((A, B), A), C) == "AC"


def test_a_failed_choice_leaves_no_trace() -> None:
    as_a, as_b = rule("_x = f(_a)", "A"), rule("_x = f(_b)", "B")
    assert read("x = f(y)\ng(y)", either(as_a, as_b), rule("g(_b)", "G")) == "BG"


def test_the_choice_that_knows_the_most_tells_what_is_unknown() -> None:
    assert unknown("a()\nb()\nx()", either((A, B, C), (A, C), B)) == "x()"


def test_blocks_inside_a_statement() -> None:
    branch = rule("if x:\n    ...\nelse:\n    ...", "I", body=(A,), orelse=(B, C))
    assert read("if x:\n    a()\nelse:\n    b()\n    c()", branch) == "IABC"
    assert unknown("if x:\n    a()\n    d()\nelse:\n    b()\n    c()", branch) == "d()"
    assert unknown("if x:\n    a()\nelse:\n    b()", branch) == "b()"


def test_a_block_without_rules_holds_nothing_but_a_missing_one_is_not_looked_at() -> None:
    assert unknown("if x:\n    a()", rule("if x:\n    ...", "I", body=())) == "a()"
    assert read("if x:\n    a()", rule("if x:\n    ...", "I")) == "I"


def test_an_empty_block_is_named_by_its_statement() -> None:
    branch = rule("if x:\n    ...\nelse:\n    ...", "I", body=(A,), orelse=(B,))
    assert unknown("if x:\n    a()", branch) == "if x:\n    a()"


def test_the_only_handler_of_a_try() -> None:
    attempt = rule("try:\n    ...\nexcept E:\n    ...", "T", body=(A,), handler=(B,))
    assert read("try:\n    a()\nexcept E:\n    b()", attempt) == "TAB"
    assert unknown("try:\n    a()\nexcept E:\n    c()", attempt) == "c()"
    two = "try:\n    a()\nexcept E:\n    b()\nexcept F:\n    pass"
    assert unknown(two, attempt) == two


def test_a_docstring_is_no_statement_of_a_function() -> None:
    function = rule("def f():\n    ...", "F", body=(A,))
    assert read('def f():\n    """What it does."""\n    a()', function) == "FA"
    assert unknown('def f():\n    a()\n    """No docstring."""', function) == "'No docstring.'"


def test_a_step_may_refuse_a_statement() -> None:
    def refuse(known: str, bound: Bindings, statement: ast.stmt) -> str:
        raise UnknownStatement(statement)

    assert unknown("a()", Rule("a()", refuse)) == "a()"
    assert read("a()", either(Rule("a()", refuse), A)) == "A"
