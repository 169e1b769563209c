"""The desk's own secret: 256 random bits beside its file, by which forms and links of mails are signed.

Whoever removes the file makes every open form and every link of a sent mail worthless, and nothing else.
"""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

_BYTES = 32
_OWNER_ONLY = 0o600
NAME = "desk.key"


def key_beside(desk_path: Path) -> bytes:
    """The key of a desk's file, made when there is none; only its owner may read it."""
    path = desk_path.parent / NAME
    fresh = secrets.token_bytes(_BYTES)
    made = path.with_name(f".{NAME}.{secrets.token_hex(4)}")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as file:
            file.write(fresh)
        try:
            os.link(made, path)  # whoever comes first wins; the other reads what the first one wrote
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_bytes()


def signed(key: bytes, purpose: str, said: str) -> str:
    """The signature of some words for a purpose: what was signed for one is no signature for another."""
    return hmac.new(key, f"{purpose}\x00{said}".encode(), sha256).hexdigest()


def is_signed(key: bytes, purpose: str, said: str, signature: str) -> bool:
    """Whether it is the signature, compared in the same time whatever it is."""
    return hmac.compare_digest(signed(key, purpose, said).encode(), signature.encode("utf-8", "replace"))
