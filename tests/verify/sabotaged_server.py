"""Wrong edits of the code that all routes share."""

from mutation import Mutation

UTILS = "core/server/router_utils.py"
REQUEST_MODEL = "apis/common/request_model.py"
ASK = "POST /v1/desk/replies"
CREATE = "POST /v1/prompts"
DELETE = "DELETE /v1/prompts/{prompt_id}"
LICENCE = "POST /v1/licences"
ROWS = "GET /v1beta/catalogio/iterrows/{catalog_id:path}"

SHARED = [
    Mutation(
        "the request context is lost",
        UTILS,
        """    with request_provider_data_context(request.headers, caller):
        yield""",
        "    yield",
        CREATE,
        None,
    ),
    Mutation("the user is lost", UTILS, "user_from_scope(request.scope)", "None", CREATE, None),
    Mutation(
        "an exception is not translated", UTILS, "raise translate_exception(error) from error", "raise", CREATE, None
    ),
    Mutation(
        "one type of exception is not translated",
        UTILS,
        "isinstance(exc, PermissionError)",
        "isinstance(exc, ())",
        CREATE,
        None,
    ),
    Mutation(
        "the status that an exception carries is lost",
        UTILS,
        '"status_code", None), int)',
        '"status_code", None), str)',
        CREATE,
        None,
    ),
    Mutation(
        "the errors of a body are not those of its fields",
        UTILS,
        "_by_field(error, self.endpoint)",
        "error.errors()",
        LICENCE,
        None,
    ),
    Mutation(
        "null is not what a field takes it for",
        REQUEST_MODEL,
        "_FASTAPI < (0, 151)",
        "_FASTAPI >= (0, 151)",
        LICENCE,
        None,
    ),
    Mutation(
        "a body of another type is not an absent one",
        REQUEST_MODEL,
        "_FASTAPI >= (0, 135, 2)",
        "_FASTAPI < (0, 135, 2)",
        LICENCE,
        None,
    ),
    Mutation(
        "a DELETE that answers sends nothing",
        UTILS,
        ' or options.get("status_code") == status.HTTP_204_NO_CONTENT',
        "",
        DELETE,
        None,
    ),
    Mutation(
        "an answer of another type is made one of the response model",
        UTILS,
        "is_declared = declared is not None or ",
        "is_declared = ",
        CREATE,
        None,
    ),
    Mutation(
        "a DELETE without an answer sends null",
        UTILS,
        'if result is None and method == "delete"',
        "if False",
        DELETE,
        None,
    ),
    Mutation(
        "a POST without an answer sends nothing",
        UTILS,
        'if result is None and method == "delete"',
        "if result is None",
        CREATE,
        None,
    ),
    Mutation("a page has no URL", UTILS, "result.url = route", "pass", ROWS),
    Mutation("a page always has the URL of its route", UTILS, " and result.url is None", "", ROWS),
]

STREAMS = [
    Mutation(
        "the provider data of a stream are lost",
        UTILS,
        "[CURRENT_TRACE_CONTEXT, PROVIDER_DATA_VAR]",
        "[CURRENT_TRACE_CONTEXT]",
        ASK,
        None,
    ),
    Mutation(
        "a stream has another type",
        UTILS,
        'stream, media_type="text/event-stream"',
        'stream, media_type="application/x-ndjson"',
        ASK,
        None,
    ),
    Mutation(
        "an error of a stream is no event",
        UTILS,
        'yield create_sse_event({"error": {"message": str(translate_exception(e))}})',
        "raise",
        ASK,
        None,
    ),
    Mutation("an event has another form", UTILS, 'f"data: {text}\\n\\n"', 'f"{text}\\n"', ASK, None),
    Mutation(
        "events are sent all at once",
        UTILS,
        """        async for item in event_gen:
            yield create_sse_event(item)""",
        """        items = [create_sse_event(item) async for item in event_gen]
        for item in items:
            yield item""",
        ASK,
        None,
    ),
]
