"""Records of other crawlers made on the spot: WARC files with given fields and blocks, packed or plain."""

import gzip
from collections.abc import Sequence
from pathlib import Path


def record(
    kind: str, block: bytes, *, uri: str = "", version: str = "WARC/1.0", length: int | None = None, **fields: str
) -> bytes:
    """A record as it stands in a file; fields by their names with "_" for "-"."""
    named = {"WARC-Type": kind, "WARC-Date": "2025-03-04T05:06:07Z", "Content-Length": str(len(block))}
    named |= {"WARC-Target-URI": uri} if uri else {}
    named |= {"Content-Length": str(length)} if length is not None else {}
    named |= {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """An HTTP answer as a block."""
    return f"HTTP/1.1 {status}\r\n".encode() + "".join(f"{line}\r\n" for line in headers).encode() + b"\r\n" + body


def response(
    uri: str, body: bytes, *headers: str, status: str = "200 OK", version: str = "WARC/1.0", **fields: str
) -> bytes:
    """A `response` record of an HTTP answer."""
    return record("response", answer(body, *headers, status=status), uri=uri, version=version, length=None, **fields)


def written(path: Path, records: Sequence[bytes]) -> Path:
    """A file of records: packed one by one when its name ends in .gz, else plain."""
    packed = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if packed else one for one in records))
    return path
