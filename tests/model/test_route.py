from pathlib import PurePosixPath

from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route

PLACE = Place(PurePosixPath("a.py"), 1)


def test_what_a_decorator_says_besides() -> None:
    route = Route("/a", PLACE, metadata=(("required_scope", "SCOPE"),))
    assert [route.said(name) for name in ("required_scope", "experimental")] == ["SCOPE", None]
