from pathlib import Path

import pytest
from trees import agents_tree, tree

from llama_router_codemod.check.check import check_checkout
from llama_router_codemod.check.result import CheckResult
from llama_router_codemod.model.errors import InputError
from llama_router_codemod.report.exit_codes import ExitCode, exit_code
from llama_router_codemod.tree.checkout import Checkout


def places(result: CheckResult) -> list[tuple[str, int, int, str | None, str]]:
    return [(item.path, item.line, item.column, item.owner, item.method) for item in result.remaining]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param('"""@webmethod(route="/a") in a docstring."""\n', id="docstring"),
        pytest.param('# @webmethod(route="/a")\nfrom pkg.schema_utils import webmethod\n', id="comment"),
        pytest.param('text = """\n@webmethod(route="/a")\ndef f(): ...\n"""\n', id="string"),
        pytest.param("def webmethod(f): return f\n@webmethod\ndef f(): ...\n", id="another webmethod"),
        pytest.param("from a import b\n@b.c.webmethod\ndef f(): ...\n", id="an attribute of something else"),
    ],
)
def test_the_word_alone_does_not_count(tmp_path: Path, source: str) -> None:
    assert places(check_checkout(tree(tmp_path, {"pkg/module.py": source}).checkout)) == []


@pytest.mark.parametrize(
    ("imports", "decorator"),
    [
        pytest.param("from pkg.schema_utils import webmethod", "webmethod(route='/a')", id="from"),
        pytest.param("from pkg.schema_utils import webmethod", "webmethod", id="bare reference"),
        pytest.param("from pkg.schema_utils import webmethod as wm", "wm(route='/a')", id="alias"),
        pytest.param("from pkg import schema_utils", "schema_utils.webmethod(route='/a')", id="module"),
        pytest.param("from pkg import schema_utils as su", "su.webmethod(route='/a')", id="module alias"),
        pytest.param("import pkg.schema_utils", "pkg.schema_utils.webmethod(route='/a')", id="dotted"),
        pytest.param("import pkg.schema_utils as su", "su.webmethod(route='/a')", id="dotted alias"),
        pytest.param("from pkg.schema_utils import *", "webmethod(route='/a')", id="star"),
        pytest.param("from elsewhere.schema_utils import *", "webmethod(route='/a')", id="star from outside"),
        pytest.param("from elsewhere import schema_utils", "schema_utils.webmethod(route='/a')", id="module outside"),
        pytest.param("from .schema_utils import webmethod", "webmethod(route='/a')", id="relative"),
        pytest.param("from . import schema_utils", "schema_utils.webmethod(route='/a')", id="relative module"),
        pytest.param("from pkg import facade", "facade.webmethod(route='/a')", id="module that imports it"),
        pytest.param("from pkg.facade import webmethod", "webmethod(route='/a')", id="from the importing module"),
        pytest.param("import llama_stack_api as api", "api.webmethod(route='/a')", id="package outside"),
    ],
)
def test_every_spelling_counts(tmp_path: Path, imports: str, decorator: str) -> None:
    source = f"{imports}\n\nclass A:\n    @{decorator}\n    def f(self): ...\n"
    facade = {"pkg/facade.py": "from pkg.schema_utils import webmethod\n"}
    result = check_checkout(tree(tmp_path, {"pkg/module.py": source, **facade}).checkout)
    assert places(result) == [("pkg/module.py", 4, 6, "A", "f")]
    assert exit_code(result) is ExitCode.WORK_LEFT


@pytest.mark.parametrize(
    ("body", "owner"),
    [
        pytest.param("{}", None, id="module"),
        pytest.param("class A:\n    class B:\n        {}", "B", id="nested class"),
        pytest.param("if True:\n    pass\nelse:\n    {}", None, id="else"),
        pytest.param("try:\n    import x\nexcept ImportError:\n    {}", None, id="except"),
        pytest.param("for x in y:\n    {}", None, id="loop"),
        pytest.param("match x:\n    case 1:\n        {}", None, id="match"),
        pytest.param("def make():\n    class A:\n        {}\n    return A", "A", id="function"),
    ],
)
def test_wherever_it_stands(tmp_path: Path, body: str, owner: str | None) -> None:
    lines = body.split("\n")
    index = next(number for number, line in enumerate(lines) if "{}" in line)
    indent = lines[index].removesuffix("{}")
    lines[index : index + 1] = [f"{indent}@webmethod(route='/a')", f"{indent}def f(): ..."]
    source = "from pkg.schema_utils import webmethod\n" + "\n".join(lines) + "\n"
    result = check_checkout(tree(tmp_path, {"pkg/module.py": source}).checkout)
    assert places(result) == [("pkg/module.py", index + 2, len(indent) + 2, owner, "f")]


def test_an_import_inside_a_function_counts(tmp_path: Path) -> None:
    source = """\
        def make():
            from pkg.schema_utils import webmethod

            @webmethod(route="/a")
            def f(): ...
        """
    result = check_checkout(tree(tmp_path, {"pkg/module.py": source}).checkout)
    assert places(result) == [("pkg/module.py", 4, 6, None, "f")]


def test_the_api_is_named_where_there_is_one(tmp_path: Path) -> None:
    body = """\
        class Agents(Protocol):
            @webmethod(route="/agents", method="GET", level=LLAMA_STACK_API_V1)
            @webmethod(route="/old", method="GET", level=LLAMA_STACK_API_V1)
            async def list_agents(self) -> None: ...
        """
    result = check_checkout(agents_tree(tmp_path, body).checkout)
    assert [(item.line, item.api, item.owner, item.method, item.identity) for item in result.remaining] == [
        (line, "agents", "Agents", "list_agents", "agents Agents.list_agents") for line in (10, 11)
    ]


def test_a_package_given_as_the_checkout_is_still_checked(tmp_path: Path) -> None:
    source = "from pkg.schema_utils import webmethod\n@webmethod(route='/a')\ndef f(): ...\n"
    checkout = Checkout.open(tree(tmp_path, {"pkg/module.py": source}).checkout.root / "pkg")
    assert places(check_checkout(checkout)) == [("module.py", 2, 2, None, "f")]


API = {
    "pkg/apis/agents/__init__.py": "from .agents import *\n",
    "pkg/apis/agents/agents.py": """\
        from typing import Protocol

        from pkg.schema_utils import webmethod


        class Agents(Protocol):
            @webmethod(route="/agents")
            async def list_agents(self) -> None: ...
        """,
    "pkg/apis/tools.py": """\
        from typing import Protocol

        from pkg.schema_utils import webmethod


        class Tools(Protocol):
            @webmethod(route="/tools")
            async def list_tools(self) -> None: ...
        """,
}


def test_of_one_api(tmp_path: Path) -> None:
    checkout = tree(tmp_path, API).checkout
    result = check_checkout(checkout, ["tools"], fails_on_machinery=True)
    assert [item.identity for item in result.remaining] == ["tools Tools.list_tools"]
    assert result.machinery == []
    with pytest.raises(InputError, match="--api tool: no such API"):
        check_checkout(checkout, ["tool"])
