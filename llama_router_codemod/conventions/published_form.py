"""What a generator of the published document says that stands in no API: answers, tags, levels, streamed types.

Read from the statements of llama-stack's `docs/openapi_generator/pyopenapi`, in `generator.py` above all.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.conventions.fastapi_document import EXTRA_BODY_KEY
from llama_router_codemod.conventions.published_checks import Check, published_checks
from llama_router_codemod.source.syntax import dotted

if TYPE_CHECKING:
    from llama_router_codemod.parse.symbols import Symbols

#: What an operation says, in the order of the document.
_KEYS = ("responses", "tags", "summary", "description", "parameters", "requestBody", "deprecated")
_RAW_BODY = "raw_bytes_request_body"
#: What a route has as examples of its body.
EXAMPLES = "request_examples"


@dataclass(frozen=True)
class StandardResponse:
    """An answer that all operations have. `example` is source text."""

    status: str
    name: str
    description: str
    example: str


@dataclass(frozen=True, kw_only=True)
class PublishedForm:
    """What is published beyond what the APIs say."""

    responses: tuple[StandardResponse, ...]
    tags: Mapping[str, str]
    """The names of tags that differ from those of their classes."""
    joined_tags: Mapping[str, str]
    """The classes whose operations have the tag of another."""
    streams: tuple[str, ...]
    """What the names of streamed types contain."""
    levels: tuple[str, ...]
    """The levels from the most stable one on, none where all operations are in one document."""
    supplements: str | None
    """The folder of texts apart from the code."""
    keys: tuple[str, ...]
    """What an operation says."""
    requires_form_fields: bool
    """Every field of a form is published as required, be it optional for the server (llama-stack of 2025-09,
    docs/openapi_generator/pyopenapi/generator.py:647)."""
    union_separator: str | None
    """What stands between the texts of the types that an answer may have, where no other text describes it (llama-stack
    0.3.5, generator.py:373, 811); None where nothing does."""
    has_raw_bodies: bool
    """A route may publish a body of bytes which its method does not take (llama-stack of 2025-05, generator.py:609)."""
    has_examples: bool
    """Examples of a route are published with its body (llama-stack 0.3.5, generator.py:801)."""
    checks: Mapping[str, tuple[Check, ...]]
    """What the program looks for in the operations of a verb before it publishes them."""

    @property
    def has_extra_body(self) -> bool:
        """Whether some parameters are published apart from the fields of the body."""
        return EXTRA_BODY_KEY in self.keys


def published_form(symbols: Symbols, paths: Iterable[PurePosixPath]) -> PublishedForm | None:
    """The form that the modules of a generator publish; None where they name no answers that all operations have."""
    nodes = [node for path in paths for node in ast.walk(symbols.tree(path))]
    responses = tuple(_standard_responses(nodes))
    if not responses:
        return None
    levels = tuple(_levels(nodes))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    said = {"summary": _says_summary(nodes), "deprecated": bool(levels), EXTRA_BODY_KEY: EXTRA_BODY_KEY in texts}
    return PublishedForm(
        responses=responses,
        tags=dict(_tags(nodes)),
        joined_tags=dict(_joined_tags(nodes)),
        streams=tuple(_streams(nodes)),
        levels=levels,
        supplements=next(_supplements(nodes), None),
        keys=tuple(key for key in (*_KEYS, EXTRA_BODY_KEY) if said.get(key, True)),
        requires_form_fields=any(map(_requires_each, nodes)),
        union_separator=next(_union_separators(nodes), None),
        has_raw_bodies=_RAW_BODY in texts,
        has_examples=any(isinstance(node, ast.Attribute) and node.attr == EXAMPLES for node in nodes),
        checks=published_checks(nodes),
    )


def _standard_responses(nodes: list[ast.AST]) -> Iterator[StandardResponse]:
    """`self.responses["BadRequest400"] = Response(...)`, and `responses["400"] = ResponseRef("BadRequest400")`."""
    statuses: dict[str, str] = {}
    contents: dict[str, ast.Call] = {}
    for node in nodes:
        match node:
            case ast.Assign(
                targets=[ast.Subscript(value=ast.Name(id="responses"), slice=ast.Constant(value=str(status)))],
                value=ast.Call(func=ast.Name(id="ResponseRef"), args=[ast.Constant(value=str(name))]),
            ):
                statuses[name] = status
            case ast.Assign(
                targets=[ast.Subscript(value=ast.Attribute(attr="responses"), slice=ast.Constant(value=str(name)))],
                value=ast.Call() as call,
            ):
                contents[name] = call
            case _:
                pass
    for name, status in statuses.items():
        if name in contents:
            said = {
                keyword.arg: keyword.value for keyword in ast.walk(contents[name]) if isinstance(keyword, ast.keyword)
            }
            match said.get("description"), said.get("example"):
                case ast.Constant(value=str(description)), ast.expr() as example:
                    yield StandardResponse(status, name, description, ast.unparse(example))
                case _:
                    return


def _tags(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    """`if op.defining_class.__name__ in [...]: op.defining_class.__name__ = f"{...} (Coming Soon)"`."""
    for node in nodes:
        match node:
            case ast.If(
                test=ast.Compare(
                    left=ast.Attribute(attr="__name__"), ops=[ast.In()], comparators=[ast.List(elts=names)]
                ),
                body=[
                    ast.Assign(value=ast.JoinedStr(values=[ast.FormattedValue(), ast.Constant(value=str(suffix))])),
                    *_,
                ],
            ):
                yield from ((text, f"{text}{suffix}") for text in _texts(names))
            case _:
                pass


def _joined_tags(nodes: list[ast.AST]) -> Iterator[tuple[str, str]]:
    """`if cls == RAGToolRuntime: return ToolRuntime`."""
    for node in nodes:
        match node:
            case ast.If(
                test=ast.Compare(left=ast.Name(), ops=[ast.Eq()], comparators=[ast.Name(id=name)]),
                body=[ast.Return(value=ast.Name(id=other))],
            ):
                yield name, other
            case _:
                pass


def _streams(nodes: list[ast.AST]) -> Iterator[str]:
    """`return "StreamChunk" in str(t) or ...`."""
    for node in nodes:
        match node:
            case ast.Compare(
                left=ast.Constant(value=str(text)), ops=[ast.In()], comparators=[ast.Call(func=ast.Name(id="str"))]
            ):
                yield text
            case _:
                pass


def _levels(nodes: list[ast.AST]) -> Iterator[str]:
    """`stability_order = {"v1": 0, ...}`."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id="stability_order")], value=ast.Dict() as table):
                ranks: dict[str, int] = ast.literal_eval(table)
                yield from sorted(ranks, key=lambda level: ranks[level])
            case _:
                pass


