import pytest

from llama_router_codemod.conventions.capabilities import Capabilities
from llama_router_codemod.conventions.webmethod import MetadataField
from llama_router_codemod.infra.render_template import TemplateValues, read_template, render_template
from llama_router_codemod.parse.symbols import Imported

TEMPLATES = "llama_router_codemod.infra.templates"
ORIGINS = {
    "Api": Imported("pkg.apis.datatypes", "Api"),
    "Error": Imported("pkg.apis.datatypes", "Error"),
    "RequestModel": Imported("pkg.common", "RequestModel"),
    "translate_exception": Imported("pkg.errors", "translate"),
    "ONE": Imported("pkg.context", "ONE"),
    "User": Imported("pkg.auth", "User"),
    "get_logger": Imported("pkg.log", "get_logger"),
    "Scope": Imported("pkg.scopes", "Scope"),
}


def rendered(template: str, apis: str = "pkg.apis") -> str:
    values = TemplateValues(
        Capabilities(error_model=True),
        ORIGINS,
        apis,
        caller="User(request.scope)",
        logger="get_logger(__name__)",
        context_variables=("ONE",),
        metadata=(
            MetadataField("route", "str", None),
            MetadataField("scope", "Scope", "Scope.ALL", comments=("# What for.", "# Or all.")),
            MetadataField("examples", "list[str]", "['a']"),
        ),
    )
    return render_template(template, values)


@pytest.mark.parametrize(
    "template",
    [
        pytest.param("x = 1\n", id="without imports"),
        pytest.param('"""Doc."""\n\nimport a.b\nfrom c import d as e, f  # why\n\nx = a.b, e, f\n', id="with imports"),
        pytest.param("from c import (\n    d,\n    e,\n)\n\nx = d, e\n", id="on several lines"),
        pytest.param("for User in x:\n    Scope = User\n", id="names that the checkout has, too"),
    ],
)
def test_a_module_that_is_no_template_stays(template: str) -> None:
    assert rendered(template) == template


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param("import a\nimport b\nb\n", "import b\nb\n", id="module"),
        pytest.param("import a.b as c\nfrom d import e as f\nf\n", "from d import e as f\nf\n", id="alias"),
        pytest.param("from a import b, c, d\nb, c\n", "from a import b, c\nb, c\n", id="the last name"),
        pytest.param(
            "from a import b, c\nif capabilities.error_model:\n    b\nelse:\n    c\n",
            "from a import b\nb\n",
            id="used in the other branch",
        ),
        pytest.param("from a import b\ndef b(): ...\nb()\n", "def b(): ...\nb()\n", id="defined in the branch"),
    ],
)
def test_imports_of_what_is_not_used_go(template: str, expected: str) -> None:
    assert rendered(template) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param(
            f"from {TEMPLATES}.checkout import Api, Error, capabilities\n"
            "x = Error if capabilities.error_model else Api\n",
            "from pkg.apis.datatypes import Error\nx = Error\n",
            id="only what is used",
        ),
        pytest.param(
            f"from {TEMPLATES}.checkout import translate_exception\nx = translate_exception\n",
            "from pkg.errors import translate as translate_exception\nx = translate_exception\n",
            id="another name there",
        ),
        pytest.param(
            f"from {TEMPLATES}.checkout import Api\nfrom {TEMPLATES}.request_model import RequestModel\n"
            "x = Api, RequestModel\n",
            "from pkg.apis.datatypes import Api\nfrom pkg.common import RequestModel\nx = Api, RequestModel\n",
            id="another template",
        ),
        pytest.param(
            f"from {TEMPLATES}.checkout import CONTEXT_VARIABLES\nx = [*CONTEXT_VARIABLES]\n",
            "from pkg.context import ONE\nx = [ONE]\n",
            id="context variables",
        ),
        pytest.param(
            f"from {TEMPLATES}.checkout import CALLER\nx = CALLER\n",
            "from pkg.auth import User\nx = User(request.scope)\n",
            id="who calls",
        ),
        pytest.param(
            f"from {TEMPLATES}.checkout import LOGGER\nx = LOGGER\n",
            "from pkg.log import get_logger\nx = get_logger(__name__)\n",
            id="a logger",
        ),
        pytest.param(
            f"from {TEMPLATES}.checkout import Api\nclass Facts:\n    METADATA: Any = None\n",
            "from dataclasses import field\nfrom pkg.scopes import Scope\n"
            "class Facts:\n    route: str\n    # What for.\n    # Or all.\n    scope: Scope = Scope.ALL\n"
            "    examples: list[str] = field(default_factory=lambda: ['a'])\n",
            id="metadata",
        ),
        pytest.param(
            f"from {TEMPLATES}.checkout import APIS, APIS_PREFIX\nx = APIS.__path__, APIS_PREFIX\n",
            'import pkg.apis\nx = pkg.apis.__path__, "pkg.apis."\n',
            id="the package of the APIs",
        ),
    ],
)
def test_what_is_the_checkouts_comes_from_there(template: str, expected: str) -> None:
    assert rendered(template) == expected


def test_apis_at_the_top() -> None:
    template = f"from {TEMPLATES}.checkout import APIS, APIS_PREFIX\nx = APIS.__path__, APIS_PREFIX\n"
    assert rendered(template, "apis") == 'import apis\nx = apis.__path__, "apis."\n'


def test_a_name_without_origin_is_an_error() -> None:
    with pytest.raises(KeyError, match="sse_generator"):
        rendered(f"from {TEMPLATES}.checkout import sse_generator\nsse_generator()\n")


def test_read_template() -> None:
    assert "class RequestModel(" in read_template("request_model.py")
