"""Operations: each rule decides its part of a routed method, and every rule is asked for findings."""

from pathlib import Path

from routed_methods import method, routed
from trees import agents_tree, one_package

from llama_router_codemod.contract.field_default import FieldAsDefault
from llama_router_codemod.contract.list_of_a_get import ListInQuery
from llama_router_codemod.contract.match_order import StandsBefore
from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.parameter_text import RenamedParameterText
from llama_router_codemod.contract.raw_body import RawBody
from llama_router_codemod.contract.return_type import OtherReturnType
from llama_router_codemod.contract.served_path import MissingLevel
from llama_router_codemod.contract.served_verb import OtherVerbServedAsPost
from llama_router_codemod.contract.undeclared_stream import UndeclaredStream
from llama_router_codemod.contract.untyped_parameter import UntypedParameter
from llama_router_codemod.model.operation import Answer, Location
from llama_router_codemod.model.route import Verb


def test_nothing_to_know(tmp_path: Path) -> None:
    symbols, api, _ = routed(tmp_path, method("/a", "f(self, x: int)"))
    assert api_contract(symbols, api).findings == ()


def test_an_operation(tmp_path: Path) -> None:
    methods = '''\
    @webmethod("/a/{x}", "PUT", "v1")
    async def make_a(self, x: str, y: int = 1) -> dict | AsyncIterator[dict]:
        """Make an a.

        In steps.

        :param x: The x.
        :returns: It.
        """
    '''
    _, api, (operation,) = routed(tmp_path, methods)
    assert (operation.protocol, operation.method) == (api.protocol, api.protocol.methods[0])
    assert operation.verb is Verb.POST
    assert [(item.parameter.name, item.location, item.description) for item in operation.parameters] == [
        ("x", Location.PATH, "The x."),
        ("y", Location.BODY_FIELD, None),
    ]
    assert (operation.answer, operation.returns) == (Answer.MODEL, "dict")
    assert (operation.request_model, operation.stream, operation.positional) == ("MakeARequest", None, False)
    assert (operation.summary, operation.description) == ("Make an a.", "Make an a.\nIn steps.")
    assert operation.response_description == "It."


def test_an_operation_without_texts(tmp_path: Path) -> None:
    _, _, (operation,) = routed(tmp_path, method("/a", "f(self)"))
    assert (operation.summary, operation.description, operation.response_description) == (None, None, "OK")


def test_extra_body_field_becomes_the_description(tmp_path: Path) -> None:
    signature = 'f(self, a: Annotated[str | None, ExtraBodyField("The a.")] = None, b: Annotated[int, 1] = 0)'
    types = "from typing import Annotated\nfrom pkg.schema_utils import ExtraBodyField\n"
    _, _, (operation,) = routed(tmp_path, method("/a", signature, "POST"), types)
    assert [(item.parameter.annotation, item.description) for item in operation.parameters] == [
        ("str | None", "The a."),
        ("Annotated[int, 1]", None),
    ]


def test_every_rule_is_asked(tmp_path: Path) -> None:
    body = '''\
class Agents(Protocol):
    @webmethod("/a/{x}", "PUT", raw_bytes_request_body=True)
    async def put(self, x: str, params: Open, limit: int = Field(3), free: str = "") -> int:
        """:param x: The x."""
    @webmethod("/a/{x}", "POST")
    async def find(self, x: str) -> int: ...
    @webmethod("/b", "GET", "v1")
    async def list(self, ids: list[str]): ...


class Open(BaseModel, extra="allow"): ...
'''
    impl = """\
from pydantic import Field
from pkg.apis.agents import Agents, Open
class Impl(Agents):
    async def put(self, key: str, params: Open, limit: int = Field(3), free = "") -> str: ...
"""
    symbols = agents_tree(tmp_path, body, {"pkg/providers/impl.py": impl})
    (api,) = one_package(symbols).apis
    found = api_contract(symbols, api).findings
    assert {finding.api for finding in found} == {"agents"}
    put = [finding.facts for finding in found if finding.method == "put"]
    assert {type(facts) for facts in put} >= {
        FieldAsDefault,
        MissingLevel,
        OtherReturnType,
        OtherVerbServedAsPost,
        RawBody,
        RenamedParameterText,
        UndeclaredStream,
        UntypedParameter,
    }
    assert [finding.facts for finding in found if finding.method == "find"] == [
        MissingLevel("/None/a/{x}"),
        StandsBefore("find", ("put",)),
    ]
    assert [finding.facts for finding in found if finding.method == "list"] == [ListInQuery("ids", "list[str]")]
