"""The generator of the document, replaced by one that reads the routers: it must write what the old one wrote."""

from pathlib import Path
from typing import Any

import pytest
from archive_documents import GENERATOR, archive, documents, generate, migrated, served_archive, without_new_texts
from whole_trees import files_of


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the old generator writes."""
    return documents(archive(tmp_path_factory.mktemp("before") / "tree"))


def edited(file: Path, *edits: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def modules(tree: Path) -> set[str]:
    return {path.relative_to(tree / GENERATOR).as_posix() for path in (tree / GENERATOR).rglob("*") if path.is_file()}


def test_the_documents_of_the_routers_are_those_of_the_protocols(tmp_path: Path, published: dict[str, Any]) -> None:
    tree = migrated(archive(tmp_path / "tree"))
    assert modules(tree) == {"fastapi_generator.py", "generate.py", "router_endpoints.py", "template.html"}
    assert without_new_texts(documents(tree)) == published


@pytest.mark.parametrize("first", ["letters", "maps"])
def test_a_tree_that_is_half_migrated_has_its_documents(first: str, tmp_path: Path, published: dict[str, Any]) -> None:
    tree = migrated(archive(tmp_path / "tree"), "--api", first)
    assert "webmethod_routers.py" in modules(tree)
    assert without_new_texts(documents(tree)) == published


@pytest.mark.parametrize("options", [(), ("--api", "letters")], ids=["whole", "half"])
def test_the_documents_of_routers_that_factories_make(
    options: tuple[str, ...], tmp_path: Path, published: dict[str, Any]
) -> None:
    tree = migrated(served_archive(tmp_path / "tree"), "--layout", "upstream", *options)
    assert (tree / "archive/apis/letters/fastapi_routes.py").exists()
    assert without_new_texts(documents(tree)) == published


@pytest.mark.parametrize("options", [(), ("--layout", "upstream")], ids=["ours", "upstream"])
def test_an_api_that_derives_from_a_protocol_and_is_declared_as_none(
    options: tuple[str, ...], tmp_path: Path, published: dict[str, Any]
) -> None:
    """As `Inference(InferenceProvider)` of llama-stack since 0.3.1."""
    tree = served_archive(tmp_path / "tree")
    head = 'class Letters(Protocol):\n    """Letters'
    derived = head.replace("(Protocol)", "(Kept)")
    edited(tree / "archive/apis/letters/letters.py", (head, f"class Kept(Protocol): ...\n\n\n{derived}"))
    assert documents(tree) == published
    assert without_new_texts(documents(migrated(tree, *options))) == published


def test_forms_of_which_every_field_is_published_as_required(tmp_path: Path) -> None:
    old = """\
            required = [name for name, kind in kinds.items() if not is_type_optional(kind)]
            properties = {name: self.form_field(kind) for name, kind in kinds.items()}
            schema = {"type": "object", "properties": properties, "required": required}
"""
    new = """\
            op.multipart_params = list(kinds.items())
            properties, required_fields = {}, []
            for name, kind in op.multipart_params:
                properties[name] = {"type": "string", "format": "binary"} if kind is UploadFile else self.ref(kind)
                required_fields.append(name)
            schema = {"type": "object", "properties": properties, "required": required_fields}
"""
    tree = archive(tmp_path / "tree")
    edited(tree / GENERATOR / "pyopenapi/generator.py", (old, new))
    before = documents(tree)
    bodies = (
        operation["requestBody"]["content"]["multipart/form-data"]["schema"]
        for path in before["stable"]["paths"].values()
        for operation in path.values()
        if "multipart/form-data" in operation.get("requestBody", {}).get("content", {})
    )
    assert [body["required"] for body in bodies] == [["scan", "order"]]
    assert without_new_texts(documents(migrated(tree))) == before


SAID = """\
        responses = {"200": {"description": texts.returns.description if texts.returns else "OK"}}
"""
SAID_OF_TYPES = """\
        kinds = [get_args(kind)[0] if "AsyncIterator" in str(kind) else kind for kind in get_args(op.answer)]
        options = SimpleNamespace(type_descriptions={kind: parse_type(kind).short_description for kind in kinds})
        joined = " or: ".join(options.type_descriptions[kind] for kind in kinds) or "OK"
        responses = {"200": {"description": texts.returns.description if texts.returns else joined}}
"""


