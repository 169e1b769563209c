"""The wish to stop: the first Ctrl-C is heard and answered, the second stops at once, the old manner comes back."""

import os
import signal
from threading import Thread

import pytest

from ingest.stopping import stop_on_interrupt


@pytest.mark.parametrize("number", [pytest.param(signal.SIGINT, id="Ctrl-C"), pytest.param(signal.SIGTERM, id="kill")])
def test_the_first_wish_is_heard_and_the_second_stops_at_once(number: signal.Signals) -> None:
    said: list[str] = []
    with stop_on_interrupt(lambda: said.append("dừng")) as stopped:
        assert not stopped()
        os.kill(os.getpid(), number)
        assert stopped()
        assert said == ["dừng"]
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)


def test_afterwards_signals_mean_what_they_meant() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stop_on_interrupt():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_away_from_the_main_thread_nothing_is_taken_over() -> None:
    heard: list[bool] = []

    def work() -> None:
        with stop_on_interrupt() as stopped:
            heard.append(stopped())

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert heard == [False]
