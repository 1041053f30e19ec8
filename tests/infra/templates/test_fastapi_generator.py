"""The module that makes the document, at work on a route that no Protocol declares.

That it writes what was published is in tests/migrate/test_published_document.py.
"""

from typing import Any

import pytest
from archive_documents import archive, documents, migrated

IMPORTS = """\
from collections.abc import AsyncIterator
from typing import Union

from pydantic import BaseModel
"""
BY_HAND = '''

class Atlas(BaseModel):
    """Many maps."""

    pages: int = 3


@router.put("/atlases/{atlas_id}", response_description="The atlas.")
async def keep_atlas(atlas_id: Annotated[int, Path(description="Which.")], atlas: Atlas) -> list[Atlas]:
    """Keep an atlas."""
    return [atlas]


@router.post("/atlases/{atlas_id}/cover", response_model=None, response_description="The cover.")
async def cover_atlas(
    atlas_id: Annotated[int, Path()],
    colour: Annotated[int, Body(embed=True, description="The number of the colour.")],
    title: Annotated[str | None, Body(embed=True)] = None,
) -> Union[Atlas, AsyncIterator[Map]]:
    """Cover an atlas."""
'''


@pytest.fixture(scope="module")
def experimental(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The document of a migrated tree with a route that somebody wrote by hand, without a Protocol."""
    tree = migrated(archive(tmp_path_factory.mktemp("by_hand") / "tree"))
    routes = tree / "archive/apis/maps/routes.py"
    text = routes.read_text(encoding="utf-8").replace("router = ", f"{IMPORTS}\nrouter = ", 1)
    routes.write_text(f"{text}{BY_HAND}", encoding="utf-8")
    found: dict[str, Any] = documents(tree)["experimental"]
    return found


def test_a_route_by_hand_is_published(experimental: dict[str, Any]) -> None:
    operation = experimental["paths"]["/v1alpha/atlases/{atlas_id}"]["put"]
    assert operation["tags"] == ["Maps (Soon)"]
    assert operation["description"] == "Keep an atlas."
    assert operation["parameters"] == [
        {"name": "atlas_id", "in": "path", "description": "Which.", "required": True, "schema": {"type": "integer"}}
    ]
    reference = {"$ref": "#/components/schemas/Atlas"}
    assert operation["requestBody"] == {"content": {"application/json": {"schema": reference}}, "required": True}
    assert operation["responses"]["200"]["description"] == "The atlas."
    assert list(operation["responses"]["200"]["content"]) == ["application/jsonl"]


def test_a_body_by_hand_keeps_its_defaults_and_its_text(experimental: dict[str, Any]) -> None:
    assert experimental["components"]["schemas"]["Atlas"] == {
        "type": "object",
        "properties": {"pages": {"type": "integer", "default": 3}},
        "additionalProperties": False,
        "required": ["pages"],
        "title": "Atlas",
        "description": "Many maps.",
    }


def test_fields_of_a_body_without_a_model_are_published_as_one(experimental: dict[str, Any]) -> None:
    operation = experimental["paths"]["/v1alpha/atlases/{atlas_id}/cover"]["post"]
    reference = {"$ref": "#/components/schemas/CoverAtlasRequest"}
    assert operation["requestBody"] == {"content": {"application/json": {"schema": reference}}, "required": True}
    body = experimental["components"]["schemas"]["CoverAtlasRequest"]
    assert body["properties"]["colour"] == {"type": "integer", "description": "The number of the colour."}
    assert list(body["properties"]) == ["colour", "title"]


def test_what_an_iterator_gives_is_published_in_its_place(experimental: dict[str, Any]) -> None:
    content = experimental["paths"]["/v1alpha/atlases/{atlas_id}/cover"]["post"]["responses"]["200"]["content"]
    atlas, found = content["application/json"]["schema"]["oneOf"]
    assert (list(atlas["properties"]), found) == (["pages"], {"$ref": "#/components/schemas/Map"})
