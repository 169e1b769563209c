"""Files between their preview and their keeping: private files of the archive's folder, bound to one session.

A file's name is made of a random word and the session's token, so that neither alone finds it. What is not kept within
an hour is removed; what bears a mark of secrecy never comes here.
"""

import json
import os
import secrets
import time
from hashlib import sha256
from pathlib import Path

from archive.errors import QueryError
from archive.intake import Upload
from search_web.desk.doors import token as session
from search_web.reading import house

SECONDS = 3_600
MOST_BYTES = 1_000_000_000  # of all files that wait: some twenty of the largest
_FOLDER = "tai-len"
_OWNER = 0o700
_OWNER_FILE = 0o600


def put(upload: Upload) -> str:
    """Hold a file for this session; the word to ask for it.

    Raises:
        QueryError: too much waits already.
    """
    sweep()
    folder = _folder()
    if sum(path.stat().st_size for path in folder.iterdir()) + len(upload.payload) > MOST_BYTES:
        raise QueryError("Đang có quá nhiều tệp chờ lưu.", remedy="Hãy thử lại sau một giờ, hoặc tải ít tệp hơn.")
    word = secrets.token_urlsafe(24)
    head = json.dumps({"name": upload.name}).encode() + b"\n"
    with os.fdopen(os.open(_path(word), os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_FILE), "wb") as opened:
        opened.write(head + upload.payload)
    return word


def get(word: str) -> Upload | None:
    """The file held under a word by this session; None when it is gone, too old, or another session's."""
    sweep()
    try:
        raw = _path(word).read_bytes()
    except OSError:
        return None
    head, _, payload = raw.partition(b"\n")
    return Upload(json.loads(head)["name"], payload)


def drop(word: str) -> None:
    """Remove a file that is held; nothing when there is none."""
    _path(word).unlink(missing_ok=True)


def sweep(seconds: float = SECONDS) -> None:
    """Remove what waits longer than it may."""
    oldest = time.time() - seconds
    for path in _folder().iterdir():
        try:
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
        except FileNotFoundError:  # another thread was first
            continue


def _path(word: str) -> Path:
    return _folder() / sha256(f"{word}:{session()}".encode()).hexdigest()


def _folder() -> Path:
    folder = house().settings.archive_dir / _FOLDER
    folder.mkdir(mode=_OWNER, parents=True, exist_ok=True)
    return folder
