"""Uses of `@webmethod` that are left, for tests of what is said of them."""

from __future__ import annotations

from llama_router_codemod.check.result import Kind, Remaining

SOURCE = '    @webmethod(route="/a")'


def remaining(
    path: str = "a.py",
    owner: str | None = "A",
    api: str | None = "agents",
    *,
    line: int = 2,
    kind: Kind = Kind.DECORATOR,
    source: str = SOURCE,
) -> Remaining:
    """A use of `webmethod` in a line that says it."""
    column = len(source[: source.index("webmethod")].encode()) + 1
    return Remaining(
        path=path,
        line=line,
        column=column,
        end_column=column + len("webmethod"),
        kind=kind,
        api=api,
        owner=owner,
        method="f",
        source=source,
    )
