"""What a generator of the published document checks before it writes that, read from its table of checks.

In llama-stack that is `_VALIDATORS` in `docs/openapi_generator/pyopenapi/utility.py`.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.source.syntax import place_of

if TYPE_CHECKING:
    from llama_router_codemod.model.place import Place
    from llama_router_codemod.parse.symbols import Symbols


class Check(enum.StrEnum):
    """What the method of a published operation may lack, in the words of the module that checks routers."""

    OPTIONAL_ANSWER = "may answer nothing"
    BARE_LIST = "answers a list, not a model that has one"
    LIST_WITHOUT_DATA = "answers a list that has no `data`"
    ANSWER_OF_DELETE = "answers something, though it deletes"
    NO_ANSWER_TEXT = "does not describe its answer"
    NO_PARAMETER_TEXT = "describes none of its parameters"
    NO_SENTENCE = "has a description with a line that does not end like a sentence"


_CHECKS = {
    "_validate_api_method_return_type": Check.OPTIONAL_ANSWER,
    "_validate_api_method_doesnt_return_list": Check.BARE_LIST,
    "_validate_list_parameters_contain_data": Check.LIST_WITHOUT_DATA,
    "_validate_api_delete_method_returns_none": Check.ANSWER_OF_DELETE,
    "_validate_has_return_in_docstring": Check.NO_ANSWER_TEXT,
    "_validate_has_params_in_docstring": Check.NO_PARAMETER_TEXT,
    "_validate_docstring_lines_end_with_dot": Check.NO_SENTENCE,
}
#: Those that a router passes in any case: it has no `...` for a body, and no `:returns: None`.
_PASSED = frozenset({"_validate_has_ellipsis", "_validate_has_no_return_none_in_docstring"})
_ALL = "validate_api"


def published_checks(nodes: Iterable[ast.AST]) -> dict[str, tuple[Check, ...]]:
    """By verb, which of the known checks a generator makes; none where it has no such table."""
    return {
        verb: tuple(check for name, check in _CHECKS.items() if name in {validator.id for validator in validators})
        for verb, validators in _table(nodes).items()
    }


def unknown_checks(symbols: Symbols, paths: Iterable[PurePosixPath]) -> Iterator[tuple[str, Place]]:
    """The checks of a generator's modules that are not known, each where the table names it first; the function that
    makes all of them, where there is no such table."""
    for path in paths:
        tree = symbols.tree(path)
        makes_all = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == _ALL]
        table = _table(ast.walk(tree))
        unknown: dict[str, Place] = {}
        for validator in (name for validators in table.values() for name in validators):
            if validator.id not in _CHECKS and validator.id not in _PASSED:
                unknown.setdefault(validator.id, place_of(validator, path))
        yield from unknown.items()
        if not table:
            yield from ((node.name, place_of(node, path)) for node in makes_all)


def _table(nodes: Iterable[ast.AST]) -> Mapping[str, list[ast.Name]]:
    """`_VALIDATORS = {"GET": [_validate_api_method_return_type, ...], ...}`."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id="_VALIDATORS")], value=ast.Dict(keys=keys, values=values)):
                return {
                    verb.value.lower(): [part for part in ast.walk(value) if isinstance(part, ast.Name)]
                    for verb, value in zip(keys, values, strict=True)
                    if isinstance(verb, ast.Constant) and isinstance(verb.value, str)
                }
            case _:
                pass
    return {}
