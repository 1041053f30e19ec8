"""Wrong edits of what a route answers, and of the models of its answers."""

from mutation import Mutation

ASK = "POST /v1/desk/replies"
CATALOGS = ("GET /v1beta/catalogs", "POST /v1beta/catalogs")
DESK = "apis/desk/routes.py"
FILES = "apis/files/routes.py"
INFERENCE = "apis/inference/routes.py"
INSPECT = "apis/inspect/routes.py"
PROMPTS = "apis/prompts/routes.py"
VISITS = "apis/visits/routes.py"

ANSWERS = [
    Mutation(
        "the status of a DELETE without an answer is not published",
        PROMPTS,
        "    status_code=status.HTTP_204_NO_CONTENT,\n",
        "",
        "DELETE /v1/prompts/{prompt_id}",
    ),
    Mutation(
        "a POST without an answer publishes 204",
        VISITS,
        'post("/visits/events", ',
        'post("/visits/events", status_code=204, ',
        "POST /v1/visits/events",
    ),
    Mutation(
        "another status is answered",
        PROMPTS,
        'post("/prompts", ',
        'post("/prompts", status_code=201, ',
        "POST /v1/prompts",
    ),
    Mutation(
        "the answers to errors are not published",
        "apis/grading/routes.py",
        "responses=standard_responses, ",
        "",
        "POST /v1/grading/grade",
    ),
    Mutation("an event stream is not published", DESK, "    responses=event_stream_responses,\n", "", ASK),
    Mutation(
        "the response model is a part of it",
        INFERENCE,
        """"/v1/chat/completions/{completion_id}",
    response_model=CompletionWithInputMessages""",
        """"/v1/chat/completions/{completion_id}",
    response_model=ChatCompletion""",
        "GET /v1/chat/completions/{completion_id}",
    ),
    Mutation(
        "the response model is dropped",
        INSPECT,
        "response_model=ListRoutesResponse",
        "response_model=None",
        "GET /v1/inspect/routes",
    ),
    Mutation(
        "a response model is added",
        VISITS,
        'post("/visits/events", response_model=None',
        'post("/visits/events", response_model=Visit',
        "POST /v1/visits/events",
    ),
    Mutation(
        "an answer may not be null",
        FILES,
        "response_model=Optional[FileObject]",
        "response_model=FileObject",
        "POST /v1/uploads/{upload_id}",
    ),
    Mutation(
        "fields that are null are left out",
        "apis/screening/routes.py",
        "response_model=TextVerdict,",
        "response_model=TextVerdict, response_model_exclude_none=True,",
        "POST /v1/verdicts",
    ),
    Mutation(
        "a response of the service is packed again",
        FILES,
        "return await svc.retrieve_file_content(file_id=file_id)",
        "return Response((await svc.retrieve_file_content(file_id=file_id)).body)",
        "GET /v1/files/{file_id}/content",
    ),
    Mutation("a stream is never made", DESK, "    if request.stream:\n        return event_stream(result)\n", "", ASK),
    Mutation("a stream is always made", DESK, "if request.stream:", "if request.stream is not None:", ASK),
    Mutation("a stream is awaited", DESK, "event_stream(result)", "event_stream(await result)", ASK),
]

RESPONSES = [
    Mutation(
        "a field of an answer is lost",
        "apis/inspect/models.py",
        '    method: str = Field(..., description="The HTTP verb")\n',
        "",
        "GET /v1/inspect/routes",
    ),
    Mutation(
        "a field of an answer is renamed",
        "apis/inspect/models.py",
        '..., description="The version number"',
        '..., serialization_alias="number", description="The version number"',
        "GET /v1/version",
    ),
    Mutation(
        "a field of an answer becomes text",
        "apis/inference/models.py",
        "index: int = Field(",
        "index: str = Field(",
        "POST /v1alpha/inference/rank",
    ),
    Mutation(
        "the description of a field of an answer is lost",
        "apis/inspect/models.py",
        ', description="The HTTP verb"',
        "",
        "GET /v1/inspect/routes",
    ),
    Mutation(
        "the description of a field with two texts is lost",
        "apis/catalogs/models.py",
        """default_factory=dict,
        description="Additional notes about the catalog",""",
        "default_factory=dict,",
        "GET /v1beta/catalogs/{catalog_id:path}",
        CATALOGS,
    ),
    Mutation(
        "the description of a model is lost",
        "apis/inspect/models.py",
        '    """Version of the server."""\n\n',
        "",
        "GET /v1/version",
    ),
    Mutation(
        "a Literal of an answer is narrowed",
        "apis/inspect/models.py",
        'Literal["OK", "Error"]',
        'Literal["OK"]',
        "GET /v1/health",
    ),
]
