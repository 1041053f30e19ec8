from textwrap import dedent

from llama_router_codemod.rewrite.cleanup.included_routers import include_routers_instead

BEFORE = """\
    from fastapi import FastAPI


    def create_app():
        app = FastAPI()

        # what there is
        from lab.routes import list_all

        everything = list_all()

        # Each of them.
        from . import endpoints

        for api, routes in everything.items():
            for route, known in routes:
                # made for the document only
                endpoints.make(app, route, known, api)

        return app
    """
AFTER = """\
    from fastapi import FastAPI
    from lab.routers import get_all_routers


    def create_app():
        app = FastAPI()

        for routers in get_all_routers().values():
            for router in routers:
                app.include_router(router)

        return app
    """


def test_routers_in_the_place_of_endpoints() -> None:
    assert include_routers_instead(dedent(BEFORE), "list_all", "lab.routers") == dedent(AFTER)


def test_a_loop_that_does_more() -> None:
    text = dedent(BEFORE.replace("            # made for the document only\n", "            count(route)\n"))
    assert include_routers_instead(text, "list_all", "lab.routers") == text
