import ast

from llama_router_codemod.contract.routes_need_server import needed_of

ROUTES = """\
from typing import Annotated

from lab.core.forms import parse, read
from lab import clock
from lab_api.datatypes import Api
from .models import Berth
"""


def test_what_routes_need_of_a_package() -> None:
    assert needed_of(ast.parse(ROUTES), "lab") == {"lab.core.forms": ["parse", "read"], "lab": ["clock"]}
