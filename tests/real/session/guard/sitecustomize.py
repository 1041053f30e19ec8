"""Started with the interpreter of a server or a session: no connection leaves this machine, and an attempt is written
down; the process does not outlive the one that started it."""

import gc
import os
import socket
import threading
import time
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


def end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if "NETWORK_ATTEMPTS" in os.environ:
    threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
    socket.socket.connect = guarded(socket.socket.connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded(socket.socket.connect_ex)  # type: ignore[method-assign]
if "WITHOUT_COLLECTOR" in os.environ:
    # A client of OpenAI that nobody closed closes its connection when it is collected, by a number that another one may
    # have by then, which waits for ever: on the release and on its migrated copy, whichever is collected just there.
    gc.disable()
