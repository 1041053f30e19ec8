"""The parameters of a served signature, whole: what a router needs to know of each."""

from pathlib import Path

import pytest
from trees import agents_tree, one_package, told

from llama_router_codemod.contract.served_signature import ServedSignature, served_signature
from llama_router_codemod.conventions.implementations import implementations
from llama_router_codemod.model.operation import ServedParameter, Shape

MODULE = "pkg.apis.agents.agents"


def served(root: Path, declared: str, *implemented: str, path: str = "/agents") -> ServedSignature:
    """What is served for a method `f` of the Protocol; line 11 is where it is declared."""
    body = f"""\
class Kind(str): ...
class Agents(Protocol):
    @webmethod(route="{path}", method="POST", level=LLAMA_STACK_API_V1)
    async def f({declared}) -> None: ...
"""
    files = {
        f"pkg/providers/agents/impl{number}.py": "from typing import Annotated\nfrom fastapi import Depends\n"
        "from openai import NOT_GIVEN\nfrom pkg.apis.agents import Agents, Kind\nfrom pkg.core.types import Own\n"
        f"class Impl{number}(Agents):\n    async def f({signature}) -> None: ...\n"
        for number, signature in enumerate(implemented, start=1)
    }
    files["pkg/core/types.py"] = "class Own: ...\n"
    symbols = agents_tree(root, body, files)
    (api,) = one_package(symbols).apis
    (method,) = api.protocol.methods
    return served_signature(symbols, api.protocol, method, implementations(symbols, api, api.protocol))


def one(
    name: str,
    annotation: str,
    default: str | None = None,
    shape: Shape = Shape.SCALAR,
    module: str = MODULE,
    **more: object,
) -> ServedParameter:
    return ServedParameter(
        **{  # type: ignore[arg-type]
            "name": name,
            "annotation": annotation,
            "default": default,
            "module": module,
            "shape": shape,
            "marker": None,
            "in_path": False,
            "protocol_name": name,
            **more,
        }
    )


IMPL = "pkg.providers.agents.impl1"


@pytest.mark.parametrize(
    ("declared", "implemented", "parameters"),
    [
        pytest.param("self", (), (), id="nothing"),
        pytest.param("self, a: str", (), (one("a", "str"),), id="no implementation"),
        pytest.param("self, a: str", ("self, a: str",), (one("a", "str"),), id="agrees"),
        pytest.param(
            "self, a: str, b: int = 1",
            ("self, b: int = 1, *, a: str",),
            (one("b", "int", "1"), one("a", "str")),
            id="in the implementation's order",
        ),
        pytest.param(
            "self, a: Annotated[list[str], ExtraBodyField('t')]",
            ("self, a: list[str]",),
            (one("a", "Annotated[list[str], ExtraBodyField('t')]", shape=Shape.SEQUENCE, marker="ExtraBodyField"),),
            id="ExtraBodyField does not change the wire",
        ),
    ],
)
def test_without_findings(
    tmp_path: Path, declared: str, implemented: tuple[str, ...], parameters: tuple[ServedParameter, ...]
) -> None:
    signature = served(tmp_path, declared, *implemented)
    assert signature == ServedSignature(parameters, positional=False, findings=())


@pytest.mark.parametrize(
    ("default", "served_default"),
    [
        ("Field(3, ge=1)", "3"),
        ("Field(default=None)", "None"),
        ("Field(...)", None),
        ("pydantic.Field(description='text')", None),
    ],
)
def test_a_field_call_gives_its_default(tmp_path: Path, default: str, served_default: str | None) -> None:
    signature = served(tmp_path, f"self, a: int = {default}")
    assert signature.parameters == (one("a", "int", served_default),)
    assert told(signature.findings) == [("LRC106", 12, f"`a` has `{default}`")]


@pytest.mark.parametrize(
    ("declared", "implemented", "parameter", "finding"),
    [
        pytest.param(
            "self, a: str",
            ("self, a: str | None = None",),
            one("a", "str | None", "None", module=IMPL),
            ("LRC103", 12, "`a: str` in the Protocol, Impl1 has `a: str | None = None`"),
            id="the implementation decides",
        ),
        pytest.param(
            "self, a: str",
            ("self, a: Annotated[str, Depends(f)]",),
            one("a", "Annotated[str, Depends(f)]", module=IMPL, marker="Depends"),
            ("LRC103", 12, "`a: str` in the Protocol, Impl1 has `a: Annotated[str, Depends(f)]`"),
            id="a dependency",
        ),
        pytest.param(
            "self, a: str",
            ("self, a",),
            one("a", "", shape=Shape.ANY, module=IMPL),
            ("LRC107", 12, "Impl1 takes `a` without a type"),
            id="no annotation",
        ),
        pytest.param(
            "self, a: str",
            ("self, a: Own",),
            one("a", "Own", shape=Shape.COMPLEX, module=IMPL, fits_model=False),
            ("LRC103", 12, "`a: str` in the Protocol, Impl1 has `a: Own`"),
            id="a type that models.py may not import",
        ),
        pytest.param(
            "self, a: Kind",
            ("self, a: Kind = NOT_GIVEN",),
            one("a", "Kind", "NOT_GIVEN", shape=Shape.COMPLEX, module=IMPL, fits_model=False),
            ("LRC103", 12, "`a: Kind` in the Protocol, Impl1 has `a: Kind = NOT_GIVEN`"),
            id="a sentinel",
        ),
        pytest.param(
            "self, a: str",
            ("self, a: int", "self, a: float"),
            one("a", "str"),
            ("LRC104", 12, "`a: str` in the Protocol, Impl1 has `a: int`; Impl2 has `a: float`"),
            id="they disagree",
        ),
        pytest.param(
            "self, a: str",
            ("self, a: str", "self, a: int"),
            one("a", "str"),
            ("LRC104", 12, "`a: str` in the Protocol, Impl2 has `a: int`"),
            id="one disagrees",
        ),
    ],
)
def test_with_one_finding(
    tmp_path: Path,
    declared: str,
    implemented: tuple[str, ...],
    parameter: ServedParameter,
    finding: tuple[str, int, str],
) -> None:
    signature = served(tmp_path, declared, *implemented)
    assert signature.parameters == (parameter,)
    assert told(signature.findings) == [finding]


def test_only_in_the_implementation(tmp_path: Path) -> None:
    signature = served(tmp_path, "self", "self, more: int = 1")
    assert signature.parameters == (one("more", "int", "1", module=IMPL, protocol_name=None),)
    assert told(signature.findings) == [("LRC103", 7, "`more: int = 1` is only in the implementation (Impl1)")]


def test_a_renamed_parameter_is_passed_by_position(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, id: str, a: int", "self, agent_id: str, a: int", path="/agents/{agent_id}")
    assert signature.parameters == (one("agent_id", "str", in_path=True, protocol_name="id"), one("a", "int"))
    assert signature.positional
    assert told(signature.findings) == [("LRC103", 12, "`id` is served as `agent_id` by Impl1")]


def test_a_positional_only_parameter(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, a: str, /", path="/agents/{a:path}")
    assert signature == ServedSignature((one("a", "str", in_path=True),), positional=True, findings=())
