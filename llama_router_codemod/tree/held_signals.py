"""Signals that come at a bad time: held back while files are written, and given after that."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

#: SIGHUP is not known to Windows.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def held_signals() -> Iterator[Callable[[], None]]:
    """Holds back what ends a program: Ctrl-C, SIGTERM and SIGHUP, be it once or twice.

    Inside, a call of the function given raises KeyboardInterrupt if a signal came since the beginning. When that ends
    the block, the signal takes its usual effect; when the block did all its work, or failed otherwise, it is dropped.
    Signals that are ignored stay ignored, and in another thread than the main one nothing is held, for none comes.
    """
    came: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        came.append(number)

    def stop() -> None:
        if came:
            raise KeyboardInterrupt

    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (getattr(signal, name) for name in _NAMES if hasattr(signal, name)):
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                before[number] = signal.signal(number, hold)
    try:
        try:
            yield stop
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    except KeyboardInterrupt:
        if came:
            signal.raise_signal(came[0])
        raise
