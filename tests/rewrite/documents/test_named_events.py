"""A program whose document FastAPI makes publishes events by the name of their type."""

from textwrap import dedent

import pytest
from rewrites import check_rewrite

from llama_router_codemod.rewrite.documents.named_events import name_events

BEFORE = """\
from fastapi import FastAPI

from lab.api import Api


def create_app():
    app = FastAPI()
    for api, routes in listed():
        for route, known in routes:
            endpoints._create_fastapi_endpoint(app, route, known, api)

    # All of them.
    return app
"""
AFTER = BEFORE.replace("    return app", "    refer_to_events(app)\n    return app").replace(
    "from lab.api import Api\n", "from lab.api import Api\nfrom lab.routes import refer_to_events\n"
)


def named(text: str) -> str:
    return name_events(text, "lab.routes")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(BEFORE.replace("_create_fastapi_endpoint", "_create_endpoint"), id="another program"),
        pytest.param(BEFORE.replace("(app, route", "(route"), id="not of the application"),
        pytest.param(BEFORE.replace("return app", "return app.routes"), id="an application that is not returned"),
        pytest.param(AFTER, id="it does already"),
    ],
)
def test_nothing_changes(text: str) -> None:
    check_rewrite(named, text, text)


def test_an_application() -> None:
    check_rewrite(named, BEFORE, AFTER)


def test_in_a_function_of_the_module_itself() -> None:
    own = dedent(
        """\
        def _create_fastapi_endpoint(app, route): ...


        def create(routes):
            made = FastAPI()
            _create_fastapi_endpoint(made, routes)
            return made
        """
    )
    called = own.replace("    return made", "    refer_to_events(made)\n    return made")
    check_rewrite(named, own, f"from lab.routes import refer_to_events\n{called}")
