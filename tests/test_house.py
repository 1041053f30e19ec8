"""The house rules that no linter knows: short files, shallow functions, a test of its name for each module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

PROJECT = Path(__file__).parents[1]
PACKAGE = PROJECT / "llama_router_codemod"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST, MEDIAN, DEEPEST = 400, 120, 4
_BLOCKS = (ast.For, ast.AsyncFor, ast.While, ast.If, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
#: Modules without a test of their name, each with the reason.
UNTESTED = {
    "__main__.py": "one call; tests/test_cli_process.py runs it",
    "command_options.py": "what options are called; tests/test_cli.py gives them",
    "generate/decorated_operation.py": "data",
    "infra/modules.py": "data",
    "migrate/purpose.py": "data",
    "model/progress.py": "data",
    "printed_results.py": "which function prints which format; tests/test_cli.py prints all of them",
    "verify/change.py": "data",
    "verify/messages/answer_mode.py": "data",
    "verify/messages/json_value.py": "names of types",
    "verify/messages/options.py": "data",
    "verify/messages/plan.py": "data",
    "verify/messages/server_modules.py": "data",
}


#: Some of what llama-stack calls its own, and the rooms that may: what reads it, is written into it, or runs in it.
LLAMA_STACK = {
    "Api",
    "SpecialToolGroup",
    "_convert_path_to_regex",
    "api_protocol_map",
    "core/server/server.py",
    "create_dynamic_typed_route",
    "datatypes.py",
    "descriptive_name",
    "get_all_api_routes",
    "global_exception_handler",
    "json_schema_type",
    "params",
    "require_authentication",
    "required_scope",
    "schema_utils",
    "sse_generator",
    "toolgroup_protocol_map",
    "translate_exception",
}
KNOW_LLAMA_STACK = ("conventions/", "infra/", "verify/messages/", "verify/probe/")


def name(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def lines(module: Path) -> int:
    return len(module.read_text(encoding="utf-8").splitlines())


def test_no_file_is_too_long() -> None:
    assert {name(module): lines(module) for module in MODULES if lines(module) > LONGEST} == {}


def test_most_files_are_short() -> None:
    assert median(map(lines, filter(lines, MODULES))) < MEDIAN


def depth(node: ast.AST) -> int:
    """How many blocks stand in each other at most; an `elif` is no deeper than its `if`, a function starts anew."""
    return max((_depth(child, node) for child in ast.iter_child_nodes(node)), default=0)


def _depth(node: ast.AST, parent: ast.AST) -> int:
    if isinstance(node, _SCOPES):
        return 0
    is_elif = isinstance(parent, ast.If) and isinstance(node, ast.If) and parent.orelse == [node]
    return depth(node) + (isinstance(node, _BLOCKS) and not is_elif)


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("pass", 0),
        ("if a:\n  pass\nelif b:\n  pass\nelse:\n  pass", 1),
        ("if a:\n  pass\nelse:\n  if b:\n    pass\n  pass", 2),
        ("for a in b:\n  with c:\n    while d:\n      pass", 3),
        ("try:\n  match a:\n    case 1:\n      pass\nexcept E:\n  pass", 2),
        ("try:\n  pass\nexcept E:\n  if a:\n    pass", 2),
        ("if a:\n  def g():\n    for b in c:\n      pass", 1),
    ],
)
def test_depth(body: str, expected: int) -> None:
    (function,) = ast.parse("def f():\n" + "".join(f"  {line}\n" for line in body.splitlines())).body
    assert depth(function) == expected


def test_no_function_is_too_deep() -> None:
    deep = {
        f"{name(module)}: {function.name}": depth(function)
        for module in MODULES
        for function in functions(module)
        if depth(function) > DEEPEST
    }
    assert deep == {}


def test_only_conventions_know_what_is_called_how() -> None:
    others = (module for module in MODULES if not name(module).startswith(KNOW_LLAMA_STACK))
    texts = {name(module): set(map(repr, _constants(module))) & set(map(repr, LLAMA_STACK)) for module in others}
    assert {module: found for module, found in texts.items() if found} == {}


def _constants(module: Path) -> Iterator[object]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))


def test_each_module_has_a_test_of_its_name() -> None:
    modules = {name(module): module for module in MODULES if module.stem != "__init__"}
    without = {path for path, module in modules.items() if not has_test(module)}
    assert without == UNTESTED.keys(), "write a test, or tell here why there is none"


def has_test(module: Path) -> bool:
    directory = PROJECT / "tests" / module.relative_to(PACKAGE).parent
    return (directory / f"test_{module.stem.strip('_')}.py").is_file()


def test_what_shares_a_preparation_runs_in_one_process(request: pytest.FixtureRequest) -> None:
    """Where tests are spread over several processes; each would prepare it again."""
    items = {item: item.get_closest_marker("xdist_group") for item in request.session.items}
    assert [item.nodeid for item, group in items.items() if item.path.parent.name == "real" and group is None] == []
    if hasattr(request.config, "workerinput"):
        apart = [
            item.nodeid for item, group in items.items() if group and not item.nodeid.endswith(f"@{group.args[0]}")
        ]
        assert apart == []
