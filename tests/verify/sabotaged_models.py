"""Wrong edits of models, of Protocols and of the classes that implement them."""

from mutation import Mutation

PROMPTS = "apis/prompts/models.py"
FILES = "apis/files/models.py"
INDEX = "apis/search_index/models.py"
VISITS = "apis/visits/models.py"
LICENCES = "apis/licences/models.py"
TOOLS = "apis/tools/models.py"
UPDATE = "POST /v1/prompts/{prompt_id}"
OLD_UPLOADS = ("POST /v1/openai/v1/files",)
OLD_FILES = ("GET /v1/openai/v1/files",)
QUERY = "POST /v1/tool-runtime/shelf-tool/query"

REQUESTS = [
    Mutation("a default is changed", PROMPTS, "default=True,", "default=False,", UPDATE),
    Mutation(
        "a default of a query is changed", FILES, "default=Order.desc", "default=Order.asc", "GET /v1/files", OLD_FILES
    ),
    Mutation(
        "a default becomes a value",
        "apis/hours/models.py",
        "sampling_params: SamplingParams | None = None",
        "sampling_params: SamplingParams | None = SamplingParams()",
        "POST /None/hours/plan",
    ),
    Mutation(
        "a field becomes required",
        PROMPTS,
        'default=None, description="The version to get',
        '..., description="The version to get',
        "GET /v1/prompts/{prompt_id}",
    ),
    Mutation(
        "a field becomes optional",
        PROMPTS,
        '..., description="The new text."',
        'default="", description="The new text."',
        UPDATE,
    ),
    Mutation("the description of a field is lost", PROMPTS, ', description="The new text."', "", UPDATE),
    Mutation(
        "a number becomes text",
        LICENCES,
        "limit: int = Field(default=20",
        'limit: str = Field(default="20"',
        "GET /v1/licences",
    ),
    Mutation(
        "a number is only accepted as one",
        PROMPTS,
        '..., description="The version that is changed."',
        '..., strict=True, description="The version that is changed."',
        UPDATE,
    ),
    Mutation("a bound is added", LICENCES, "default=20, ", "default=20, le=1000, ", "GET /v1/licences"),
    Mutation("a bound of a form is lost", FILES, "ge=3600, le=2592000", "ge=3600", "POST /v1/files", OLD_UPLOADS),
    Mutation(
        "a list may be empty",
        "apis/inference/models.py",
        "min_length=1, ",
        "",
        "POST /v1/chat/completions",
        ("POST /v1/openai/v1/chat/completions",),
    ),
    Mutation("a Literal is narrowed", LICENCES, 'Literal["24h", "30d"]', 'Literal["24h"]', "POST /v1/licences"),
    Mutation(
        "an enumeration is narrowed",
        "apis/inference/models.py",
        '    end = "end"\n',
        "",
        "POST /v1alpha/inference/rank",
    ),
    Mutation(
        "a field may not be null",
        "apis/desk/models.py",
        "instructions: str | None = None",
        'instructions: str = ""',
        "POST /v1/desk/replies",
    ),
    Mutation(
        "the values of a field are of one type",
        TOOLS,
        "kwargs: dict[str, Any]",
        "kwargs: dict[str, str]",
        "POST /v1/tool-runtime/invoke",
    ),
    Mutation(
        "a field of a query is renamed",
        "apis/training/models.py",
        '''"""Query parameters of `get_job_status`."""

    job_uuid: str = Field(..., ''',
        '''"""Query parameters of `get_job_status`."""

    job_uuid: str = Field(..., alias="job", ''',
        "GET /v1alpha/training/job/status",
    ),
    Mutation(
        "fields of a query that are not known are refused",
        LICENCES,
        "ListLicencesRequest(BaseModel)",
        'ListLicencesRequest(BaseModel, extra="forbid")',
        "GET /v1/licences",
    ),
    Mutation(
        "fields that are not known are refused",
        PROMPTS,
        "CreatePromptRequest(RequestModel)",
        'CreatePromptRequest(RequestModel, extra="forbid")',
        "POST /v1/prompts",
    ),
    Mutation(
        "fields that are not known are dropped",
        INDEX,
        'CreateIndexRequestWithExtraBody(BaseModel, extra="allow")',
        "CreateIndexRequestWithExtraBody(BaseModel)",
        "POST /v1/indexes",
    ),
    Mutation(
        "a body is no request model",
        LICENCES,
        "GrantLicenceRequest(RequestModel)",
        "GrantLicenceRequest(BaseModel)",
        "POST /v1/licences",
    ),
    Mutation(
        "a field is added",
        PROMPTS,
        '    prompt: str = Field(..., description="The text with placeholders.")\n',
        '    prompt: str = Field(..., description="The text with placeholders.")\n    title: str | None = None\n',
        "POST /v1/prompts",
    ),
    Mutation("a discriminator is lost", VISITS, ', Field(discriminator="type")', ", Field()", "POST /v1/visits/events"),
    Mutation(
        "a constant of a default is changed",
        VISITS,
        "DEFAULT_TTL_DAYS = 7",
        "DEFAULT_TTL_DAYS = 8",
        "POST /v1/visits/events",
    ),
    Mutation(
        "a check of a nested field is lost", "apis/tools/shelf_tool.py", 'if "{title}" not in v', "if False", QUERY
    ),
    Mutation(
        "a check of two nested fields is lost",
        INDEX,
        "if self.overlap >= self.max_words",
        "if False",
        "POST /v1/indexes",
    ),
]

PROTOCOLS = [
    Mutation(
        "a default of the Protocol is changed",
        "apis/prompts/service.py",
        "set_as_default: bool = True",
        "set_as_default: bool = False",
        UPDATE,
    ),
    Mutation(
        "a parameter of the Protocol is renamed",
        "apis/prompts/service.py",
        "set_as_default: bool = True",
        "as_default: bool = True",
        UPDATE,
    ),
    Mutation(
        "a parameter of the Protocol becomes required",
        "apis/prompts/service.py",
        "version: int | None = None",
        "version: int | None",
        "GET /v1/prompts/{prompt_id}",
    ),
    Mutation(
        "two parameters of the Protocol are swapped",
        "apis/visits/service.py",
        "visit_id: str, step_id: str",
        "step_id: str, visit_id: str",
        "GET /v1/visits/{visit_id:path}/steps/{step_id:path}",
    ),
    Mutation(
        "a default of an implementation is changed",
        "core/prompts.py",
        "set_as_default: bool = True",
        "set_as_default: bool = False",
        UPDATE,
    ),
    Mutation(
        "a parameter of a provider is renamed",
        "providers/inline/hours/town/hours.py",
        "rules: list[str]",
        "wishes: list[str]",
        "POST /None/hours/plan",
    ),
]
