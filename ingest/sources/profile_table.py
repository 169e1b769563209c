"""What a profile file may say, as tables of keys, and the refusal that names the key, what is allowed and the remedy.

Every key of docs/sources.md is a row here. The shapes that come out are in `profile`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.css import CSS, soupsieve

from archive.errors import DataError
from ingest.sources.profile import HINTS, Caps, DetailPage, ListPage, Manners, Paging, Profile, Selector

_DOCUMENT = "docs/sources.md"
_SYNTAX: type[Exception] = soupsieve.SelectorSyntaxError if soupsieve else SyntaxError


@dataclass(frozen=True, slots=True)
class _Key:
    """A row of a table: how the value is read, whether it must be there, what is allowed in words."""

    read: Callable[[object, str], Any]
    needed: bool = False


def read_profile(path: Path) -> Profile:
    """The profile a TOML file describes; its name is that of the file.

    Raises:
        DataError: the file is no TOML, or a key is unknown, missing or wrong.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(
            f"Không đọc được hồ sơ nguồn {path.name}: {error}.", remedy="Kiểm tra cú pháp TOML (UTF-8)."
        ) from error
    try:
        values = _table(written, _PROFILE, "")
        pages = {"lists": values.pop("list", ()), "details": values.pop("detail", ())}
        profile = Profile(name=path.stem, **{"start": (), **values}, **pages)
        _agree(profile)
    except _WrongError as wrong:
        raise DataError(
            f"Hồ sơ nguồn {path.name}: {wrong.key} {wrong.what}.",
            remedy=f"{wrong.allowed} Xem {_DOCUMENT}.",
            key=wrong.key,
        ) from None
    return profile


class _WrongError(Exception):
    """A key with what is wrong about it and what is allowed."""

    def __init__(self, key: str, what: str, allowed: str) -> None:
        super().__init__(key)
        self.key, self.what, self.allowed = key, what, allowed


def _table(written: object, keys: Mapping[str, _Key], where: str) -> dict[str, Any]:
    """The values of a table by the name of their key; keys that are not there keep the default of the shape."""
    if not isinstance(written, dict):
        raise _WrongError(where, "phải là một bảng", f"Các khóa được dùng: {', '.join(keys)}.")
    inside = f"{where}." if where else ""
    for name in written:
        if name not in keys:
            raise _WrongError(f"{inside}{name}", "là khóa không có", f"Các khóa được dùng: {', '.join(keys)}.")
    for name, key in keys.items():
        if key.needed and name not in written:
            raise _WrongError(f"{inside}{name}", "còn thiếu", "Khóa này bắt buộc.")
    return {name: keys[name].read(value, f"{inside}{name}") for name, value in written.items()}


def _agree(profile: Profile) -> None:
    """What only the whole profile can say: a way in, pages to read, addresses on listed hosts."""
    if not (profile.start or profile.sitemaps or profile.feeds):
        raise _WrongError("start", "còn thiếu", "Cần ít nhất một địa chỉ ở start, sitemaps hoặc feeds.")
    if not (profile.lists or profile.details):
        raise _WrongError("list", "còn thiếu", "Cần ít nhất một bảng [[list]] hoặc [[detail]].")
    named = (("start", profile.start), ("sitemaps", profile.sitemaps), ("feeds", profile.feeds))
    for at, one in enumerate(profile.lists, start=1):
        _lead(one, f"list[{at}]")
    templates = tuple(one.paging.template for one in profile.lists if one.paging)
    for key, addresses in (*named, ("list.paging.template", templates)):
        for address in addresses:
            if urlsplit(address).netloc.lower() not in profile.hosts:
                raise _WrongError(
                    key, f"có địa chỉ {address} ngoài hosts", f"Các máy chủ đã kê: {', '.join(profile.hosts)}."
                )
    for address in profile.start:
        if profile.kind_of(address) is None:
            raise _WrongError(
                "start", f"có địa chỉ {address} không khớp match nào", "Sửa match của [[list]] hoặc [[detail]]."
            )


