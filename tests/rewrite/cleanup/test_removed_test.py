import ast
from pathlib import PurePosixPath

from llama_router_codemod.rewrite.cleanup.removed_test import RemovedTest, removed_tests, without_tests_of

SUITE = """\
from lab.server import (
    translate,
    wrap,
)


# How it wraps.
def test_wrapping():
    assert wrap(1)


async def test_translation():
    assert translate(1)
"""


def test_a_suite_without_the_name_stays() -> None:
    assert without_tests_of(SUITE, "tests.test_server", "lab.server", "absent") == SUITE


def test_tests_and_the_import_go() -> None:
    assert without_tests_of(SUITE, "tests.test_server", "lab.server", "wrap") == (
        "from lab.server import (\n    translate,\n)\n\n\nasync def test_translation():\n    assert translate(1)\n"
    )


def test_another_use_keeps_all() -> None:
    assert (
        without_tests_of(SUITE + "\n\ndef prepare():\n    wrap(2)\n", "tests.test_server", "lab.server", "wrap") is None
    )


def test_findings() -> None:
    path = PurePosixPath("tests/test_server.py")
    (found,) = removed_tests(ast.parse(SUITE), path, "wrap")
    assert (found.place.line, found.facts) == (8, RemovedTest("test_wrapping", "wrap"))
