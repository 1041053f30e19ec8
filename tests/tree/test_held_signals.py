"""Signals that come while files are written."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

import pytest

from llama_router_codemod.tree.held_signals import held_signals

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _default() -> Iterator[None]:
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, handler)


def test_no_signal() -> None:
    with held_signals() as stop_if_asked:
        stop_if_asked()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_signal_waits_until_it_is_asked_for() -> None:
    reached = []

    def work() -> None:
        with held_signals() as stop_if_asked:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            reached.append("after both")
            stop_if_asked()
            reached.append("never")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert reached == ["after both"]


def test_a_signal_is_dropped_after_all_the_work() -> None:
    with held_signals():
        signal.raise_signal(signal.SIGINT)


def test_a_signal_hides_no_other_error() -> None:
    def work() -> None:
        with held_signals():
            signal.raise_signal(signal.SIGINT)
            raise LookupError

    with pytest.raises(LookupError):
        work()


def test_another_signal_has_its_own_effect_in_the_end() -> None:
    got: list[int] = []
    handler = signal.signal(signal.SIGTERM, lambda number, frame: got.append(number))

    def work() -> None:
        with held_signals() as stop_if_asked:
            signal.raise_signal(signal.SIGTERM)
            assert got == []
            stop_if_asked()

    try:
        with pytest.raises(KeyboardInterrupt):
            work()
    finally:
        signal.signal(signal.SIGTERM, handler)
    assert got == [signal.SIGTERM]


def test_an_ignored_signal_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with held_signals() as stop_if_asked:
        signal.raise_signal(signal.SIGINT)
        stop_if_asked()


def test_another_thread() -> None:
    seen: list[bool] = []

    def work() -> None:
        with held_signals() as stop_if_asked:
            stop_if_asked()
            seen.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [True]
