"""The signature that is served: what counts as a difference between a Protocol and its implementations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.contract.served_signature import ServedSignature, served_signature
from llama_router_codemod.conventions.implementations import implementations
from llama_router_codemod.conventions.packages import api_packages
from llama_router_codemod.report.messages import message

if TYPE_CHECKING:
    from pathlib import Path

PROTOCOL = """
from typing import Any, Dict, List, Optional, Protocol, Union

from pydantic import Field

from shop.schema_utils import webmethod


class Order: ...


class Orders(Protocol):
    @webmethod(route="/orders", method="POST")
    async def place(self, {parameters}) -> None: ...
"""
PROVIDER = """
from typing import Any, Dict, List

from shop.apis.orders import Order, Orders

Batch = list[Order]


class {name}(Orders):
    async def place(self, {parameters}) -> None: ...
"""


def served(root: Path, declared: str, *implemented: str) -> ServedSignature:
    files = {
        "shop/schema_utils.py": "def webmethod(route, method=None): ...\n",
        "shop/apis/datatypes.py": "class Api(Enum):\n    orders = 'orders'\n",
        "shop/apis/orders/orders.py": PROTOCOL.format(parameters=declared),
    }
    for name, parameters in zip(("Alpha", "Beta", "Gamma"), implemented, strict=False):
        files[f"shop/providers/{name.lower()}.py"] = PROVIDER.format(name=name, parameters=parameters)
    symbols = tiny_checkout(root, files)
    (root / "shop/apis/orders/__init__.py").write_text("from .orders import *\n", encoding="utf-8")
    (package,) = api_packages(symbols)
    (api,) = package.apis
    (method,) = api.protocol.routed
    return served_signature(symbols, api.protocol, method, implementations(symbols, api, api.protocol))


def spoken(signature: ServedSignature) -> list[tuple[str, str, str | None]]:
    return [(item.name, item.annotation, item.default) for item in signature.parameters]


SPELLINGS = [
    pytest.param("items: List[Order]", "items: list[Order]", id="typing"),
    pytest.param("note: Optional[str] = None", "note: str | None = None", id="optional"),
    pytest.param("note: Union[str, int]", "note: str | int", id="union"),
    pytest.param("items: list[Order]", "items: Batch", id="alias"),
    pytest.param("items: 'List[Order]'", "items: List['Order']", id="forward-reference"),
]


@pytest.mark.parametrize(("declared", "implemented"), SPELLINGS)
def test_another_spelling_is_no_difference(tmp_path: Path, declared: str, implemented: str) -> None:
    signature = served(tmp_path, declared, implemented, declared)
    ((name, annotation, default),) = spoken(signature)
    assert (f"{name}: {annotation}" + (f" = {default}" if default else ""), signature.findings) == (
        declared.replace("'", ""),
        (),
    )


def test_agreeing_implementations_decide(tmp_path: Path) -> None:
    signature = served(tmp_path, "note: Optional[str] = None", "note: str", "note: str")
    assert spoken(signature) == [("note", "str", None)]
    expected = "`note: Optional[str] = None` in the Protocol, Alpha, Beta has `note: str`"
    assert [(item.code, message(item.facts)) for item in signature.findings] == [("LRC103", expected)]


def test_disagreeing_implementations_do_not(tmp_path: Path) -> None:
    signature = served(tmp_path, "items: List[Order]", "items: list[Order]", "items: Dict[str, Any]")
    assert spoken(signature) == [("items", "List[Order]", None)]
    expected = "`items: List[Order]` in the Protocol, Beta has `items: Dict[str, Any]`"
    assert [(item.code, message(item.facts)) for item in signature.findings] == [("LRC104", expected)]


def test_parameter_of_all_implementations_is_served(tmp_path: Path) -> None:
    signature = served(tmp_path, "note: str", "note: str, page: int = 1", "note: str, page: int = 1")
    assert spoken(signature) == [("note", "str", None), ("page", "int", "1")]
    expected = "`page: int = 1` is only in the implementation (Alpha, Beta)"
    assert [(item.code, message(item.facts)) for item in signature.findings] == [("LRC103", expected)]


def test_parameter_of_some_implementations_is_reported(tmp_path: Path) -> None:
    signature = served(tmp_path, "note: str", "note: str", "note: str, page: int = 1", "note: str, page: str = ''")
    assert spoken(signature) == [("note", "str", None)]
    expected = "Beta has `page: int = 1`; Gamma has `page: str = ''`, which the Protocol and other implementations lack"
    assert [(item.code, message(item.facts)) for item in signature.findings] == [("LRC104", expected)]


FIELD = 'model: str | None = Field(default="x", description="Which.")'


def test_field_call_of_the_protocol(tmp_path: Path) -> None:
    signature = served(tmp_path, FIELD)
    assert spoken(signature) == [("model", "str | None", "'x'")]
    assert [item.code for item in signature.findings] == ["LRC106"]


def test_field_call_that_no_implementation_has(tmp_path: Path) -> None:
    signature = served(tmp_path, FIELD, "model: str")
    assert spoken(signature) == [("model", "str", None)]
    assert [item.code for item in signature.findings] == ["LRC103"]


def test_renamed_parameter(tmp_path: Path) -> None:
    signature = served(tmp_path, "note: Optional[str] = None", "text: str | None = None")
    assert spoken(signature) == [("text", "Optional[str]", "None")]
    assert signature.positional
    assert [item.code for item in signature.findings] == ["LRC103"]


def test_parameter_that_no_implementation_takes_is_not_read(tmp_path: Path) -> None:
    signature = served(tmp_path, "name: str, note: str | None = None", "name: str", "name: str")
    assert [parameter.name for parameter in signature.parameters] == ["name"]
    expected = "`note: str | None = None` is only in the Protocol, not in Alpha, Beta"
    assert [(item.code, message(item.facts)) for item in signature.findings] == [("LRC103", expected)]


def test_parameter_that_one_implementation_lacks_is_reported(tmp_path: Path) -> None:
    signature = served(tmp_path, "name: str, note: str = ''", "name: str", "name: str, note: str = ''")
    assert [parameter.name for parameter in signature.parameters] == ["name", "note"]
    expected = "`note: str = ''` is only in the Protocol, not in Alpha"
    assert [(item.code, message(item.facts)) for item in signature.findings] == [("LRC104", expected)]


def test_open_signature_decides_nothing(tmp_path: Path) -> None:
    signature = served(tmp_path, "name: str, note: str = ''", "**kwargs: Any")
    assert [parameter.name for parameter in signature.parameters] == ["name", "note"]
    assert signature.findings == ()
