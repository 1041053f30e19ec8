"""The base of request models as it is written: without a test of FastAPI's version wherever that is known."""

from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout
from trees import agents_tree, migrated

from llama_router_codemod.infra.render_template import read_template
from llama_router_codemod.infra.request_bodies import RequestBodies, request_bodies


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        pytest.param("fastapi>=0.115,<1.0", RequestBodies(), id="any"),
        pytest.param("fastapi==0.135.1", RequestBodies(True, False), id="before both changes"),
        pytest.param("fastapi==0.135.2", RequestBodies(True, True), id="between them"),
        pytest.param("fastapi==0.151", RequestBodies(False, True), id="after both"),
        pytest.param("fastapi>=0.136", RequestBodies(None, True), id="after the first"),
        pytest.param("fastapi<0.151", RequestBodies(True, None), id="before the second"),
    ],
)
def test_what_is_known(tmp_path: Path, requirement: str, expected: RequestBodies) -> None:
    files = {"a.py": "", "pyproject.toml": f"[project]\ndependencies = ['{requirement}']\n"}
    assert request_bodies(tiny_checkout(tmp_path, files).checkout) == expected


AGENTS = """
    class Agents(Protocol):
        @webmethod(route="/a", method="POST", level=LLAMA_STACK_API_V1)
        async def f(self, x: int) -> None: ...
    """
HEAD = '''\
"""The base of request models."""

from typing import Any

from pydantic import BaseModel, model_validator


class RequestModel(BaseModel):
    """The body of a request. It is read as FastAPI reads body fields that are declared one by one."""

    @model_validator(mode="before")
    @classmethod
    def _read_as_single_fields(cls, data: Any) -> Any:
'''
OTHER = """\
        # FastAPI takes a body that is neither JSON nor a form for an absent one since 0.135.2.
        if isinstance(data, bytes):
            return {}
"""
NULL = """\
        # FastAPI took null for an absent field until 0.151.
        if isinstance(data, dict):
            return {name: value for name, value in data.items() if value is not None}
"""


def written(root: Path, requirement: str) -> str:
    project = {"pyproject.toml": f"[project]\ndependencies = ['{requirement}']\n"}
    return migrated(agents_tree(root, AGENTS, project))["pkg/apis/request_model.py"]


@pytest.mark.parametrize(
    ("requirement", "body"),
    [
        pytest.param("fastapi==0.135.1", NULL, id="before both changes"),
        pytest.param("fastapi==0.135.2", OTHER + NULL, id="between them"),
        pytest.param("fastapi==0.151", OTHER, id="after both"),
    ],
)
def test_a_known_version(tmp_path: Path, requirement: str, body: str) -> None:
    assert written(tmp_path, requirement) == f"{HEAD}{body}        return data\n"


def test_a_version_that_is_not_known(tmp_path: Path) -> None:
    assert written(tmp_path, "fastapi>=0.115") == read_template("request_model.py")


def test_one_change_is_decided(tmp_path: Path) -> None:
    text = written(tmp_path, "fastapi>=0.136")
    assert "\n_FASTAPI = " in text
    assert "\nNULL_IS_ABSENT = _FASTAPI < (0, 151)\n" in text
    assert "OTHER_BODIES" not in text
    assert OTHER in text
