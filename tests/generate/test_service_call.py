from pathlib import Path

import pytest
from routed_methods import method, routed

from llama_router_codemod.generate.service_call import service_call


@pytest.mark.parametrize(
    ("declared", "served"),
    [
        pytest.param("x: str", "x: str", id="the same"),
        pytest.param("x: Optional[str]", "x: str", id="narrower"),
        pytest.param("x: str | None = None", "x: Annotated[str | None, Query()] = None", id="a marker"),
        pytest.param("x: str", "x", id="no type"),
    ],
)
def test_nothing_to_say(tmp_path: Path, declared: str, served: str) -> None:
    assert call(tmp_path, declared, served) == "svc.find(x=x)"


@pytest.mark.parametrize(
    ("declared", "served", "expected"),
    [
        pytest.param('x: Literal["a"]', "x: str", "  # type: ignore[arg-type]", id="another type"),
        pytest.param("x: str", "x: str | None = None", "  # type: ignore[arg-type]", id="wider"),
        pytest.param("x: str", "x: str, y: int = 1", "  # type: ignore[call-arg]", id="a parameter more"),
        pytest.param("x: str", "x: int, y: int = 1", "  # type: ignore[arg-type, call-arg]", id="both"),
    ],
)
def test_what_the_protocol_does_not_take(tmp_path: Path, declared: str, served: str, expected: str) -> None:
    assert call(tmp_path, declared, served).partition(")")[2] == expected


LONG = "name_of_a_parameter_that_is_long: str, "


@pytest.mark.parametrize(
    ("declared", "served", "expected"),
    [
        pytest.param(LONG + "x: str", LONG + "x: str", "svc.find({long}, x=x)", id="the same"),
        pytest.param(
            LONG + "x: str",
            LONG + "x: int",
            "svc.find(\n        {long},\n        x=x,  # type: ignore[arg-type]\n    )",
            id="another type",
        ),
        pytest.param(
            LONG + "x: str",
            LONG + "x: str, y: int = 1",
            "svc.find(  # type: ignore[call-arg]\n        {long},\n        x=x,\n        y=y,\n    )",
            id="a parameter more",
        ),
    ],
)
def test_a_call_that_may_be_too_long_for_a_line(tmp_path: Path, declared: str, served: str, expected: str) -> None:
    name = LONG.partition(":")[0]
    assert call(tmp_path, declared, served) == expected.format(long=f"{name}={name}")


def call(root: Path, declared: str, served: str) -> str:
    implementation = (
        "from typing import Annotated\n\nfrom fastapi import Query\n\nfrom pkg.apis.agents import Agents\n\n\n"
        f"class Impl(Agents):\n    async def find(self, {served}) -> str: ...\n"
    )
    _, _, (operation,) = routed(
        root, method("/find", f"find(self, {declared}) -> str"), others={"pkg/providers/impl.py": implementation}
    )
    return service_call("svc.find", operation, [item.parameter.name for item in operation.parameters])
