"""The parameters of a served signature, whole: what a router needs to know of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from harbour import MASTER
from implemented_methods import ALPHA, PROTOCOL, served
from wire import check_wire, one_route

from llama_router_codemod.contract.implementation_wins import ImplementationWins
from llama_router_codemod.contract.implementation_wins import Reason as Winning
from llama_router_codemod.contract.implementations_disagree import ImplementationsDisagree, Variant
from llama_router_codemod.contract.implementations_disagree import Reason as Disagreement
from llama_router_codemod.contract.served_signature import ServedSignature
from llama_router_codemod.contract.untyped_parameter import UntypedParameter
from llama_router_codemod.model.operation import ServedParameter, Shape

if TYPE_CHECKING:
    from pathlib import Path

    from llama_router_codemod.model.finding import Facts


def one(
    name: str,
    annotation: str,
    default: str | None = None,
    shape: Shape = Shape.SCALAR,
    module: str = PROTOCOL,
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


@pytest.mark.parametrize(
    ("declared", "implemented", "parameters"),
    [
        pytest.param("self", (), (), id="nothing"),
        pytest.param("self, a: str", (), (one("a", "str"),), id="no implementation"),
        pytest.param("self, a: str", ("self, a: str",), (one("a", "str"),), id="agrees"),
        pytest.param("self, a: str", ("self, **others",), (one("a", "str"),), id="decides nothing"),
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


def wins(declared: str, implemented: str) -> ImplementationWins:
    return ImplementationWins(Winning.DIFFERENT, ("Alpha",), declared, implemented)


def disagree(declared: str, **others: str) -> ImplementationsDisagree:
    variants = tuple(Variant(name, parameter) for name, parameter in others.items())
    return ImplementationsDisagree(Disagreement.DIFFERENT, declared, variants)


@pytest.mark.parametrize(
    ("declared", "implemented", "parameter", "facts"),
    [
        pytest.param(
            "a: str",
            ("a: str | None = None",),
            one("a", "str | None", "None", module=ALPHA, has_protocol_type=False),
            wins("a: str", "a: str | None = None"),
            id="the implementation decides",
        ),
        pytest.param(
            "a: str",
            ("a: Annotated[str, Depends(f)]",),
            one("a", "Annotated[str, Depends(f)]", module=ALPHA, marker="Depends", is_annotated=True),
            wins("a: str", "a: Annotated[str, Depends(f)]"),
            id="a dependency",
        ),
        pytest.param(
            "a: str",
            ("a",),
            one("a", "", shape=Shape.ANY, module=ALPHA),
            UntypedParameter("a", ("Alpha",)),
            id="no annotation",
        ),
        pytest.param(
            "a: str",
            ("a: Own",),
            one("a", "Own", shape=Shape.UNKNOWN, module=ALPHA, fits_model=False, has_protocol_type=False),
            wins("a: str", "a: Own"),
            id="a type that models.py may not import",
        ),
        pytest.param(
            "a: Kind",
            ("a: Kind = NOT_GIVEN",),
            one("a", "Kind", "NOT_GIVEN", shape=Shape.UNKNOWN, module=ALPHA, fits_model=False),
            wins("a: Kind", "a: Kind = NOT_GIVEN"),
            id="a sentinel",
        ),
        pytest.param(
            "a: str",
            ("a: int", "a: float"),
            one("a", "str"),
            disagree("a: str", Alpha="a: int", Beta="a: float"),
            id="they disagree",
        ),
        pytest.param(
            "a: str", ("a: str", "a: int"), one("a", "str"), disagree("a: str", Beta="a: int"), id="one disagrees"
        ),
    ],
)
def test_with_one_finding(
    tmp_path: Path, declared: str, implemented: tuple[str, ...], parameter: ServedParameter, facts: Facts
) -> None:
    signature = served(tmp_path, f"self, {declared}", *(f"self, {item}" for item in implemented))
    assert signature.parameters == (parameter,)
    assert [finding.facts for finding in signature.findings] == [facts]
    assert [finding.method for finding in signature.findings] == ["f"]


def test_only_in_the_implementation(tmp_path: Path) -> None:
    signature = served(tmp_path, "self", "self, more: int = 1")
    assert signature.parameters == (one("more", "int", "1", module=ALPHA, protocol_name=None),)
    assert [finding.facts for finding in signature.findings] == [
        ImplementationWins(Winning.ONLY_SERVED, ("Alpha",), served="more: int = 1")
    ]


def test_only_in_the_protocol_but_in_the_path(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, id: str", "self", path="/agents/{id}")
    assert signature.parameters == (one("id", "str", in_path=True),)
    assert [finding.facts for finding in signature.findings] == [
        ImplementationWins(Winning.NOT_SERVED, ("Alpha",), declared="id: str")
    ]


def test_a_renamed_parameter_is_passed_by_position(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, id: str, a: int", "self, agent_id: str, a: int", path="/agents/{agent_id}")
    assert signature.parameters == (one("agent_id", "str", in_path=True, protocol_name="id"), one("a", "int"))
    assert signature.positional
    assert [finding.facts for finding in signature.findings] == [
        ImplementationWins(Winning.RENAMED, ("Alpha",), "id", "agent_id")
    ]


def test_a_renamed_parameter_of_another_spelling(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, note: Optional[str] = None", "self, text: str | None = None")
    assert signature.parameters == (one("text", "Optional[str]", "None", protocol_name="note"),)
    assert signature.positional


def test_a_positional_only_parameter(tmp_path: Path) -> None:
    signature = served(tmp_path, "self, a: str, /", path="/agents/{a:path}")
    assert signature == ServedSignature((one("a", "str", in_path=True),), positional=True, findings=())


@pytest.mark.parametrize(
    ("parameter", "accepts"),
    [
        pytest.param("a: str", True, id="no default"),
        pytest.param("a: str = 'x'", True, id="another default"),
        pytest.param("a = None", True, id="no type"),
        pytest.param("a: str | None = None", True, id="a type with None"),
        pytest.param("a: str = None", False, id="a type without None"),
    ],
)
def test_whether_the_type_accepts_the_default(tmp_path: Path, parameter: str, accepts: bool) -> None:
    (found,) = served(tmp_path, f"self, {parameter}").parameters
    assert found.accepts_default is accepts


def test_a_constant_of_the_implementation_with_the_same_name(tmp_path: Path) -> None:
    files = one_route("a: int = LIMIT", verb="GET", prelude="LIMIT = 10")
    files[MASTER] = one_route("a: int = LIMIT", verb="GET", prelude="LIMIT = 20")[MASTER]
    assert check_wire(tmp_path, files, {"GET /v1/f": {"a": 20}}) == [
        (ImplementationWins.code, "`a: int = LIMIT` in the Protocol, Master has `a: int = 20`")
    ]
