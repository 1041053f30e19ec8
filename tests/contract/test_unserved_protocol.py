"""LRC111: no server serves a Protocol."""

from pathlib import Path

from trees import IMPORTS, agents_tree, one_package, told, tree

from llama_router_codemod.contract.unserved_protocol import unserved_protocols

PROTOCOL = "class {}(Protocol):\n    @webmethod('/a')\n    async def f(self): ...\n"


def test_a_protocol_with_a_member(tmp_path: Path) -> None:
    (api,) = one_package(agents_tree(tmp_path, PROTOCOL.format("Agents"))).apis
    assert list(unserved_protocols(api)) == []


def test_a_protocol_without_a_member(tmp_path: Path) -> None:
    files = {"pkg/apis/rooms/rooms.py": IMPORTS + PROTOCOL.format("Rooms")}
    (api,) = one_package(tree(tmp_path, files), "rooms").apis
    (finding,) = unserved_protocols(api)
    assert told([finding]) == [("LRC111", 9, "`Rooms`")]
    assert (finding.api, finding.method) == ("rooms", None)
