"""The server's own list of routes takes the verb of a router's route as it is, also one that no webmethod had.

Webmethods of APIs that are left keep theirs: GET and DELETE as declared, POST for anything else
(llama_stack 0.3.5, core/server/routes.py:60-65). Authentication, tracing and the library client ask that list.
"""

from __future__ import annotations

import libcst as cst

from llama_router_codemod.rewrite.server.call_services import METADATA
from llama_router_codemod.source.added_import import with_import

_POST = frozenset({"hdrs.METH_POST", '"POST"', '"post"'})
_EMPTY = cst.Module([])


def list_own_verbs(text: str, registry: str) -> str:
    """The text of the module with that list, which tells the metadata of routers by the class of the `registry`.

    Unchanged where there is no choice of a verb, or where it was made before.
    """
    module = cst.parse_module(text)
    changed = module.visit(_ListOwnVerbs())
    return text if changed.code == text else with_import(changed.code, registry, METADATA)


class _ListOwnVerbs(cst.CSTTransformer):
    def leave_If(self, original_node: cst.If, updated_node: cst.If) -> cst.If:
        match updated_node:
            case cst.If(
                test=cst.Comparison(left=cst.Attribute(value=metadata, attr=cst.Name(value="method"))),
                orelse=cst.Else(
                    body=cst.IndentedBlock(
                        body=[
                            cst.SimpleStatementLine(
                                body=[cst.Assign(targets=[cst.AssignTarget(target=variable)], value=post)]
                            )
                        ]
                    )
                ) as otherwise,
            ) if (code := _EMPTY.code_for_node(post)) in _POST:
                name, verb = _EMPTY.code_for_node(metadata), ".method.lower()" if code.islower() else ".method"
                own = cst.parse_statement(
                    f"if isinstance({name}, {METADATA}):\n    {_EMPTY.code_for_node(variable)} = {name}{verb}\n"
                )
                return updated_node.with_changes(orelse=cst.ensure_type(own, cst.If).with_changes(orelse=otherwise))
            case _:
                return updated_node

    def leave_IfExp(self, original_node: cst.IfExp, updated_node: cst.IfExp) -> cst.IfExp:
        match updated_node:
            case cst.IfExp(
                body=cst.Attribute(value=metadata, attr=cst.Name(value="method")),
                test=cst.Comparison() as test,
                orelse=cst.SimpleString(evaluated_value="POST"),
            ):
                own = cst.parse_expression(f"isinstance({_EMPTY.code_for_node(metadata)}, {METADATA})")
                return updated_node.with_changes(test=cst.BooleanOperation(own, cst.Or(), test))
            case _:
                return updated_node
