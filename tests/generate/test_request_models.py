import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from llama_router_codemod.generate.request_models import needs, request_models
from llama_router_codemod.model.api import Method, ProtocolClass
from llama_router_codemod.model.operation import Answer, LocatedParameter, Location, Operation, ServedParameter, Shape
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Verb
from llama_router_codemod.tree.formatting import format_files

PLACE = Place(PurePosixPath("a.py"), 1)
NOTHING = Operation(
    protocol=ProtocolClass("Agents", "pkg", PLACE, ()),
    method=Method("find_agent", PLACE, (), None, None),
    verb=Verb.POST,
    parameters=(),
    positional=False,
    answer=Answer.NOTHING,
    returns="None",
    request_model="FindAgentRequest",
    stream=None,
    summary=None,
    description=None,
    response_description="OK",
)


def placed(
    where: Location, name: str, annotation: str, default: str | None = None, text: str | None = None
) -> LocatedParameter:
    return LocatedParameter(
        ServedParameter(name, annotation, default, "pkg", Shape.SCALAR, None, in_path=False), where, text
    )


PATH = placed(Location.PATH, "id", "str", text="The ID.")
BODY = replace(
    NOTHING,
    parameters=(
        PATH,
        placed(Location.BODY_FIELD, "a", "str"),
        placed(Location.BODY_FIELD, "b", "int | None", "None"),
        placed(Location.BODY_FIELD, "c", "str", text='Its "name".'),
        placed(Location.BODY_FIELD, "d", "int", "5", "How many."),
    ),
)
QUERY = replace(NOTHING, parameters=(placed(Location.QUERY_FIELD, "a", "str"),))
BODY_CLASS = '''\
class FindAgentRequest(RequestModel):
    """Request body of `find_agent`."""

    a: str
    b: int | None = None
    c: str = Field(..., description='Its "name".')
    d: int = Field(default=5, description="How many.")
'''
QUERY_CLASS = '''\
class FindAgentRequest(BaseModel):
    """Query parameters of `find_agent`."""

    a: str
'''


@pytest.mark.parametrize(
    ("operations", "register", "source", "names"),
    [
        pytest.param([], True, "", set(), id="no operations"),
        pytest.param([NOTHING, replace(NOTHING, parameters=(PATH,))], True, "", set(), id="no fields"),
        pytest.param([BODY], False, f"\n\n{BODY_CLASS}", {"RequestModel", "json_schema_type", "Field"}, id="body"),
        pytest.param(
            [BODY],
            True,
            f"\n\n@json_schema_type\n{BODY_CLASS}",
            {"RequestModel", "json_schema_type", "Field"},
            id="registered body",
        ),
        pytest.param([QUERY], True, f"\n\n{QUERY_CLASS}", {"BaseModel"}, id="a query is not registered"),
        pytest.param(
            [QUERY, BODY],
            False,
            f"\n\n{QUERY_CLASS}\n\n{BODY_CLASS}",
            {"BaseModel", "RequestModel", "json_schema_type", "Field"},
            id="in the order of the operations",
        ),
    ],
)
def test_request_models(operations: list[Operation], register: bool, source: str, names: set[str]) -> None:
    assert request_models(operations, register=register) == source
    assert needs(operations) == names


NONE = "  # type: ignore[assignment]"
LONG = "How much of it there is, in a text that is too long to stand behind the name of the field"


def without_none(where: Location, name: str, text: str | None) -> LocatedParameter:
    """A field whose type does not allow its default."""
    field = placed(where, name, "dict[str, str]", "None", text)
    return replace(field, parameter=replace(field.parameter, accepts_default=False))


def test_type_checkers_are_told_of_none_without_a_type_for_it(tmp_path: Path) -> None:
    """They have nothing to say, and without the comments they have just that to say."""
    fields = (("a", None), ("b", "What it is."), ("c", LONG), ("d", "A # in a text."))
    operation = replace(NOTHING, parameters=tuple(without_none(Location.QUERY_FIELD, *field) for field in fields))
    imports = "from typing import Annotated\nfrom pydantic import BaseModel, Field\n"
    assert needs([operation]) == {"Annotated", "BaseModel", "Field"}
    path = PurePosixPath("models.py")
    text = format_files({path: imports + request_models([operation], register=False)}, tmp_path)[path]
    assert text.count(NONE) == len(fields)
    (tmp_path / "models.py").write_text(text, encoding="utf-8")
    (tmp_path / "bare.py").write_text(text.replace(NONE, ""), encoding="utf-8")
    assert mypy(tmp_path, "models.py") == []
    assert [line.rpartition("  ")[2] for line in mypy(tmp_path, "bare.py")] == ["[assignment]"] * len(fields)


def mypy(root: Path, *files: str) -> list[str]:
    """The errors that mypy finds, one a line."""
    options = ("--strict", "--no-error-summary", "--hide-error-context", "--no-pretty", "--cache-dir=cache")
    command = [sys.executable, "-m", "mypy", *options, *files]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout.splitlines()
