"""What the routers of all APIs share in the layout of llama-stack's own migration."""

from typing import Any

import pytest
from pydantic import BaseModel

from llama_router_codemod.conventions.capabilities import Capabilities
from llama_router_codemod.infra.render_template import TemplateValues, read_template, render_template
from llama_router_codemod.parse.symbols import Imported


@pytest.mark.parametrize("error_model", [True, False])
def test_responses(error_model: bool) -> None:
    """They are those of the routers in this tool's own layout."""
    names = ("Api", "Error", "PaginatedResponse", "RequestModel")
    origins = dict.fromkeys(names, Imported("pydantic", "BaseModel"))
    values = TemplateValues(Capabilities(error_model=error_model), origins, "apis")
    shared: dict[str, Any] = {}
    exec(render_template(read_template("api_router_utils.py"), values), shared)
    text = render_template(read_template("router_utils.py"), values)
    own: dict[str, Any] = {"Any": Any, "Error": BaseModel}
    exec(text[text.index("standard_responses") : text.index("event_stream_responses")], own)
    assert shared["standard_responses"] == own["standard_responses"]
    assert shared["PUBLIC_ROUTE_KEY"] == "x-public"
    assert all(("model" in said) == error_model for said in shared["standard_responses"].values())