def _lead(family: ListPage, where: str) -> None:
    """A list gives documents by `row` and `link`, or leads on by `follow` alone."""
    for name, value in (("row", family.row), ("link", family.link)):
        if not value and (family.row or family.link or not family.follow):
            raise _WrongError(
                f"{where}.{name}", "còn thiếu", "Cần row và link; trang mục lục không có văn bản thì cần follow."
            )


# --- how a value is read ---------------------------------------------------------------------------------------------


def _text(value: object, where: str) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise _WrongError(where, f"là {value!r}", "Cần một chuỗi chữ không rỗng.")


def _flag(value: object, where: str) -> bool:
    if isinstance(value, bool):
        return value
    raise _WrongError(where, f"là {value!r}", "Cần true hoặc false.")


def _texts(value: object, where: str) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_text(one, f"{where}[{at}]") for at, one in enumerate(value, start=1))
    raise _WrongError(where, f"là {value!r}", 'Cần một danh sách chuỗi, ví dụ ["…"].')


def _hosts(value: object, where: str) -> tuple[str, ...]:
    hosts = tuple(host.lower() for host in _texts(value, where))
    for host in hosts:
        if re.fullmatch(r"[\w.-]+(:\d{1,5})?", host) is None:
            raise _WrongError(where, f"có “{host}”", "Chỉ ghi tên máy chủ, không có https:// và đường dẫn.")
    return hosts


def _addresses(value: object, where: str) -> tuple[str, ...]:
    found = _texts(value, where)
    for address in found:
        _web_address(address, where)
    return found


def _web_address(address: str, where: str) -> None:
    if not address.startswith(("http://", "https://")) or not urlsplit(address).netloc:
        raise _WrongError(where, f"có “{address}”", "Cần địa chỉ đầy đủ bắt đầu bằng https:// hoặc http://.")


def _pattern(value: object, where: str) -> re.Pattern[str]:
    written = _text(value, where)
    try:
        return re.compile(written)
    except re.error as error:
        what = f"là biểu thức chính quy sai ({error})"
        raise _WrongError(where, what, "Viết trong nháy đơn, ví dụ '/van-ban/'.") from None


def _patterns(value: object, where: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(one, where) for one in _texts(value, where))


def _css(value: object, where: str) -> str:
    written = _text(value, where)
    try:
        CSS(BeautifulSoup("", "lxml")).compile(written)
    except _SYNTAX as error:
        said = str(error).splitlines()[0]
        raise _WrongError(where, f"là bộ chọn CSS sai ({said})", 'Ví dụ đúng: "ul.listLaw > li".') from None
    return written


def _number(lowest: float, highest: float) -> Callable[[object, str], float]:
    def read(value: object, where: str) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and lowest <= value <= highest:
            return float(value)
        raise _WrongError(where, f"là {value!r}", f"Cần một số từ {lowest:g} đến {highest:g}.")

    return read


