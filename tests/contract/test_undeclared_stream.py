"""LRC110: a body that could hold an undeclared `stream` was answered with an event stream of one error."""

from pathlib import Path

import pytest
from routed_methods import judged, method

from llama_router_codemod.contract.undeclared_stream import undeclared_streams

TYPES = """\
class Plain(BaseModel): ...
class Open(BaseModel, extra="allow"): ...
class Streaming(Open):
    stream: bool = False
class Configured(BaseModel):
    model_config = ConfigDict(extra="allow")
class Below(Configured): ...
class Closed(Open):
    model_config = ConfigDict(extra="forbid")
"""


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param("f(self)", id="no parameters"),
        pytest.param("f(self, params: Plain)", id="no other fields allowed"),
        pytest.param("f(self, body: Open)", id="another name"),
        pytest.param("f(self, params: Streaming)", id="a declared field"),
        pytest.param("f(self, params: Closed)", id="forbidden below"),
        pytest.param("f(self, params: Open, stream: bool)", id="a parameter beside it"),
    ],
)
def test_no_undeclared_stream(tmp_path: Path, signature: str) -> None:
    assert judged(undeclared_streams, tmp_path, method("/a", signature, "POST"), TYPES) == []


@pytest.mark.parametrize("name", ["Open", "Configured", "Below"])
def test_an_undeclared_stream(tmp_path: Path, name: str) -> None:
    methods = method("/a", f"f(self, params: {name})", "POST")
    assert judged(undeclared_streams, tmp_path, methods, TYPES) == [("LRC110", 11, f"`{name}` allows extra fields")]
