import json

from remaining_uses import remaining
from sarif_pydantic import Sarif

from llama_router_codemod.check.result import Allowed, CheckResult, Leftover
from llama_router_codemod.report.sarif import sarif

NAMES = [Leftover(path="b.py", line=3, column=1, name="WebMethod")]


def test_it_is_what_the_standard_describes() -> None:
    left = [remaining("a b.py", source="é @webmethod")]
    gone = Allowed(new=[left[0].identity], gone=["agents A.g"])
    text = sarif(CheckResult(scanned=1, remaining=left, machinery=NAMES, ratchet=gone))
    (run,) = Sarif.model_validate_json(text).runs
    use, name, entry = run.results or []
    assert (use.rule_id, name.rule_id, entry.rule_id) == ("webmethod-left", "webmethod-machinery", "ratchet-entry-gone")
    assert [item.level for item in (use, name, entry)] == ["error", "note", "error"]
    location = json.loads(text)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {"uri": "a%20b.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 4, "endColumn": 13, "snippet": {"text": "é @webmethod"}},
    }


def test_every_result_names_a_rule_of_the_tool() -> None:
    gone = Allowed(new=[], gone=["agents A.g"])
    run = json.loads(sarif(CheckResult(scanned=1, remaining=[], machinery=NAMES, ratchet=gone)))["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[item["ruleIndex"]] for item in run["results"]] == [item["ruleId"] for item in run["results"]]


def test_other_names_fail_with_machinery() -> None:
    result = CheckResult(scanned=1, remaining=[], machinery=NAMES, fails_on_machinery=True)
    assert json.loads(sarif(result))["runs"][0]["results"][0]["level"] == "error"


def test_nothing_left() -> None:
    assert json.loads(sarif(CheckResult(scanned=1, remaining=[])))["runs"][0]["results"] == []