def _supplements(nodes: list[ast.AST]) -> Iterator[str]:
    """`base_path = Path(__file__).parent.parent.parent / "supplementary"`."""
    for node in nodes:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="base_path")],
                value=ast.BinOp(op=ast.Div(), right=ast.Constant(value=str(folder))),
            ):
                yield folder
            case _:
                pass


def _union_separators(nodes: list[ast.AST]) -> Iterator[str]:
    """`" **OR** ".join(... options.type_descriptions[response_type] ...)`."""
    for node in nodes:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(separator)), attr="join")):
                attributes = (part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute))
                if "type_descriptions" in attributes:
                    yield separator
            case _:
                pass


def _requires_each(node: ast.AST) -> bool:
    """`for name, ... in op.multipart_params: ...; required_fields.append(name)`, and not only for some of them."""
    match node:
        case ast.For(iter=ast.Attribute(attr="multipart_params"), body=body):
            return any(
                isinstance(item, ast.Expr)
                and isinstance(item.value, ast.Call)
                and dotted(item.value.func) == "required_fields.append"
                for item in body
            )
        case _:
            return False


def _says_summary(nodes: list[ast.AST]) -> bool:
    """Whether `Operation(summary=...)` gives something."""
    keywords = [node for node in nodes if isinstance(node, ast.keyword) and node.arg == "summary"]
    return any(not isinstance(node.value, ast.Constant) for node in keywords)


def _texts(nodes: Iterable[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
