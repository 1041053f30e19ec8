"""Places in a published document, as people read them."""

from __future__ import annotations

import pytest

from llama_router_codemod.verify.document_place import (
    AnsweredPlace,
    DocumentPlace,
    Keyword,
    Member,
    Part,
    Property,
    SchemaPlace,
    TextPlace,
)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (TextPlace(Part.SUMMARY), "text of summary"),
        (TextPlace(Part.PARAMETER, "limit"), "text of parameter limit"),
        (SchemaPlace(Part.BODY), "body"),
        (SchemaPlace(Part.PARAMETER, "limit"), "parameter limit"),
        (SchemaPlace(Part.PARAMETER, "limit", (Keyword("default"),)), "parameter limit.default"),
        (
            SchemaPlace(Part.ANSWER, path=(Property("data"), Keyword("items"), Member("anyOf", 1), Property("x"))),
            "answer.data.items.anyOf[1].x",
        ),
        (SchemaPlace(Part.BODY, path=(Keyword("component description"),)), "body.component description"),
        (AnsweredPlace.STATUS, "status that is answered"),
        (AnsweredPlace.MEDIA_TYPE, "media type that is answered"),
    ],
)
def test_text_of_a_place(place: DocumentPlace, text: str) -> None:
    assert str(place) == text
