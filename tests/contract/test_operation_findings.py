"""What a person must know of an API's operations, and the order and the names that they get."""

from dataclasses import replace
from pathlib import Path

import pytest
from trees import agents_tree, one_package, told

from llama_router_codemod.contract.match_order import OrderedOperation, in_match_order
from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.request_model_name import with_free_model_names
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.operation import Operation


def read(root: Path, methods: str) -> tuple[Api, tuple[Operation, ...], tuple[Finding, ...]]:
    """The operations of a Protocol; its first method line is line 15."""
    body = "class Open(BaseModel, extra='allow'):\n    x: int\n\n\nclass Agents(Protocol):\n    x: int\n" + methods
    symbols = agents_tree(root, body)
    (api,) = one_package(symbols).apis
    contract = api_contract(symbols, api)
    return api, contract.operations, contract.findings


def method(route: str, signature: str, verb: str = "GET", more: str = ', level="v1"') -> str:
    return f'    @webmethod("{route}", "{verb}"{more})\n    async def {signature}: ...\n'


@pytest.mark.parametrize(
    ("methods", "findings"),
    [
        pytest.param(method("/a", "f(self, x: int)"), [], id="none"),
        pytest.param(method("/a", "f(self)", "PUT"), [("LRC101", 15, "`PUT /v1/a`")], id="a verb that is not served"),
        pytest.param(method("/a", "f(self)", more=""), [("LRC109", 15, "served as `/None/a`")], id="no level"),
        pytest.param(
            method("/a", "f(self, x: list[int])"), [("LRC102", 16, "`x: list[int]`")], id="a list in the query"
        ),
        pytest.param(method("/a", "f(self, x: list[int])", "POST"), [], id="a list in the body"),
        pytest.param(
            method("/a", "f(self)", "POST", ', level="v1", raw_bytes_request_body=True'),
            [("LRC113", 15, "`/v1/a`")],
            id="a raw body",
        ),
        pytest.param(
            method("/a", "f(self, params: Open)", "POST"),
            [("LRC110", 16, "`Open` allows extra fields")],
            id="undeclared streaming",
        ),
        pytest.param(
            method("/a/{x}", "get(self, x: str)") + method("/a/new", "fresh(self)") + method("/b", "c(self)"),
            [("LRC108", 18, "`fresh` must stand before `get`")],
            id="routes overlap",
        ),
    ],
)
def test_findings(tmp_path: Path, methods: str, findings: list[tuple[str, int, str]]) -> None:
    _, _, found = read(tmp_path, methods)
    assert told(found) == findings
    assert all(item.api == "agents" and item.method is not None for item in found)


def test_order(tmp_path: Path) -> None:
    methods = method("/a/{x}", "get(self, x: str)") + method("/b", "c(self)") + method("/a/new", "fresh(self)")
    api, operations, _ = read(tmp_path, methods)
    get, other, fresh = operations
    assert in_match_order(api, operations) == [
        OrderedOperation(fresh, (get,)),
        OrderedOperation(get, ()),
        OrderedOperation(other, ()),
    ]


def test_names_of_request_models(tmp_path: Path) -> None:
    methods = method("/a", "find(self, x: int)") + method("/b", "make(self, x: int)", "POST") + method("/c", "no(self)")
    _, operations, _ = read(tmp_path, methods)
    assert with_free_model_names(operations, ()) == (operations, ())
    find, make, no = operations
    taken = {"FindRequest", "MakeRequest", "MakeRequestBody", "NoRequest"}
    renamed, findings = with_free_model_names(operations, taken)
    assert renamed == (
        replace(find, request_model="FindRequestQuery"),
        replace(make, request_model="MakeRequestBodyBody"),
        no,
    )
    assert told(findings) == [
        ("LRC114", 16, "`FindRequest` is taken, `find` has `FindRequestQuery`"),
        ("LRC114", 18, "`MakeRequest` is taken, `make` has `MakeRequestBodyBody`"),
    ]
