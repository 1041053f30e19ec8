import json

from llama_router_codemod.check.result import Allowed, CheckResult, Kind, Leftover, Remaining
from llama_router_codemod.report.check_document import check_document
from llama_router_codemod.tree.left_out import LeftOut


def test_everything_is_in_it() -> None:
    remaining = Remaining("a.py", 3, 2, 11, Kind.DECORATOR, "orders", "Orders", "find", "@webmethod()")
    result = CheckResult(
        5,
        [remaining],
        [Leftover("a.py", 1, 1, "WebMethod")],
        [LeftOut("x/", "--exclude", 2)],
        Allowed(["b"], ["c"]),
        True,
    )
    assert json.loads(check_document(result).model_dump_json()) == {
        "version": 1,
        "scanned": 5,
        "remaining": [
            {
                "path": "a.py",
                "line": 3,
                "column": 2,
                "end_column": 11,
                "kind": "decorator",
                "api": "orders",
                "owner": "Orders",
                "method": "find",
                "source": "@webmethod()",
            }
        ],
        "machinery": [{"path": "a.py", "line": 1, "column": 1, "name": "WebMethod"}],
        "left_out": [{"pattern": "x/", "origin": "--exclude", "files": 2}],
        "ratchet": {"new": ["b"], "gone": ["c"]},
        "fails_on_machinery": True,
    }
