import re

from llama_router_codemod.model.catalogue import CATALOGUE


def test_codes_are_in_order_and_of_one_form() -> None:
    assert list(CATALOGUE) == sorted(CATALOGUE)
    assert all(re.fullmatch(r"LRC[1239]\d\d", code) for code in CATALOGUE)


def test_a_title_is_no_sentence_and_an_advice_is() -> None:
    for code, kind in CATALOGUE.items():
        assert not kind.title.endswith("."), code
        assert kind.advice.endswith("."), code
        assert kind.advice[0].isupper(), code


def test_titles_are_told_apart() -> None:
    assert len({kind.title for kind in CATALOGUE.values()}) == len(CATALOGUE)
