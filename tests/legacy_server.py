"""A server that mounts webmethods as llama-stack's does, as small as it is understood, with its map of Protocols."""

#: The files, to be put over those of `trees.BASE`.
SERVER = {
    "pkg/core/resolver.py": """\
        from pkg.apis.agents import Agents
        from pkg.apis.datatypes import Api


        def api_protocol_map():
            return {Api.agents: Agents}
        """,
    "pkg/core/server/routes.py": """\
        def get_all_api_routes():
            found = {}
            for api, protocol in api_protocol_map().items():
                routes = []
                for name, method in inspect.getmembers(protocol, predicate=inspect.isfunction):
                    for webmethod in getattr(method, "__webmethods__", []):
                        path = f"/{webmethod.level}/{webmethod.route.lstrip('/')}"
                        if webmethod.method == "GET":
                            verb = "GET"
                        elif webmethod.method == "DELETE":
                            verb = "DELETE"
                        else:
                            verb = "POST"
                        routes.append((Route(path=path, methods=[verb], name=name), webmethod))
                found[api] = routes
            return found
        """,
    "pkg/core/server/server.py": """\
        from pkg.core.context import preserve_contexts_async_generator, request_provider_data_context, user_from_scope

        from .routes import get_all_api_routes


        def is_streaming_request(name, request, **kwargs):
            if "stream" in kwargs:
                return kwargs["stream"]
            if "params" in kwargs:
                params = kwargs["params"]
                if hasattr(params, "stream"):
                    return params.stream
            return False


        def maybe_await(value):
            return value


        def sse_generator(events): ...
        def translate_exception(error): ...


        def create_dynamic_typed_route(func, method, route):
            async def handler(request: Request, **kwargs):
                user = user_from_scope(request.scope)
                with request_provider_data_context(request.headers, user):
                    try:
                        if is_streaming_request(func.__name__, request, **kwargs):
                            stream = preserve_contexts_async_generator(sse_generator(func(**kwargs)), [])
                            return StreamingResponse(stream, media_type="text/event-stream")
                        else:
                            result = await maybe_await(func(**kwargs))
                            if method.upper() == "DELETE" and result is None:
                                return Response(status_code=httpx.codes.NO_CONTENT)
                            return result
                    except Exception as error:
                        raise translate_exception(error) from error

            return handler


        def create_app(impls, wanted):
            app = FastAPI()
            all_routes = get_all_api_routes()
            for api_str in wanted:
                api = Api(api_str)
                routes = all_routes[api]
                impl = impls[api]
                for route, _ in routes:
                    method = getattr(impl, route.name)
                    verb = next(item for item in route.methods if item != "HEAD")
                    getattr(app, verb.lower())(route.path, response_model=None)(
                        create_dynamic_typed_route(method, verb.lower(), route.path)
                    )
            return app
        """,
}