@pytest.mark.parametrize("options", [(), ("--api", "maps")], ids=["whole", "half"])
def test_an_answer_without_a_text_has_those_of_its_types(options: tuple[str, ...], tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    package = tree / GENERATOR / "pyopenapi"
    edited(package / "generator.py", (SAID, SAID_OF_TYPES), ("import NoneType", "import NoneType, SimpleNamespace"))
    edited(package / "utility.py", ('"POST": [_validate_has_return_in_docstring]', '"POST": []'))
    edited(tree / "archive/apis/letters/letters.py", ("        :returns: A Letter, or pieces of its text.\n", ""))
    before = documents(tree)
    read = before["stable"]["paths"]["/v1/letters/{letter_id}/text"]["post"]
    assert read["responses"]["200"]["description"] == "A letter in the archive. or: A piece of the text of a letter."
    assert without_new_texts(documents(migrated(tree, *options))) == before


RAW_BODY = """\
        if getattr(op.route, "raw_bytes_request_body", False):
            schema = {"type": "string", "format": "binary"}
            body = {"content": {"application/octet-stream": {"schema": schema}}, "required": True}
"""
RAW_METHOD = """\
    @webmethod(route="/letters/{letter_id}/scan", method="POST", level=ARCHIVE_API_V1, raw_bytes_request_body=True)
    async def replace_scan(self, letter_id: str) -> Letter:
        \"\"\"Replace the scan.

        :param letter_id: The ID of the letter.
        :returns: A Letter.
        \"\"\"
        ...

"""
DELETE = '    @webmethod(route="/letters/{letter_id}", method="DELETE"'


@pytest.mark.parametrize("options", [(), ("--api", "maps")], ids=["whole", "half"])
def test_a_body_that_no_method_takes_is_published(options: tuple[str, ...], tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    edited(
        tree / "archive/schema_utils.py",
        ("    deprecated: bool = False\n", "    deprecated: bool = False\n    raw_bytes_request_body: bool = False\n"),
        ("level, deprecated=False)", "level, deprecated=False, raw_bytes_request_body=False)"),
        ("level, deprecated))", "level, deprecated, raw_bytes_request_body))"),
    )
    edited(tree / "archive/apis/letters/letters.py", (DELETE, RAW_METHOD + DELETE))
    edited(tree / GENERATOR / "pyopenapi/generator.py", (SAID, RAW_BODY + SAID))
    before = documents(tree)
    assert "application/octet-stream" in str(before["stable"])
    assert without_new_texts(documents(migrated(tree, *options))) == before


EXAMPLES = """\
        if getattr(op.route, "request_examples", None):
            examples = op.route.request_examples
            texts_of = [json.dumps(item, separators=(",", ":")) for item in examples]
            names = [f"ex-{hashlib.sha256(text.encode()).digest().hex()[:16]}" for text in texts_of]
            several = {"examples": {name: {"value": item} for name, item in zip(names, examples)}}
            body["content"]["application/json"].update({"example": examples[0]} if len(examples) == 1 else several)
"""
DRAW = 'route="/maps", method="POST", level=ARCHIVE_API_V1ALPHA'


@pytest.mark.parametrize("options", [(), ("--api", "letters")], ids=["whole", "half"])
@pytest.mark.parametrize("examples", ['[{"scale": 3}]', '[{"scale": 3}, {"scale": 4, "colours": ["red"]}]'])
def test_examples_of_a_body(examples: str, options: tuple[str, ...], tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    edited(
        tree / "archive/schema_utils.py",
        ("    deprecated: bool = False\n", "    deprecated: bool = False\n    request_examples: list | None = None\n"),
        ("level, deprecated=False)", "level, deprecated=False, request_examples=None)"),
        ("level, deprecated))", "level, deprecated, request_examples))"),
    )
    edited(tree / "archive/apis/maps/maps.py", (DRAW, f"{DRAW}, request_examples={examples}"))
    edited(
        tree / GENERATOR / "pyopenapi/generator.py",
        (SAID, EXAMPLES + SAID),
        ("import inspect", "import hashlib\nimport inspect\nimport json"),
    )
    before = documents(tree)
    assert "{'scale': 3}" in str(before["experimental"])
    assert without_new_texts(documents(migrated(tree, *options))) == before


ASKED_FOR = """\
    @webmethod(route="/maps-near", method="GET", level=ARCHIVE_API_V1ALPHA)
    async def find_map(self, near: Annotated[str, Query(alias="q")], far: int = 3) -> Map:
        \"\"\"Find a map.

        :param near: What is on it.
        :param far: How far around.
        :returns: A Map.
        \"\"\"
        ...

    @webmethod(route="/maps-copied", method="POST", level=ARCHIVE_API_V1ALPHA)
    async def copy_map(self, params: Annotated[Map, Body(...)]) -> Map:
        \"\"\"Copy a map.

        :param params: The map.
        :returns: A Map.
        \"\"\"
        ...

"""
BODY = '        return {"content": {"application/json": {"schema": ref}}, "required": True}\n'
DESCRIBED_BODY = """\
        whole = [texts.params[name].description for name in fields if any(marks.values()) and name in texts.params]
        text = {"description": whole[0]} if whole else {}
        return {"content": {"application/json": {"schema": ref}}, **text, "required": True}
"""


@pytest.mark.parametrize("options", [(), ("--api", "letters"), ("--layout", "upstream")], ids=["whole", "half", "made"])
def test_texts_of_parameters_that_have_markers(options: tuple[str, ...], tmp_path: Path) -> None:
    tree = served_archive(tmp_path / "tree")
    edited(
        tree / "archive/apis/maps/maps.py",
        ("from typing import", "from typing import Annotated,"),
        ("from pydantic import BaseModel", "from fastapi import Body, Query\nfrom pydantic import BaseModel"),
        ('    @webmethod(route="/maps", ', f'{ASKED_FOR}    @webmethod(route="/maps", '),
    )
    edited(tree / GENERATOR / "pyopenapi/generator.py", (BODY, DESCRIBED_BODY))
    before = documents(tree)
    found = before["experimental"]["paths"]
    assert found["/v1alpha/maps-copied"]["post"]["requestBody"]["description"] == "The map."
    assert found["/v1alpha/maps-near"]["get"]["parameters"][0]["description"] == "What is on it."
    assert without_new_texts(documents(migrated(tree, *options))) == before


def test_no_more_is_checked_than_was(tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    edited(tree / GENERATOR / "pyopenapi/utility.py", ('"GET": [_validate_has_return_in_docstring], ', ""))
    endpoints = (migrated(tree) / GENERATOR / "router_endpoints.py").read_text(encoding="utf-8")
    assert '= {"post": ("does not describe its answer",)}\n' in endpoints


@pytest.mark.parametrize("first", [(), ("--api", "letters")], ids=["at once", "one by one"])
def test_no_more_is_checked_of_a_method_than_was(first: tuple[str, ...], tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    edited(
        tree / "archive/apis/maps/maps.py",
        ('"/maps", method="POST"', '"/maps", method="PUT"'),
        ("draw it with.\n        :returns: A Map.\n", "draw it with.\n"),
    )
    assert generate(tree, tmp_path).returncode == 0
    done = generate(migrated(migrated(tree, *first)), tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_last_run_leaves_what_one_run_leaves(tmp_path: Path) -> None:
    tree = migrated(migrated(archive(tmp_path / "tree"), "--api", "maps"))
    whole = files_of(migrated(archive(tmp_path / "whole")))
    found = files_of(tree)
    names = {path for path in {*found, *whole} if path.startswith(GENERATOR)}
    assert {path: found.get(path) for path in names} == {path: whole.get(path) for path in names}


def test_only_the_imports_of_the_program_change(tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    program = tree / GENERATOR / "generate.py"
    before = program.read_text(encoding="utf-8")
    old = """\
from .pyopenapi.options import Options
from .pyopenapi.specification import Info, Server
from .pyopenapi.utility import Specification, validate_api
"""
    new = """\
from .fastapi_generator import Info, Options, Server, Specification
from .router_endpoints import validate_api
"""
    migrated(tree)
    assert program.read_text(encoding="utf-8") == before.replace(old, new)


def test_an_unknown_generator_stays(tmp_path: Path) -> None:
    tree = archive(tmp_path / "tree")
    program = tree / GENERATOR / "generate.py"
    program.write_text(
        program.read_text(encoding="utf-8").replace("info=info", "info=info, theme=None"), encoding="utf-8"
    )
    before = files_of(tree / GENERATOR)
    migrated(tree)
    found = files_of(tree / GENERATOR)
    assert found.keys() == before.keys()
    assert found["generate.py"] == before["generate.py"]


def test_routers_without_texts_are_refused(tmp_path: Path) -> None:
    tree = migrated(archive(tmp_path / "tree"))
    routes = tree / "archive/apis/maps/routes.py"
    routes.write_text(routes.read_text(encoding="utf-8").replace("A Map.", "OK"), encoding="utf-8")
    done = generate(tree, tmp_path)
    assert (done.returncode, done.stderr.strip().splitlines()) == (
        1,
        [
            "GET /v1alpha/maps/{map_id:path} does not describe its answer",
            "POST /v1alpha/maps does not describe its answer",
        ],
    )
