"""What a generator of the published document checks before it writes that."""

import ast
from pathlib import Path, PurePosixPath

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.published_checks import Check, published_checks, unknown_checks
from llama_router_codemod.infra.render_template import read_template

PATH = PurePosixPath("spec/utility.py")


def checks(source: str) -> dict[str, tuple[Check, ...]]:
    return published_checks(ast.walk(ast.parse(source)))


@pytest.mark.parametrize("source", ["", "_VALIDATORS = {}", "_VALIDATORS = made()", "_OTHERS = {'GET': []}"])
def test_no_checks(source: str) -> None:
    assert checks(source) == {}


def test_checks_by_verb() -> None:
    asked = "_validate_has_ellipsis, _validate_docstring_lines_end_with_dot, _validate_api_method_return_type"
    found = checks(f'_VALIDATORS = {{"GET": [{asked}], "PUT": []}}')
    assert found == {"get": (Check.OPTIONAL_ANSWER, Check.NO_SENTENCE), "put": ()}


@pytest.mark.parametrize("check", Check)
def test_the_words_of_a_check_are_those_of_the_module_that_makes_it(check: Check) -> None:
    assert f'"{check}": ' in read_template("router_endpoints.py")


KNOWN = "_validate_has_ellipsis, _validate_has_return_in_docstring, _validate_has_no_return_none_in_docstring"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(f'def validate_api(): ...\n_VALIDATORS = {{"GET": [{KNOWN}]}}', [], id="known ones"),
        pytest.param('_VALIDATORS = {"GET": [a], "PUT": [b, a]}', [("a", 1), ("b", 1)], id="others"),
        pytest.param('_VALIDATORS = {"GET": [\n*_ALL]}', [("_ALL", 2)], id="a list of them"),
        pytest.param("x = 1\ndef validate_api(): ...", [("validate_api", 2)], id="no table"),
        pytest.param("_VALIDATORS = made()\ndef validate_api(): ...", [("validate_api", 2)], id="a table of its own"),
    ],
)
def test_unknown_checks(source: str, expected: list[tuple[str, int]], tmp_path: Path) -> None:
    found = unknown_checks(tiny_checkout(tmp_path, {str(PATH): source}), [PATH])
    assert [(name, place.line) for name, place in found] == expected
