import pytest
from rewrites import comments

from llama_router_codemod.generate.service import service_source
from llama_router_codemod.rewrite.split.split_module import split_module

MODULE = '''# Copyright

# About both.
"""Books."""

from typing import Protocol, Literal

from .schema import webmethod
from .shelf import (
    # tall
    Shelf,
    Wall,
)

if TYPE_CHECKING:
    from .reader import Reader


class Book: ...


class Books(Protocol):
    # One of them.
    @webmethod(route="/books")
    def read(self, shelf: Shelf, reader: "Reader") -> Book:
        """Read.

        :param shelf: Where.
        """
# The end.
'''
SERVICE = '''# Copyright

"""Books."""

from typing import Protocol
from .shelf import (
    # tall
    Shelf,
)
from .models import Book

if TYPE_CHECKING:
    from .reader import Reader


class Books(Protocol):
    # One of them.
    def read(self, shelf: Shelf, reader: "Reader") -> Book:
        """Read."""
'''


def source(text: str) -> str:
    return service_source(split_module(text, {"Books"}), ["webmethod"], {"Books": {"read": {"shelf"}}})


def test_with_models() -> None:
    assert source(MODULE) == SERVICE


@pytest.mark.parametrize("text", ["# About it.\nclass Books: ...\n# The end.\n", "class Books: ..."])
def test_all_of_a_module(text: str) -> None:
    assert source(text).rstrip("\n") == text.rstrip("\n")
    assert comments(source(text)) == comments(text)


def test_no_reference_to_a_model() -> None:
    assert source("import a\nclass M: ...\nclass Books: ...\n") == "class Books: ...\n"
