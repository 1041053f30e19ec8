"""Wrong edits of what a router tells FastAPI of a route: its path, its texts, its answer, who may call it."""

from mutation import Mutation

DESK = "apis/desk/routes.py"
FILES = "apis/files/routes.py"
INSPECT = "apis/inspect/routes.py"
PROMPTS = "apis/prompts/routes.py"
VISITS = "apis/visits/routes.py"
ASK = "POST /v1/desk/replies"
REPLY = "GET /v1/desk/replies/{reply_id}"
OLD_REPLY = "GET /v1alpha/desk/replies/{reply_id}"
STEP = "GET /v1/visits/{visit_id:path}/steps/{step_id:path}"
HEALTH = 'response_model=HealthInfo, summary="Get health status.", response_description="The health of the server."'

TABLE = [
    Mutation(
        "one of two paths is dropped",
        DESK,
        """@router.get(
    "/v1/desk/replies/{reply_id}", response_model=DeskReply, summary="Get a reply.", response_description="A DeskReply."
)
""",
        "",
        REPLY,
    ),
    Mutation(
        "a whole endpoint is dropped",
        "apis/training/routes.py",
        """@router.post("/v1alpha/training/job/cancel", response_model=None, response_description="OK")
async def cancel_job(
    request: Annotated[CancelJobRequest, Body()], svc: Annotated[Training, Depends(get_training_service)]
) -> None:
    return await svc.cancel_job(job_uuid=request.job_uuid)
""",
        "",
        "POST /v1alpha/training/job/cancel",
    ),
    Mutation(
        "a route is served twice",
        PROMPTS,
        "register_router(Api",
        "router.routes.append(router.routes[0])\nregister_router(Api",
        "POST /v1/prompts",
    ),
    Mutation(
        "the order of two routes that overlap is swapped",
        VISITS,
        "register_router(Api",
        "router.routes.insert(1, router.routes.pop(0))\nregister_router(Api",
        STEP,
    ),
    Mutation(
        "a route stands behind one that matches its requests",
        FILES,
        "register_router(Api",
        "router.routes.append(router.routes.pop(6))\nregister_router(Api",
        "GET /v1/files/session:{upload_id}",
    ),
    Mutation(
        "the paths of two routes are swapped",
        INSPECT,
        f"""    "/health", {HEALTH}
)
@RouteMark(require_authentication=False)
async def health(svc: Annotated[Inspect, Depends(get_inspect_service)]) -> HealthInfo:
    \"""Get health status.\"""
    return await svc.health()


@router.get(
    "/version",""",
        f"""    "/version", {HEALTH}
)
@RouteMark(require_authentication=False)
async def health(svc: Annotated[Inspect, Depends(get_inspect_service)]) -> HealthInfo:
    \"""Get health status.\"""
    return await svc.health()


@router.get(
    "/health",""",
        "GET /v1/health",
        ("GET /v1/version",),
    ),
    Mutation(
        "a path gets a slash at its end",
        PROMPTS,
        "/set-default-version",
        "/set-default-version/",
        "POST /v1/prompts/{prompt_id}/set-default-version",
        ("POST /v1/prompts/{prompt_id}/set-default-version/",),
    ),
    Mutation(
        "a level is changed",
        "apis/providers/routes.py",
        "/{LLAMA_STACK_API_V1}",
        "/v2",
        "GET /v1/providers",
        ("GET /v1/providers/{provider_id}", "GET /v2/providers", "GET /v2/providers/{provider_id}"),
    ),
    Mutation(
        "a verb is changed",
        VISITS,
        'post("/visits/events"',
        'put("/visits/events"',
        "POST /v1/visits/events",
        ("PUT /v1/visits/events",),
    ),
    Mutation(
        "a route needs a token that did not",
        INSPECT,
        """@RouteMark(require_authentication=False)
async def version(""",
        "async def version(",
        "GET /v1/version",
    ),
    Mutation(
        "a route needs no scope that did",
        VISITS,
        """@RouteMark(required_scope=REQUIRED_SCOPE)
async def get_step(""",
        "async def get_step(",
        STEP,
    ),
    Mutation(
        "a route needs no token that did",
        INSPECT,
        "async def list_routes(",
        "@RouteMark(require_authentication=False)\nasync def list_routes(",
        "GET /v1/inspect/routes",
    ),
    Mutation(
        "the name of the trace span is lost",
        DESK,
        'RouteMark(descriptive_name="desk_reply")',
        "RouteMark()",
        ASK,
    ),
    Mutation("a route is no longer deprecated", DESK, "deprecated=True", "deprecated=False", OLD_REPLY),
    Mutation("a tag is changed", "apis/grading/routes.py", '["Grading"]', '["Marks"]', "POST /v1/grading/grade"),
]

TEXTS = [
    Mutation("a summary is lost", PROMPTS, 'summary="Create prompt.", ', "", "POST /v1/prompts"),
    Mutation(
        "a description is lost",
        PROMPTS,
        "\\nWrites a new version; the old ones stay.",
        "",
        "POST /v1/prompts/{prompt_id}",
    ),
    Mutation(
        "the description of an answer is lost",
        PROMPTS,
        ', response_description="The new Prompt."',
        "",
        "POST /v1/prompts",
    ),
    Mutation(
        "the description of a field of the path is lost",
        "apis/providers/routes.py",
        'Path(description="The ID of the provider.")',
        "Path()",
        "GET /v1/providers/{provider_id}",
    ),
    Mutation(
        "the description of a form is lost",
        FILES,
        """description="A FileObject.",
    openapi_extra=""",
        """description="A FileObject.",
    openapi_extra={} and """,
        "POST /v1/files",
    ),
    Mutation(
        "a route is left out of the document",
        INSPECT,
        'response_description="The routes."',
        'response_description="The routes.", include_in_schema=False',
        "GET /v1/inspect/routes",
    ),
]
