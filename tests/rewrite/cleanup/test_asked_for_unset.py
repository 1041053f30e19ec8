import ast
from pathlib import PurePosixPath

from llama_router_codemod.rewrite.cleanup.asked_for_unset import AskedForUnset, asked_for_unset

PATH = PurePosixPath("a.py")
SOURCE = """\
def check(method):
    print("its __webmethods__")
    return method.__webmethods__, method.__webmethods__


class Client:
    def routes(self, method):
        return hasattr(method, "__webmethod__")


TABLE = getattr(check, "__webmethod__")
"""


def test_the_first_place_of_each_statement() -> None:
    found = [(item.place.line, item.facts) for item in asked_for_unset(ast.parse(SOURCE), PATH)]
    assert found == [
        (3, AskedForUnset("__webmethods__", "check")),
        (8, AskedForUnset("__webmethod__", "Client")),
        (11, AskedForUnset("__webmethod__", "module")),
    ]


def test_texts_that_only_speak_of_it() -> None:
    assert list(asked_for_unset(ast.parse('"""Reads `__webmethods__`."""\nprint("no __webmethod__")\n'), PATH)) == []
