import pytest
from rewrites import check_rewrite

from llama_router_codemod.rewrite.cleanup.strip_webmethods import strip_module

SPELLINGS = ["webmethod", "s.webmethod"]


def check(before: str, after: str, moved: tuple[str, ...] = ("book_id",)) -> None:
    check_rewrite(lambda text: strip_module(text, SPELLINGS, {"Books": {"read": moved}}), before, after)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("class Books:\n    x = 1\n\n    def read(self): ...\n", id="no-decorator"),
        pytest.param("class Books:\n    @cached\n    def read(self): ...\n", id="another-decorator"),
        pytest.param("class Books:\n    @find().webmethod\n    def read(self): ...\n", id="decorator-of-a-call"),
        pytest.param("class Books: ...\n", id="no-block"),
        pytest.param("@webmethod()\ndef read(): ...\n", id="no-method"),
        pytest.param('class Books:\n    def read(self):\n        """:returns: A book."""\n', id="no-route"),
    ],
)
def test_changes_nothing(text: str) -> None:
    check(text, text)


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


def test_comment_below_the_last_decorator() -> None:
    check(
        "class Books:\n    @webmethod()\n\n    # below\n    def read(self): ...\n",
        "class Books:\n    # below\n    def read(self): ...\n",
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


def test_docstring_that_was_all_of_the_body() -> None:
    check(
        'class Books:\n    @webmethod()\n    def read(self):\n        """:param book_id: The book."""\n',
        "class Books:\n    def read(self):\n        ...\n",
    )


def test_comments_inside_a_docstring() -> None:
    check(
        """class Books:
    @webmethod()
    def read(self, book_id):
        (
            "Read."  # briefly
            # the book
            "\\n:param book_id: The book."
        )
""",
        '''class Books:
    def read(self, book_id):
        # briefly
        # the book
        """Read."""
''',
    )


def test_methods_of_nested_classes_keep_their_docstrings() -> None:
    text = """class Books:
    class Books:
        @webmethod()
        def read(self):
            ':param book_id: The book.'
"""
    check(text, text.replace("        @webmethod()\n", ""))
