"""Stored values of a document as bytes: plain ones as JSON, which reads fast and runs nothing, others as the library.

They are not deflated: a page of ten texts is read from mapped pages without making the bytes anew.
"""

import json
from collections.abc import Mapping
from pickle import dumps, loads

_PLAIN, _PICKLED = b"J", b"P"
# Kinds that JSON gives back as they were; a subclass would come back as its base.
_KINDS = frozenset({str, int, float, bool, type(None)})


def stored_bytes(values: Mapping[str, object]) -> bytes:
    """The stored values of a document as bytes; none for no values."""
    if not values:
        return b""
    # In the order of their names: merged by the library they come in any order.
    held = {name: values[name] for name in sorted(values)}
    if all(type(value) in _KINDS for value in values.values()):
        # A lone surrogate is no UTF-8, but the library stores it.
        return _PLAIN + json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _PICKLED + dumps(held, 4)


def stored_values(written: bytes) -> dict[str, object]:
    """The stored values of a document from its bytes."""
    if not written:
        return {}
    if written[:1] == _PLAIN:
        plain: dict[str, object] = json.loads(written[1:].decode("utf-8", "surrogatepass"))
        return plain
    held: dict[str, object] = loads(written[1:])  # noqa: S301  # as the library; only what is no plain value
    return held
