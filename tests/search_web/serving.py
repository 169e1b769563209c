"""The site behind a real server for tests with a browser, begun and ended without a thread left over.

A server closed from another thread pulls its sockets from under the wait for them; here its own thread closes them.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from waitress import create_server  # type: ignore[import-untyped]  # it says no types of its own


@contextmanager
def served(app: Flask, channel: type | None = None, **options: int) -> Iterator[str]:
    """The address of a site served as `vankien serve` does, until the block ends; `channel` reads the requests."""
    server = create_server(app, host="127.0.0.1", port=0, threads=2, **options)
    if channel is not None:
        server.channel_class = channel

    def close() -> None:
        for one in list(server.active_channels.values()):
            one.handle_close()
        server.close()

    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()  # first, or an answer under way would ring at a door that is gone
        server.trigger.pull_trigger(close)
        thread.join(timeout=10)
    assert not thread.is_alive()
