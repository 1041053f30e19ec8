"""What a signature names that routes would not know is refused."""

from pathlib import Path

import pytest
from trees import agents_tree, one_package, told

from llama_router_codemod.contract.operation import api_contract
from llama_router_codemod.contract.unknown_name import unknown_names

PROTOCOL = """\
class Agents(Protocol):
    FIRST = 1
    later: int
    class Inner: ...
    @webmethod("/agents", "POST")
    async def f{signature}: ...


import typing
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import langfuse
    from decimal import Decimal
    from pkg.apis.bots import Bot
    from jsonlib import Row
FIRST_OF_ALL = 1
"""
IMPL = """\
from pkg.apis.agents.agents import Agents
class Impl(Agents):
    SECOND = 2
    async def f(self, x: int = SECOND): ...
"""
USER = "import jsonlib\n"
BOTS = "class Bot: ...\n"


def judged(root: Path, signature: str, files: dict[str, str]) -> list[str]:
    others = {
        "pkg/apis/bots.py": BOTS,
        "pkg/apis/json.py": USER,
        "pkg/providers/traces.py": "import langfuse\n",
        **files,
    }
    symbols = agents_tree(root, PROTOCOL.format(signature=signature), others)
    (api,) = one_package(symbols).apis
    (operation,) = api_contract(symbols, api).operations
    return [text for _, _, text in told(unknown_names(symbols, operation))]


@pytest.mark.parametrize(
    "signature",
    [
        pytest.param("(self)", id="nothing"),
        pytest.param("(self, x: int = FIRST_OF_ALL) -> typing.Any", id="names of the module"),
        pytest.param("(self, x: 'later' = 1)", id="a name that the class only declares"),
        pytest.param('(self) -> "Decimal | Bot"', id="of the standard library, and of the tree"),
        pytest.param('(self) -> "Row"', id="of a library that is imported elsewhere"),
    ],
)
def test_known_names(signature: str, tmp_path: Path) -> None:
    assert judged(tmp_path, signature, {}) == []


@pytest.mark.parametrize(
    ("signature", "message"),
    [
        ("(self, x: int = FIRST)", "`f` takes `FIRST` from the body of its class; write its value"),
        ("(self, x: Inner)", "`f` takes `Inner` from the body of its class; write its value"),
        ("(self) -> Inner", "`f` takes `Inner` from the body of its class; write its value"),
        (
            '(self) -> "int | langfuse.Prompt"',
            "`f` needs `langfuse`, which only type checkers import; import it in any case",
        ),
    ],
)
def test_unknown_names(signature: str, message: str, tmp_path: Path) -> None:
    assert judged(tmp_path, signature, {}) == [message]


def test_a_name_of_the_implementation(tmp_path: Path) -> None:
    message = "`f` takes `SECOND` from the body of its class; write its value"
    assert judged(tmp_path, "(self, x: int = 1)", {"pkg/providers/impl.py": IMPL}) == [message]
