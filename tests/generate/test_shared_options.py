"""What all routes of an endpoint say: in the decorator of a single one, in a constant above stacked ones."""

from pathlib import Path
from textwrap import dedent

import pytest
from trees import ENDPOINTS
from written_routes import BARE, check_endpoints, routes

from llama_router_codemod.generate.shared_options import names_bound_by

ONE = '@webmethod(route="/a", method="{verb}", level=LLAMA_STACK_API_V1)\n'
TWO = ONE + '@webmethod(route="/b", method="{verb}", level=LLAMA_STACK_API_V1ALPHA)\n'
FORM = """\
from typing import Annotated

from fastapi import Depends


class Term(BaseModel):
    days: int


async def parse_term() -> Term: ...
"""


def find(docstring: str) -> str:
    return f'async def find(self) -> Agent:\n    """{docstring}"""\n'


def test_one_line_is_the_docstring(tmp_path: Path) -> None:
    endpoint = '''\
    @router.get("/v1/a", response_model=Agent, summary="Find it.", response_description="OK")
    @router.get("/v1alpha/b", response_model=Agent, summary="Find it.", response_description="OK")
    async def find(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        """Find it."""
        return await svc.find()
    '''
    check_endpoints(tmp_path, "", TWO.format(verb="GET") + find("Find it."), BARE, endpoint)


LONG = """\
Find it.

    Look for it:
    - here, where it is most of the time and should be

    - there, where it was when somebody found it the last time
    """


def test_a_long_text_of_several_lines(tmp_path: Path) -> None:
    _, written = routes(tmp_path, "", ONE.format(verb="GET") + find(LONG))
    _, _, endpoint = written.partition("\n\n\n")
    expected = '''\
        @router.get(
            "/a",
            response_model=Agent,
            summary="Find it.",
            description=(
                "Find it.\\n"
                "Look for it:\\n"
                "- here, where it is most of the time and should be\\n"
                "\\n"
                "- there, where it was when somebody found it the last time"
            ),
            response_description="OK",
        )
        async def find(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
            """Find it."""
            return await svc.find()
        '''
    assert endpoint.startswith(dedent(expected))


def test_a_text_of_stacked_routes(tmp_path: Path) -> None:
    endpoint = '''\
    FIND_DESCRIPTION = "Find all of it here.\\nLook here."


    @router.get(
        "/v1/a",
        response_model=Agent,
        summary="Find all of it here.",
        description=FIND_DESCRIPTION,
        response_description="OK",
    )
    @router.get(
        "/v1alpha/b",
        response_model=Agent,
        summary="Find all of it here.",
        description=FIND_DESCRIPTION,
        response_description="OK",
    )
    async def find(svc: Annotated[Agents, Depends(get_agents_service)]) -> Agent:
        """Find all of it here."""
        return await svc.find()
    '''
    methods = TWO.format(verb="GET") + find("Find all of it here.\n\n    Look here.\n    ")
    check_endpoints(tmp_path, "", methods, BARE, endpoint)


SEND = '''\
async def send(self, term: Annotated[Term | None, Depends(parse_term)] = None) -> Agent:
    """
    :param term: How long.
    """
'''
FIELDS = """\
{
    "requestBody": {
        "content": {
            "multipart/form-data": {
                "schema": {"properties": {"term": {**Term.model_json_schema(), "description": "How long."}}}
            }
        }
    }
}
"""


def test_undocumented_fields_of_a_single_route(tmp_path: Path) -> None:
    _, written = routes(tmp_path, FORM, ONE.format(verb="POST") + SEND)
    assert f"openapi_extra={FIELDS}".replace("\n", "\n    ").rstrip() in written
    assert written.count("Term.model_json_schema()") == 1


def test_undocumented_fields_of_stacked_routes(tmp_path: Path) -> None:
    _, written = routes(tmp_path, FORM, TWO.format(verb="POST") + SEND)
    decorators = """\


@router.post("/v1/a", response_model=Agent, response_description="OK", openapi_extra=SEND_OPENAPI_EXTRA)
@router.post("/v1alpha/b", response_model=Agent, response_description="OK", openapi_extra=SEND_OPENAPI_EXTRA)
async def send(
"""
    assert f"SEND_OPENAPI_EXTRA = {FIELDS}{decorators}" in written


def test_a_constant_stands_above_the_note_of_an_endpoint(tmp_path: Path) -> None:
    first = TWO.format(verb="GET") + find("Find it.\n\n    Look here.\n    ")
    other = '@webmethod(route="/{x}", method="GET", level=LLAMA_STACK_API_V1)\nasync def take(self, x: str): ...\n'
    _, written = routes(tmp_path, "", other + first)
    note = "# Stands before `take`, which would match its requests too."
    assert f'FIND_DESCRIPTION = "Find it.\\nLook here."\n\n\n{note}\n@router.get("/v1/a", ' in written


def test_an_endpoint_whose_constant_has_the_name_of_an_import(tmp_path: Path) -> None:
    prelude = "class FIND_DESCRIPTION(BaseModel): ...\n"
    methods = TWO.format(verb="GET") + find("Find it.\n\n    Look here.\n    ").replace("Agent", "FIND_DESCRIPTION")
    _, written = routes(tmp_path, prelude, methods)
    assert '\nFIND__DESCRIPTION = "Find it.\\nLook here."\n' in written
    assert "\nasync def find_(" in written


@pytest.mark.parametrize("endpoint", ["find", "Find"])
def test_bound_names(endpoint: str) -> None:
    assert names_bound_by(endpoint, in_factory=False) == {endpoint, "FIND_DESCRIPTION", "FIND_OPENAPI_EXTRA"}
    assert names_bound_by(endpoint, in_factory=True) == {endpoint, "find_description", "find_openapi_extra"}


EXTRA = """\
from typing import Annotated

from pkg.schema_utils import ExtraBodyField


class Limit(BaseModel):
    days: int
"""
LEND = """\
@webmethod(route="/a", method="POST", level=LLAMA_STACK_API_V1)
async def lend(
    self, book: str, limits: Annotated[list[Limit], ExtraBodyField("Long.")], note: Annotated[str, ExtraBodyField("")]
) -> int: ...
"""


def test_fields_that_the_document_has_apart(tmp_path: Path) -> None:
    """As `extra_body` of a client; the published document has them beside the schema of the request."""
    key = '"x-llama-stack-extra-body-params"'
    files = {"scripts/endpoints.py": f"KEY = {key}\n\n\n{ENDPOINTS}"}
    files["pkg/schema_utils.py"] = "class ExtraBodyField: ...\n\n\ndef webmethod(route, **options): ...\n"
    imports, written = routes(tmp_path, EXTRA, LEND, files)
    assert "from pydantic import TypeAdapter\n" in imports
    assert "from .models import LendRequest, Limit\n" in imports
    assert (
        """\
    openapi_extra={
        "requestBody": {
            "x-llama-stack-extra-body-params": {
                "limits": {
                    **TypeAdapter(list[Limit]).json_schema(ref_template="#/components/schemas/{model}"),
                    "description": "Long.",
                },
                "note": {**TypeAdapter(str).json_schema(ref_template="#/components/schemas/{model}")},
            }
        }
    },
"""
        in written
    )
