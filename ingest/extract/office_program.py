"""LibreOffice as a program that turns one kind of file into another, without windows, macros, links or a network.

Each process of ours has a profile of its own, so that several can run; every call is bounded in time and memory. What
is converted, and what becomes of it, is in `office`.
"""

import atexit
import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from archive.errors import ExtractError

_NAMES = ("soffice", "libreoffice")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_PROFILE = "vankien-office-"
# A DOC of 250 kB takes 1.5 s, the first one of a profile 3 s; the process that reads is ended after 60 s.
_SECONDS = 45
# It maps 1.1 GB before it reads a byte; a file may need as much again.
_MEMORY = 3_000_000_000
_LARGEST = 400_000_000
_INSTALL = (
    "Cài LibreOffice (gói libreoffice-writer-nogui và libreoffice-calc-nogui) rồi nạp lại, hoặc chuyển sang DOCX."
)
_SAVE_ANEW = "Mở bằng Word hoặc LibreOffice, lưu lại thành DOCX rồi nạp lại."
# What the profile forbids: macros, links that are followed, remote pictures; any address is asked of a proxy that is
# nowhere. Of links, Writer calls "never" 0 and Calc 1.
_FORBIDDEN = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
)


def converted(payload: bytes, *, suffix: str, target: str, seconds: float = _SECONDS) -> bytes:
    """The bytes of a file (`suffix` ".doc", ".rtf", ".odt", ".xls", ".ods") in another form (`target` "docx", "xlsx").

    Raises:
        ExtractError: LibreOffice is not there, takes too long, or cannot open the file.
    """
    program = office_program()
    if program is None:
        raise ExtractError("Tệp Office đời cũ cần LibreOffice để đọc, máy này chưa có.", remedy=_INSTALL)
    # In the profile, so that what a killed process left of a file goes with it at the next start.
    with tempfile.TemporaryDirectory(dir=_profile()) as folder:
        given = Path(folder) / f"given{suffix}"
        given.write_bytes(payload)
        made = Path(folder) / "made" / f"given.{target}"
        _run(_command(program, given, made.parent, target), folder=folder, seconds=seconds)
        if not made.is_file():
            raise ExtractError("LibreOffice không mở được tệp: hỏng hoặc có mật khẩu.", remedy=_SAVE_ANEW)
        return made.read_bytes()


@cache
def office_program() -> str | None:
    """The path of the program, None when it is not installed."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@cache
def office_version() -> str:
    """Name and version as derivations tell it: "LibreOffice 7.4.7.2"; "" when it is not installed."""
    program = office_program()
    if program is None:
        return ""
    told = subprocess.run(  # noqa: S603 - the office program asked for its version
        [program, f"-env:UserInstallation={_profile().as_uri()}", "--version"],
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    ).stdout.decode("utf-8", "replace")
    found = re.search(r"LibreOffice [\d.]{1,20}", told)
    return found.group() if found else "LibreOffice"


def _command(program: str, given: Path, folder: Path, target: str) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={_profile().as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        "--nofirststartwizard",
        "--convert-to",
        _FILTERS[target],
        "--outdir",
        str(folder),
        str(given),
    ]


def _run(command: list[str], *, folder: str, seconds: float) -> None:
    """Run to the end or to the limit; the whole group of processes ends with it.

    A `timeout` of the system stands in front where there is one: it lives on when the process that reads is killed.
    """
    watch = shutil.which("timeout")
    begun = time.monotonic()
    guarded = [watch, "--kill-after=1", f"{seconds:g}", *command] if watch else command
    process = subprocess.Popen(  # noqa: S603 - the office program with a file of our own naming
        guarded,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**_environment(), "TMPDIR": folder, "HOME": folder},
        start_new_session=True,
    )
    resource.prlimit(process.pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (_LARGEST, _LARGEST))
    try:
        code = process.wait(seconds + 3)
    except subprocess.TimeoutExpired:
        code = 124
    finally:
        _end_group(process)
    # 124 and 137 are what `timeout` says when it ended the program, which may end as if all were well when asked to.
    if code in (124, 137) or time.monotonic() - begun >= seconds:
        raise ExtractError(f"LibreOffice đọc tệp quá {seconds:g} giây, đã dừng.", remedy=_SAVE_ANEW)


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment() -> dict[str, str]:
    """What the program may know of ours: where programs are, and the language; no proxies, no keys."""
    return {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}


@cache
def _profile() -> Path:
    """The profile of this process, made at its first file; those of processes that are gone are cleared away."""
    home = Path(tempfile.gettempdir())
    for left in home.glob(f"{_PROFILE}*"):
        owner = left.name.removeprefix(_PROFILE).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists() and Path("/proc/self").exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{_PROFILE}{os.getpid()}-", dir=home))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_settings(), "utf-8")
    return folder


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _FORBIDDEN
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}'
        "</oor:items>"
    )
