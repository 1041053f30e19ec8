"""Moves for the tests of rewrite/, and what must hold of every text whose imports were rewritten."""

from __future__ import annotations

import ast
import io
import tokenize
from textwrap import dedent

from llama_router_codemod.model.move import Move
from llama_router_codemod.rewrite.imports.moved_imports import rewrite_imports


def split(
    package: str,
    stem: str,
    models: tuple[str, ...],
    service: tuple[str, ...] = (),
    reexports: dict[str, tuple[str, str]] | None = None,
) -> Move:
    homes = dict.fromkeys(models, f"{package}.models") | dict.fromkeys(service, f"{package}.service")
    stars = (f"{package}.models", f"{package}.service") if service else (f"{package}.models",)
    return Move(f"{package}.{stem}", homes, reexports or {}, stars, remains=stem == "models")


MOVES = {
    move.module: move
    for move in (
        split(
            "pkg.apis.agents",
            "agents",
            ("Agent", "AgentConfig", "BatchAgent", "MAX_TURNS", "is_agent"),
            ("Agents", "AgentStore"),
            {
                "Order": ("pkg.apis.common.order", "Order"),
                "BatchObject": ("openai.types", "Batch"),
                "Settings": ("pkg.apis.eval.eval", "EvalConfig"),
                "Lost": ("pkg.apis.eval.eval", "Nowhere"),
                "Round": ("pkg.apis.agents.agents", "Round"),
            },
        ),
        split("pkg.apis.agents", "replies", ("Reply", "ReplyPart")),
        split("pkg.apis.eval", "eval", ("EvalConfig",), ("Eval",), {"Tuning": ("pkg.apis.tuning", "Tuning")}),
        split("pkg.apis.models", "models", ("Model", "ModelType"), ("Models",), {"Kind": ("enum", "Enum")}),
    )
}


def comments(text: str) -> set[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    found = [token.string for token in tokens if token.type == tokenize.COMMENT]
    # Merged statements have their comments behind each other.
    return {comment for line in found for comment in line.split("  ")}


def check(before: str, after: str, module: str = "lab.user", *, is_package: bool = False) -> None:
    """The exact text, which parses, keeps every comment, and does not change again."""
    before, after = dedent(before), dedent(after)
    written = rewrite_imports(before, module, is_package, MOVES)
    assert written == after
    ast.parse(written)
    assert comments(written) == comments(before)
    assert rewrite_imports(written, module, is_package, MOVES) == written


def check_unchanged(text: str, module: str = "lab.user", *, is_package: bool = False) -> None:
    check(text, text, module, is_package=is_package)
