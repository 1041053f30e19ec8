import ast
from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.parse.classes import (
    ClassKind,
    ancestors,
    base_names,
    class_anywhere,
    class_of,
    is_root_model,
    kind_of,
    own_fields,
    own_methods,
)

MODULE = "pkg.apis.agents.agents"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param("class X: ...", "other", id="plain"),
        pytest.param("from typing import Protocol\nclass X(Protocol): ...", "protocol", id="Protocol"),
        pytest.param("import typing\nclass X(typing.Protocol): ...", "protocol", id="dotted"),
        pytest.param("import typing as t\nclass X(t.Protocol): ...", "protocol", id="dotted alias"),
        pytest.param("from typing import Protocol as P\nclass X(P): ...", "protocol", id="alias"),
        pytest.param("from typing import Protocol\nclass X(Protocol[T]): ...", "protocol", id="generic"),
        pytest.param("class Protocol: ...\nclass X(Protocol): ...", "other", id="another Protocol"),
        pytest.param("from elsewhere import Base as Protocol\nclass X(Protocol): ...", "other", id="misleading alias"),
        pytest.param("from typing import Protocol\nclass A(Protocol): ...\nclass X(A): ...", "protocol", id="below"),
        pytest.param("from pydantic import BaseModel\nclass X(BaseModel): ...", "model", id="model"),
        pytest.param("from pydantic import RootModel\nclass X(RootModel[int]): ...", "model", id="root model"),
        pytest.param("from enum import Enum\nclass X(str, Enum): ...", "enum", id="enum"),
        pytest.param("from typing import TypedDict\nclass X(TypedDict): ...", "typed_dict", id="TypedDict"),
        pytest.param("class X(BaseModel): ...", "model", id="an unbound name counts as the usual one"),
        pytest.param("from pkg.apis import base\nclass X(base.Model): ...", "model", id="through a module of the tree"),
        pytest.param("class X(make()): ...", "other", id="a computed base"),
        pytest.param("class X(Y): ...\nclass Y(X): ...", "other", id="a circle"),
        pytest.param("class A(BaseModel): ...\nB: type = A\nclass X(B): ...", "model", id="another name"),
        pytest.param("A = B\nB = A\nclass X(B): ...", "other", id="a circle of names"),
    ],
)
def test_kind(tmp_path: Path, source: str, kind: str) -> None:
    base = "from pydantic import BaseModel\nclass Model(BaseModel): ...\n"
    symbols = tree(tmp_path, {"pkg/apis/agents/agents.py": source, "pkg/apis/base.py": base})
    found = class_of(symbols, MODULE, "X")
    assert found is not None
    assert kind_of(symbols, found) is ClassKind(kind)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from pydantic import RootModel\nclass X(RootModel[int]): ...", True),
        ("import pydantic as p\nclass A(p.RootModel): ...\nclass X(A): ...", True),
        ("from pydantic import BaseModel\nclass X(BaseModel): ...", False),
        ("class RootModel: ...\nclass X(RootModel): ...", False),
    ],
)
def test_root_model(tmp_path: Path, source: str, expected: bool) -> None:
    symbols = tree(tmp_path, {"pkg/apis/agents/agents.py": source})
    found = class_of(symbols, MODULE, "X")
    assert found is not None
    assert is_root_model(symbols, found) is expected


def test_class_of_finds_only_classes(tmp_path: Path) -> None:
    symbols = tree(tmp_path, {"pkg/apis/agents/agents.py": "x = 1\nfrom typing import Protocol\n"})
    assert [class_of(symbols, MODULE, name) for name in ("x", "Protocol", "nothing")] == [None, None, None]


@pytest.mark.parametrize(
    ("source", "name", "expected"),
    [
        pytest.param("class X: ...", "X", (MODULE, "X"), id="of the module"),
        pytest.param("def f():\n    from pkg.apis.base import X", "X", ("pkg.apis.base", "X"), id="in a function"),
        pytest.param("def f():\n    from ..base import X as Y", "Y", ("pkg.apis.base", "X"), id="by another name"),
        pytest.param("def f():\n    from pkg.apis import base", "base.X", ("pkg.apis.base", "X"), id="of a module"),
        pytest.param("class X: ...\ndef f():\n    from ..base import X", "X", (MODULE, "X"), id="the module's first"),
        pytest.param("def f():\n    from elsewhere import X", "X", None, id="from elsewhere"),
        pytest.param("def f():\n    from ..base import Z\n    import pkg", "X", None, id="nowhere"),
    ],
)
def test_class_anywhere(tmp_path: Path, source: str, name: str, expected: tuple[str, str] | None) -> None:
    symbols = tree(tmp_path, {"pkg/apis/agents/agents.py": source, "pkg/apis/base.py": "class X: ...\n"})
    found = class_anywhere(symbols, MODULE, name)
    assert (found and found.key) == expected


def test_ancestors_come_nearest_first_and_once(tmp_path: Path) -> None:
    source = "class A: ...\nclass B(A): ...\nclass C(A): ...\nclass D(B, C): ...\n"
    symbols = tree(tmp_path, {"pkg/apis/agents/agents.py": source})
    found = class_of(symbols, MODULE, "D")
    assert found is not None
    assert [item.node.name for item in ancestors(symbols, found)] == ["B", "C", "A"]


def _class(body: str) -> ast.ClassDef:
    (node,) = ast.parse(body).body
    assert isinstance(node, ast.ClassDef)
    return node


def test_base_names() -> None:
    assert base_names(_class("class X(A, b.C, Generic[T], f(), metaclass=M): ...")) == ("A", "b.C", "Generic")


def test_own_methods() -> None:
    found = own_methods(
        _class("class X:\n def f(): ...\n x = 1\n async def g(): ...\n if x:\n  def h(): ...\n def f(a): ...")
    )
    assert [(name, ast.unparse(node.args)) for name, node in found.items()] == [("f", "a"), ("g", "")]


def test_own_fields() -> None:
    body = """\
class X:
    kept: int
    also: str = "a"
    _private: int
    model_config: ConfigDict = ConfigDict()
    shared: ClassVar[int] = 1
    fixed: typing.Final = 2
    plain = 3
    def method(self): ...
"""
    assert list(own_fields(_class(body))) == ["kept", "also"]
