from pathlib import PurePosixPath

from llama_router_codemod.model.place import Place

PLACE = Place(PurePosixPath("pkg/apis/agents/agents.py"), 7, 5)


def test_a_place_is_path_line_column() -> None:
    assert str(PLACE) == "pkg/apis/agents/agents.py:7:5"


def test_places_are_in_the_order_of_the_files_and_their_lines() -> None:
    before = [Place(PurePosixPath("a.py"), 90), Place(PLACE.path, 2, 30), Place(PLACE.path, 7, 4)]
    assert sorted([PLACE, *reversed(before)]) == [*before, PLACE]
