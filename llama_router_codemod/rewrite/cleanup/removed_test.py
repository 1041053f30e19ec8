"""LRC305: a test of a removed part of the webmethod system is removed with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.rewrite.cleanup.unused_definitions import defined_by, remaining
from llama_router_codemod.rewrite.imports.imported_names import Importer, without_imported_names
from llama_router_codemod.source.syntax import names_of, place_of


@dataclass(frozen=True)
class RemovedTest(Facts):
    """The test, and the removed function or class that it needs."""

    code = "LRC305"
    test: str
    part: str


def removed_tests(tree: ast.Module, path: PurePosixPath, name: str) -> Iterator[Finding]:
    """A finding for each test function of a module that uses a name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_test(node.name) and name in names_of(node):
            yield Finding(place_of(node, path), RemovedTest(node.name, name))


def without_tests_of(text: str, module: str, origin: str, name: str) -> str | None:
    """The text of a test module without the test functions that use `name` of the module `origin`, and without its
    import; None where something else uses it."""
    tree = cst.parse_module(text)
    body = remaining(tree.body, lambda statement: not _tests(statement, name))
    changed = without_imported_names(tree.with_changes(body=body).code, Importer(module, False), origin, {name: name})
    return None if name in names_of(ast.parse(changed)) else changed


def _is_test(name: str) -> bool:
    return name.startswith("test_")


def _tests(statement: cst.BaseStatement, name: str) -> bool:
    if not _is_test(defined_by(statement) or ""):
        return False
    return name in names_of(ast.parse(cst.Module([]).code_for_node(statement)))
