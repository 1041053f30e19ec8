"""What the tests of single rows look up: steps of recorded sessions, and sources of the trees."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from session_jobs import APPLICATION, PLAIN
from workshop import KEPT, LEGACY, MIGRATED, Tree, Workshop

from llama_router_codemod.source.syntax import parse_source

CONSTRAINTS = {"ge", "gt", "le", "lt", "min_length", "max_length", "multiple_of", "pattern", "extra"}


@dataclass(frozen=True)
class Migrated:
    """The migrated release: its sources, its document, and its side of the recorded session."""

    workshop: Workshop

    def answer(self, step: str, tree: Tree = MIGRATED) -> dict[str, Any]:
        """The last exchange of a step; its outcome if it went past the recording."""
        found = [item for item in self.workshop.result(PLAIN[tree])["steps"] if item["step"] == step]
        assert len(found) == 1, step
        return found[0]["exchanges"][-1] if found[0]["exchanges"] else {"outcome": found[0]["outcome"]}

    def body(self, step: str) -> list[Any]:
        """Status and body, which are those of the release."""
        answer, legacy = self.answer(step), self.answer(step, LEGACY)
        assert (answer["status"], answer.get("body")) == (legacy["status"], legacy.get("body"))
        return [answer["status"], answer["body"]]

    def kept(self, step: str) -> Any:
        return self.answer(step, KEPT)["body"]

    def document(self, tree: Tree = MIGRATED) -> dict[str, Any]:
        return self.workshop.result(APPLICATION[tree])["document"]

    def operation(self, operation: str) -> dict[str, Any]:
        method, path = operation.split()
        return self.document()["paths"][path][method.lower()]

    def request_model(self, operation: str) -> tuple[str, dict[str, Any]]:
        """Name and schema of an operation's JSON body."""
        content = self.operation(operation)["requestBody"]["content"]["application/json"]
        name = content["schema"]["$ref"].rpartition("/")[2]
        return name, self.document()["components"]["schemas"][name]

    def rows(self, api: str, tree: Tree = MIGRATED) -> list[list[Any]]:
        return [row for row in self.workshop.result(APPLICATION[tree])["rows"] if row[0] == api]

    def source(self, path: str, tree: Tree = MIGRATED) -> str:
        return (self.workshop.tree(tree) / "llama_stack" / path).read_text(encoding="utf-8")

    def modules(self, below: str, tree: Tree = MIGRATED) -> dict[str, ast.Module]:
        root = self.workshop.tree(tree) / "llama_stack" / below
        return {str(path.relative_to(root)): parsed(path) for path in sorted(root.rglob("*.py"))}

    def signatures(self, tree: Tree) -> dict[str, str]:
        """Parameters and result of each method of each Protocol of an API, by `Class.method`."""
        return {
            f"{node.name}.{method.name}": f"{ast.unparse(method.args)} -> {ast.unparse(method.returns or method.args)}"
            for module in self.modules("apis", tree).values()
            for node in ast.walk(module)
            if isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(base) for base in node.bases)
            for method in node.body
            if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef)
        }

    def constraints(self, tree: Tree) -> Counter[str]:
        """How often a keyword that makes a model stricter is given in the packages of the APIs."""
        return Counter(
            keyword.arg
            for module in self.modules("apis", tree).values()
            for node in ast.walk(module)
            if isinstance(node, ast.Call)
            for keyword in node.keywords
            if keyword.arg in CONSTRAINTS
        )


def parsed(path: Path) -> ast.Module:
    # A release has syntax that Python 3.11 does not know.
    return parse_source(path.read_text(encoding="utf-8"), PurePosixPath(path))
