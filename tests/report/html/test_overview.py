from pathlib import Path

import pytest
from small_tree import small_tree

from llama_router_codemod.model.errors import InputError
from llama_router_codemod.report.html.overview import overview, saved_evidence
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.verify.result import VerifyResult


def evidence() -> VerifyResult:
    plain = {"before", "after", "seed", "version", "not_written", "unplanned", "texts", "drift"}
    lists = {name: [] for name in VerifyResult.model_fields.keys() - plain}
    given = {"before": "a", "after": "b", "seed": 0, "not_written": None, "texts": 0, "drift": 0}
    return VerifyResult.model_validate(given | lists)


def test_what_is_there_and_the_order_of_what_is_left(tmp_path: Path) -> None:
    found = overview(Checkout.open(small_tree(tmp_path)))
    assert [api.name for api in found.inventory.apis] == ["orders", "stock"]
    assert found.order == ("orders", "stock")


def test_evidence(tmp_path: Path) -> None:
    file = tmp_path / "verified.json"
    file.write_text(evidence().model_dump_json(), encoding="utf-8")
    assert saved_evidence(file) == evidence()
    assert saved_evidence(None) is None


@pytest.mark.parametrize("text", ["", "{}", "[]"])
def test_another_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "verified.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="no result of verify is read there"):
        saved_evidence(file)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no result of verify is read there"):
        saved_evidence(tmp_path / "absent.json")
