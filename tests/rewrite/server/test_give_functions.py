from textwrap import dedent

from llama_router_codemod.infra.server_functions import GivenFunctions
from llama_router_codemod.parse.symbols import Imported
from llama_router_codemod.rewrite.server.give_functions import give_functions

GIVEN = GivenFunctions(
    "apis.server_functions",
    {"translate_exception": "translate_exception", "test_context": "TEST_CONTEXT"},
    {"TEST_CONTEXT": Imported("core.testing", "TEST_CONTEXT"), "translate_exception": Imported("core.server", "t")},
)
BEFORE = dedent(
    """\
    from fastapi import FastAPI


    def translate_exception(error):
        return error


    # What uvicorn calls.
    def create_app():
        return FastAPI()
    """
)
AFTER = dedent(
    """\
    from fastapi import FastAPI
    from core.testing import TEST_CONTEXT
    from apis.server_functions import use_server_functions


    def translate_exception(error):
        return error


    use_server_functions(
        translate_exception=translate_exception,
        test_context=TEST_CONTEXT,
    )


    # What uvicorn calls.
    def create_app():
        return FastAPI()
    """
)


def test_below_the_functions_of_the_module() -> None:
    assert give_functions(BEFORE, GIVEN) == AFTER


def test_once() -> None:
    assert give_functions(AFTER, GIVEN) == AFTER
