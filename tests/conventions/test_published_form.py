"""What a generator publishes beyond what the APIs say, read from its statements."""

from pathlib import Path, PurePosixPath

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.published_form import PublishedForm, StandardResponse, published_form

PATH = PurePosixPath("spec/generator.py")
RESPONSES = """\
    self.responses["Bad"] = Response(description="Not understood", content={"json": Media(example={"status": 400})})
    responses["400"] = ResponseRef("Bad")
    """
BAD = StandardResponse("400", "Bad", "Not understood", "{'status': 400}")
KEYS = ("responses", "tags", "description", "parameters", "requestBody")


def read(root: Path, source: str) -> PublishedForm | None:
    return published_form(tiny_checkout(root, {str(PATH): source}), [PATH])


def test_the_least(tmp_path: Path) -> None:
    assert read(tmp_path, RESPONSES) == PublishedForm(
        responses=(BAD,),
        tags={},
        joined_tags={},
        streams=(),
        levels=(),
        supplements=None,
        keys=KEYS,
        requires_form_fields=False,
        union_separator=None,
        has_raw_bodies=False,
        has_examples=False,
        checks={},
    )


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("x = 1\n", id="nothing"),
        pytest.param('responses["400"] = ResponseRef("Bad")\n', id="a name without an answer"),
        pytest.param(
            'self.responses["Bad"] = Response(description="x", example={})\n', id="an answer without a status"
        ),
        pytest.param(
            'self.responses["Bad"] = Response(description=text, example={})\nresponses["400"] = ResponseRef("Bad")\n',
            id="a description that cannot be read",
        ),
    ],
)
def test_no_standard_answers(source: str, tmp_path: Path) -> None:
    assert read(tmp_path, source) is None


def form(root: Path, source: str) -> PublishedForm:
    found = read(root, f"{RESPONSES}{source}")
    assert found is not None
    return found


def test_tags(tmp_path: Path) -> None:
    source = """
    if op.cls.__name__ in ["A", "B"]:
        op.cls.__name__ = f"{op.cls.__name__} (Soon)"
    if op.cls.__name__ in names:
        op.cls.__name__ = f"{op.cls.__name__} (Late)"
    """
    assert form(tmp_path, source).tags == {"A": "A (Soon)", "B": "B (Soon)"}


def test_joined_tags(tmp_path: Path) -> None:
    source = """
    def owner(cls):
        if cls == Shelf:
            return Tools
        if cls == other():
            return Tools
    """
    assert form(tmp_path, source).joined_tags == {"Shelf": "Tools"}


def test_streams(tmp_path: Path) -> None:
    source = 'is_stream = "Chunk" in str(t) or "Event" in str(t) or "x" in t\n'
    assert form(tmp_path, f"\n    {source}").streams == ("Chunk", "Event")


def test_levels_and_what_depends_on_them(tmp_path: Path) -> None:
    found = form(tmp_path, '\n    stability_order = {"beta": 1, "v1": 0}\n')
    assert found.levels == ("v1", "beta")
    assert found.keys == (*KEYS, "deprecated")


def test_supplements(tmp_path: Path) -> None:
    assert form(tmp_path, '\n    base_path = Path(__file__).parent / "more"\n').supplements == "more"


@pytest.mark.parametrize(("value", "says"), [("None", False), ("texts.first", True)])
def test_summaries(value: str, says: bool, tmp_path: Path) -> None:
    assert ("summary" in form(tmp_path, f"\n    Operation(summary={value})\n").keys) is says


def test_extra_body(tmp_path: Path) -> None:
    assert not form(tmp_path, "").has_extra_body
    found = form(tmp_path, '\n    operation["x-llama-stack-extra-body-params"] = extra\n')
    assert found.has_extra_body
    assert found.keys[-1] == "x-llama-stack-extra-body-params"


@pytest.mark.parametrize(
    ("loop", "requires"),
    [
        pytest.param("required_fields.append(name)", True, id="each"),
        pytest.param("if not is_optional: required_fields.append(name)", False, id="some"),
        pytest.param("properties[name] = kind", False, id="none"),
    ],
)
def test_fields_of_forms(loop: str, requires: bool, tmp_path: Path) -> None:
    source = f"\n    for name, kind in op.multipart_params:\n        {loop}\n"
    assert form(tmp_path, source).requires_form_fields is requires


@pytest.mark.parametrize(
    ("value", "separator"),
    [
        pytest.param('" or ".join(options.type_descriptions[kind] for kind in kinds)', " or ", id="texts of types"),
        pytest.param('" or ".join(options.names)', None, id="others"),
        pytest.param("separator.join(options.type_descriptions)", None, id="no literal"),
    ],
)
def test_answers_of_several_types(value: str, separator: str | None, tmp_path: Path) -> None:
    assert form(tmp_path, f"\n    description = {value}\n").union_separator == separator


@pytest.mark.parametrize("name", ["raw_bytes_request_body", "other"])
def test_bodies_that_no_method_takes(name: str, tmp_path: Path) -> None:
    found = form(tmp_path, f'\n    raw = getattr(route, "{name}", False)\n')
    assert found.has_raw_bodies is (name != "other")


@pytest.mark.parametrize("name", ["request_examples", "other"])
def test_examples_of_a_body(name: str, tmp_path: Path) -> None:
    assert form(tmp_path, f"\n    examples = op.{name}\n").has_examples is (name != "other")
