"""What an ASGI application sends for one request, put together as a client reads it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from email.message import Message
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llama_router_codemod.verify.messages.json_value import Json


@dataclass
class AsgiAnswer:
    """The parts of an answer that have been sent; `status` is that of a server whose application sends none."""

    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    chunks: list[bytes] = field(default_factory=list)
    is_complete: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, message: Any) -> None:
        """Take a message of the application."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = _joined(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self.chunks.append(message.get("body", b""))
            if not message.get("more_body", False):
                self.is_complete.set()

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    def body(self) -> Json:
        """The value of a body that is called JSON and is; else its text."""
        content = b"".join(self.chunks)
        if "json" in self.content_type:
            try:
                return json.loads(content)
            except ValueError:
                pass
        return _text(content, self.content_type)


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers by their names in lower case; several of one name are one, as HTTP says."""
    found: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _text(content: bytes, content_type: str) -> str:
    header = Message()
    header["content-type"] = content_type
    try:
        return content.decode(header.get_content_charset("utf-8"), errors="replace")
    except LookupError:
        return content.decode(errors="replace")
