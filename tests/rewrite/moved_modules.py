"""The moves that the tests of rewrite/ use."""

from __future__ import annotations

from llama_router_codemod.rewrite.moves import Move


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