def _whole(lowest: int, highest: int) -> Callable[[object, str], int]:
    def read(value: object, where: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        raise _WrongError(where, f"là {value!r}", f"Cần số nguyên từ {lowest} đến {highest}.")

    return read


def _words(value: object, where: str) -> Selector:
    """A selector of words, written as a CSS string or as a table."""
    if isinstance(value, str):
        return Selector(_css(value, where))
    return Selector(**{"css": "", **_table(value, _SELECTOR, where)})


def _links(value: object, where: str) -> Selector:
    """A selector of addresses: they stand in `href` where no other attribute is named."""
    if isinstance(value, str):
        return Selector(_css(value, where), "href")
    table = _table(value, _LINKS, where)
    # An address that is made is made of the words of the page, unless an attribute is named.
    return Selector(**{"css": "", "attr": "" if "template" in table else "href", **table})


def _several(read: Callable[[object, str], Selector]) -> Callable[[object, str], tuple[Selector, ...]]:
    """One selector, or several of which the first that reads anything counts: pages of one family may differ."""
    return lambda value, where: tuple(
        read(one, where) for one in (value if isinstance(value, list) and value else [value])
    )


def _hints(value: object, where: str) -> dict[str, tuple[Selector, ...]]:
    return _table(value, {name: _Key(_several(_words)) for name in HINTS}, where)


def _template(value: object, where: str) -> str:
    written = _text(value, where)
    _web_address(written, where)
    if written.count("{value}") != 1:
        raise _WrongError(where, f"là “{written}”", "Cần đúng một chỗ {value}.")
    return written


def _paging(value: object, where: str) -> Paging:
    paging = Paging(**_table(value, _PAGING, where))
    _web_address(paging.template, f"{where}.template")
    if paging.template.count("{page}") != 1:
        raise _WrongError(f"{where}.template", f"là “{paging.template}”", "Cần đúng một chỗ {page}.")
    if paging.last < paging.first:
        raise _WrongError(f"{where}.last", f"là {paging.last}", f"Cần từ {paging.first} trở lên.")
    return paging


def _each(
    shape: Callable[..., Any], keys: Callable[[], Mapping[str, _Key]]
) -> Callable[[object, str], tuple[Any, ...]]:
    def read(value: object, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list) or not value:
            raise _WrongError(where, "không phải bảng lặp", f"Viết [[{where}]].")
        return tuple(shape(**_table(one, keys(), f"{where}[{at}]")) for at, one in enumerate(value, start=1))

    return read


def _one(shape: Callable[..., Any], keys: Callable[[], Mapping[str, _Key]]) -> Callable[[object, str], Any]:
    return lambda value, where: shape(**_table(value, keys(), where))


def _attribute(value: object, where: str) -> str:
    written = _text(value, where)
    if re.fullmatch(r"[a-zA-Z][\w-]*", written) is None:
        raise _WrongError(where, f"là “{written}”", "Cần tên một thuộc tính HTML, ví dụ href.")
    return written.lower()


# --- the tables ------------------------------------------------------------------------------------------------------

_SELECTOR = {"css": _Key(_css), "attr": _Key(_attribute), "pattern": _Key(_pattern)}
_LINKS = {**_SELECTOR, "template": _Key(_template)}
_PAGING = {
    "template": _Key(_text, needed=True),
    "first": _Key(_whole(0, 1_000_000)),
    "last": _Key(_whole(0, 1_000_000), needed=True),
}
_LIST = {
    "match": _Key(_pattern, needed=True),
    "row": _Key(_css),
    "link": _Key(_several(_links)),
    "hints": _Key(_hints),
    "attachments": _Key(_several(_links)),
    "next": _Key(_links),
    "follow": _Key(_links),
    "paging": _Key(_paging),
}
_DETAIL = {
    "match": _Key(_pattern, needed=True),
    "text": _Key(_css),
    "keep": _Key(_flag),
    "hints": _Key(_hints),
    "attachments": _Key(_several(_links)),
}
_MANNERS = {
    "delay_seconds": _Key(_number(0, 600)),
    "concurrency": _Key(_whole(1, 16)),
    "tries": _Key(_whole(1, 20)),
    "retry_seconds": _Key(_number(0.01, 3600)),
    "page_seconds": _Key(_number(0.1, 600)),
    "check_certificates": _Key(_flag),
}
_CAPS = {
    "page_bytes": _Key(_whole(1_000, 1_000_000_000)),
    "pages": _Key(_whole(1, 10_000_000)),
    "seconds": _Key(_whole(1, 30 * 86_400)),
    "depth": _Key(_whole(0, 100_000)),
    "lists_alike": _Key(_whole(1, 1_000_000)),
}
_PROFILE = {
    "title": _Key(_text, needed=True),
    "hosts": _Key(_hosts, needed=True),
    "start": _Key(_addresses),
    "sitemaps": _Key(_addresses),
    "feeds": _Key(_addresses),
    "sitemaps_of_robots": _Key(_flag),
    "private_addresses": _Key(_texts),
    "session_parameters": _Key(_texts),
    "login_marks": _Key(_texts),
    "login_addresses": _Key(_patterns),
    "missing_marks": _Key(_texts),
    "recheck_days": _Key(_whole(0, 3650)),
    "manners": _Key(_one(Manners, lambda: _MANNERS)),
    "caps": _Key(_one(Caps, lambda: _CAPS)),
    "list": _Key(_each(ListPage, lambda: _LIST)),
    "detail": _Key(_each(DetailPage, lambda: _DETAIL)),
}
