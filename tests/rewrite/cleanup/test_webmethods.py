import pytest

from llama_router_codemod.rewrite.cleanup.webmethods import strip_module

NOTHING = [
    pytest.param("class Books:\n    x = 1\n\n    def read(self): ...\n", id="no-decorator"),
    pytest.param("class Books:\n    @cached\n    def read(self): ...\n", id="another-decorator"),
    pytest.param("class Books: ...\n", id="no-block"),
    pytest.param("@webmethod()\ndef read(): ...\n", id="no-method"),
]


@pytest.mark.parametrize("text", NOTHING)
def test_changes_nothing(text: str) -> None:
    assert strip_module(text, ["webmethod"], {}) == text


def check(before: str, after: str, moved: tuple[str, ...] = ("book_id",)) -> None:
    texts = {"Books": {"read": moved}}
    assert strip_module(before, ["webmethod", "s.webmethod"], texts) == after
    assert strip_module(after, ["webmethod", "s.webmethod"], texts) == after


def test_stacked_decorators_and_their_comments() -> None:
    check(
        """class Books:
    # first
    @webmethod(route="/#a", method="GET")  # beside
    @cached
    # above
    @s.webmethod(
        route='/b',  # inside
    )
    # below
    async def read(self): ...
""",
        """class Books:
    # first
    # beside
    # above
    # inside
    @cached
    # below
    async def read(self): ...
""",
    )


DOCUMENTED = '''class Books(Protocol):
{i}@webmethod(route="/books")
{i}async def read(self, book_id: str) -> Book:
{i}{i}"""Read a book.

{i}{i}All of it.

{i}{i}:param book_id: The book.
{i}{i}:returns: The book.
{i}{i}"""
{i}{i}...
'''
STRIPPED = '''class Books(Protocol):
{i}async def read(self, book_id: str) -> Book:
{i}{i}"""Read a book.

{i}{i}All of it.
{i}{i}"""
{i}{i}...
'''


@pytest.mark.parametrize("indent", ["    ", "  ", "\t"])
def test_docstring_keeps_the_indentation_of_its_block(indent: str) -> None:
    check(DOCUMENTED.format(i=indent), STRIPPED.format(i=indent))


def test_field_that_did_not_move_stays() -> None:
    text = DOCUMENTED.format(i="    ")
    check(text, STRIPPED.format(i="    ").replace("it.\n", "it.\n\n        :param book_id: The book.\n"), moved=())


def test_docstring_that_goes_leaves_its_comments() -> None:
    check(
        '''class Books:
    @webmethod(route="/books")
    def read(self, book_id):
        # above
        """:param book_id: The book."""  # beside

        # own
        ...

    @webmethod(route="/none")
    def other(self): ...
''',
        """class Books:
    def read(self, book_id):
        # above
        # beside
        # own
        ...

    def other(self): ...
""",
    )


def test_nested_class() -> None:
    check(
        "class Books:\n    class Read:\n        @webmethod()\n        def x(self): ...\n",
        "class Books:\n    class Read:\n        def x(self): ...\n",
    )
