"""Started with the server's interpreter: no connection leaves this machine, and an attempt is written down."""

import os
import socket
from pathlib import Path
from typing import Any

LOCAL = ("127.", "localhost", "::1")


class NetworkError(OSError):
    """A connection to another machine was refused."""


def guarded(connect: Any) -> Any:
    def connect_locally(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOCAL):
            with Path(os.environ["NETWORK_ATTEMPTS"]).open("a", encoding="utf-8") as attempts:
                attempts.write(f"{address}\n")
            raise NetworkError(f"no network: {address}")
        return connect(self, address)

    return connect_locally


if "NETWORK_ATTEMPTS" in os.environ:
    socket.socket.connect = guarded(socket.socket.connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded(socket.socket.connect_ex)  # type: ignore[method-assign]
