from pathlib import Path, PurePosixPath

from trees import IMPORTS, tree

from llama_router_codemod.conventions.protocol_classes import protocols_of

SOURCE = """\
class Plain: ...


class Agents(Protocol): ...


class Model(BaseModel): ...


class More(Agents): ...


if x:

    class Inside(Protocol): ...
"""


def test_the_protocols_of_a_file(tmp_path: Path) -> None:
    path = "pkg/apis/agents/agents.py"
    symbols = tree(tmp_path, {path: IMPORTS + SOURCE})
    assert [facts.node.name for facts in protocols_of(symbols, PurePosixPath(path))] == ["Agents", "More"]
