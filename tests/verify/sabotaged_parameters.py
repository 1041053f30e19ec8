"""Wrong edits of how a route takes its parameters, and of how it passes them on."""

from mutation import Mutation

DISCUSSIONS = "apis/discussions/routes.py"
FILES = "apis/files/routes.py"
HOURS = "apis/hours/routes.py"
INDEX = "apis/search_index/routes.py"
LICENCES = "apis/licences/routes.py"
PROMPTS = "apis/prompts/routes.py"
VISITS = "apis/visits/routes.py"
INDEX_FILES = "GET /v1/indexes/{index_id}/files"
ITEMS = "GET /v1/discussions/{discussion_id}/items"
UPLOADS = ("POST /v1/openai/v1/files",)

PARAMETERS = [
    Mutation(
        "the query becomes a body",
        LICENCES,
        "ListLicencesRequest, Query()",
        "ListLicencesRequest, Body()",
        "GET /v1/licences",
    ),
    Mutation(
        "the body becomes a query",
        PROMPTS,
        "CreatePromptRequest, Body()",
        "CreatePromptRequest, Query()",
        "POST /v1/prompts",
    ),
    Mutation("one field of a query becomes a body", INDEX, "bool | None, Query(", "bool | None, Body(", INDEX_FILES),
    Mutation(
        "a field of the path becomes a query",
        LICENCES,
        """    "/licences/{licence_id}/renew",
    response_model=LicenceObject,
    summary="Renew a licence that is about to end.",
    response_description="The renewed licence.",
)
async def renew_licence(
    licence_id: Annotated[str, Path(""",
        """    "/licences/renew",
    response_model=LicenceObject,
    summary="Renew a licence that is about to end.",
    response_description="The renewed licence.",
)
async def renew_licence(
    licence_id: Annotated[str, Query(""",
        "POST /v1/licences/{licence_id}/renew",
        ("POST /v1/licences/renew",),
    ),
    Mutation(
        "a path no longer takes a slash",
        "apis/catalogio/routes.py",
        "iterrows/{catalog_id:path}",
        "iterrows/{catalog_id}",
        "GET /v1beta/catalogio/iterrows/{catalog_id:path}",
        ("GET /v1beta/catalogio/iterrows/{catalog_id}",),
    ),
    Mutation(
        "the body is embedded",
        INDEX,
        "CreateIndexRequestWithExtraBody, Body(...)",
        "CreateIndexRequestWithExtraBody, Body(embed=True)",
        "POST /v1/indexes",
    ),
    Mutation(
        "the body of a GET is embedded",
        "apis/tools/routes.py",
        "Body(description=",
        "Body(embed=True, description=",
        "GET /v1/tool-runtime/list-tools",
    ),
    Mutation(
        "a body that may be absent is required",
        INDEX,
        "Body(default_factory=OpenaiUpdateIndexRequest)",
        "Body()",
        "POST /v1/indexes/{index_id}",
    ),
    Mutation(
        "a field of a form is renamed",
        FILES,
        'File(description="The file, with',
        'File(alias="upload", description="The file, with',
        "POST /v1/files",
        UPLOADS,
    ),
    Mutation(
        "the alias of a field of a form is lost",
        FILES,
        'Form(alias="expires_after[seconds]", ',
        "Form(",
        "POST /v1/files/import",
    ),
    Mutation(
        "the dependency that reads a form is lost",
        FILES,
        "Depends(parse_expires_after)",
        "Form()",
        "POST /v1/files",
        UPLOADS,
    ),
    Mutation(
        "a file is read as bytes",
        FILES,
        'UploadFile, File(description="The file.")',
        'bytes, File(description="The file.")',
        "POST /v1/files/import",
    ),
    Mutation(
        "text of a query is parsed",
        DISCUSSIONS,
        'Annotated[Any, Query(description="How many',
        'Annotated[int | None, Query(description="How many',
        ITEMS,
    ),
    Mutation("what is not sent is null", DISCUSSIONS, 'already seen.")] = NOT_GIVEN', 'already seen.")] = None', ITEMS),
    Mutation("the default of a field of a query is changed", INDEX, '= "desc"', '= "asc"', INDEX_FILES),
    Mutation(
        "a query becomes required",
        INDEX,
        '"asc" or "desc".\')] = "desc"',
        '"asc" or "desc".\')]',
        INDEX_FILES,
    ),
]

CALLS = [
    Mutation(
        "two arguments are swapped",
        VISITS,
        "visit_id=visit_id, step_id=step_id",
        "visit_id=step_id, step_id=visit_id",
        "GET /v1/visits/{visit_id:path}/steps/{step_id:path}",
    ),
    Mutation(
        "two fields of a body are swapped",
        "apis/models/routes.py",
        """provider_model_id=request.provider_model_id,
        provider_id=request.provider_id,""",
        """provider_model_id=request.provider_id,
        provider_id=request.provider_model_id,""",
        "POST /v1/models",
    ),
    Mutation(
        "an argument is not passed on",
        PROMPTS,
        "prompt_id=prompt_id, version=query.version",
        "prompt_id=prompt_id",
        "GET /v1/prompts/{prompt_id}",
    ),
    Mutation(
        "a list that moved to the query is not passed on",
        VISITS,
        "rooms=query.rooms, ",
        "",
        "GET /v1/visit-counts",
    ),
    Mutation(
        "an argument gets another value when it is not sent",
        FILES,
        "purpose=query.purpose",
        'purpose=query.purpose or "scans"',
        "GET /v1/files",
        ("GET /v1/openai/v1/files",),
    ),
    Mutation(
        "another method is called",
        LICENCES,
        "svc.renew_licence(",
        "svc.retrieve_licence(",
        "POST /v1/licences/{licence_id}/renew",
    ),
    Mutation(
        "a method is called twice",
        PROMPTS,
        "    return await svc.delete_prompt(",
        "    await svc.delete_prompt(prompt_id=prompt_id)\n    return await svc.delete_prompt(",
        "DELETE /v1/prompts/{prompt_id}",
    ),
    Mutation("an await is lost", PROMPTS, "await svc.list_prompts", "svc.list_prompts", "GET /v1/prompts"),
    Mutation("a plain method is awaited", HOURS, "svc.plan_hours", "await svc.plan_hours", "POST /None/hours/plan"),
    Mutation(
        "another service is asked",
        "apis/tools/routes.py",
        "service_dependency(Api.tool_groups)",
        "service_dependency(Api.models)",
        "GET /v1/toolgroups",
        None,
    ),
    Mutation(
        "the answer of the service is dropped",
        "apis/inspect/routes.py",
        "return await svc.health()",
        'await svc.health()\n    return HealthInfo(status="OK")',
        "GET /v1/health",
    ),
]
