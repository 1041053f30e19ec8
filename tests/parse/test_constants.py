import ast
from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.parse.constants import constant_text
from llama_router_codemod.source.syntax import parse_expression

FILES = {
    "lab/version.py": """\
V1 = "v1"
V2: str = "v2"
V3: str
if NUMBER:
    V4 = "v4"
else:
    V4 = "v5"
for V6 in ("v6",):
    pass
NUMBER = 3
JOINED = "v" + "4"
OTHER = V1
RING = RUNG
RUNG = RING


def v(): ...
""",
    "lab/api.py": """\
from lab.version import *
from lab.version import V1 as FIRST
import lab.version
import enum
import http
from http import HTTPMethod
from aiohttp import hdrs

OWN = "own"
PART, REST = "vw"


class Verb(enum.StrEnum):
    GET = "get"


class Mode(enum.Enum):
    GET = "get"
""",
}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        pytest.param("None", None, id="None"),
        pytest.param("5", None, id="a number"),
        pytest.param("'v' * 2", None, id="another expression"),
        pytest.param("'v9'", "v9", id="a literal"),
        pytest.param("OWN", "own", id="a name of the module"),
        pytest.param("V1", "v1", id="by a star import"),
        pytest.param("FIRST", "v1", id="under another name"),
        pytest.param("lab.version.V1", "v1", id="an attribute"),
        pytest.param("V2", "v2", id="with an annotation"),
        pytest.param("PART", None, id="a part of what is assigned"),
        pytest.param("'a' + OWN + f'/{V1}/{{x}}'", "aown/v1/{x}", id="joined texts"),
        pytest.param("f'{V1!r}'", None, id="a converted text"),
        pytest.param("f'{NUMBER}'", None, id="a formatted number"),
        pytest.param("V4", None, id="of two branches"),
        pytest.param("V6", None, id="of a loop"),
        pytest.param("HTTPMethod.PUT", "PUT", id="of the standard library"),
        pytest.param("http.HTTPMethod.PUT", "PUT", id="of the standard library by its module"),
        pytest.param("hdrs.METH_PUT", "PUT", id="of aiohttp"),
        pytest.param("Verb.GET", "get", id="a member that is a text"),
        pytest.param("Verb.PUT", None, id="an unknown member"),
        pytest.param("Mode.GET", None, id="a member that only has a text"),
        pytest.param("V3", None, id="without a value"),
        pytest.param("NUMBER", None, id="the name of a number"),
        pytest.param("JOINED", "v4", id="the name of an expression"),
        pytest.param("OTHER", "v1", id="the name of a name"),
        pytest.param("RING", None, id="names of each other"),
        pytest.param("v", None, id="a function"),
        pytest.param("UNKNOWN", None, id="an unknown name"),
        pytest.param("f().V1", None, id="an attribute of a call"),
    ],
)
def test_constant_text(tmp_path: Path, code: str, text: str | None) -> None:
    assert constant_text(tiny_checkout(tmp_path, FILES), "lab.api", parse_expression(code)) == text


def test_no_expression(tmp_path: Path) -> None:
    assert constant_text(tiny_checkout(tmp_path, FILES), "lab.api", None) is None


def test_an_unknown_module(tmp_path: Path) -> None:
    assert constant_text(tiny_checkout(tmp_path, FILES), "lab.none", ast.Name("V1", ast.Load())) is None
