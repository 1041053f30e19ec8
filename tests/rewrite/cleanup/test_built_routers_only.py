from pathlib import PurePosixPath
from textwrap import dedent

from llama_router_codemod.conventions.mounting_loop import MountingLoop
from llama_router_codemod.rewrite.cleanup.built_routers_only import build_routers_only

LOOP = MountingLoop(PurePosixPath("s.py"), "app", "api", "impl", "routes", "all_routes", "find", builds_routers=True)


def test_nothing_but_routers() -> None:
    before = """\
        def create_app(impls):
            app = FastAPI()
            all_routes = find()
            for name in impls:
                api = Api(name)
                # its router
                impl = impls[api]
                router = build_fastapi_router(api, impl)
                if router:
                    app.include_router(router)
                    continue

                # no router yet
                impl = impls[api]
                routes = all_routes[api]
                for route in routes:
                    app.get(route.path)(create_dynamic_typed_route(impl, "get", route.path))
            return app
        """
    after = """\
        def create_app(impls):
            app = FastAPI()
            for name in impls:
                api = Api(name)
                # its router
                impl = impls[api]
                router = build_fastapi_router(api, impl)
                if router:
                    app.include_router(router)
            return app
        """
    assert build_routers_only(dedent(before), LOOP) == dedent(after)
