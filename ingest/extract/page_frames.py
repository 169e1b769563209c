"""Frames of a page: the pages inside them put in their places, and the addresses of those that are not at hand.

A saved page holds its frames in the same file (see `saved_page`); a page by itself holds only what stands in `srcdoc`.
Pages that only send the reader on are recognised here too.
"""

import re
from collections.abc import Callable

from ingest.extract.page_tree import Element, attribute, parsed

# The markup of a page by its address as written in the frame, None when it is not at hand.
Finder = Callable[[str], str | None]

_DEEPEST, _MOST = 3, 40
# "5; url=http://…", "0;URL='trang.html'": group 1 the seconds, group 2 the address. Not "300": that page renews itself.
_REFRESH = re.compile(r"\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"]{1,400})", re.IGNORECASE)
_SLOWEST = 15


def with_frames(whole: Element, find: Finder | None = None, *, depth: int = 0) -> tuple[str, ...]:
    """Put the pages of frames into the tree, in place; gives the addresses of those that are missing."""
    missing: list[str] = []
    for frame in list(whole.iter("frame", "iframe"))[:_MOST]:
        address = attribute(frame, "src").strip()
        markup = attribute(frame, "srcdoc") or (find(address) if find and address else None)
        if markup and depth < _DEEPEST:
            missing += _put(frame, markup, find, depth)
        elif _is_part(frame, address):
            missing.append(address)
    return tuple(dict.fromkeys(missing))


def sent_on(whole: Element) -> str | None:
    """The address to which a page sends its reader by itself, None when it stays."""
    for tag in whole.iter("meta"):
        if attribute(tag, "http-equiv").strip().lower() == "refresh":
            found = _REFRESH.match(attribute(tag, "content"))
            if found and int(found.group(1)) <= _SLOWEST:
                return found.group(2).strip()
    return None


def _put(frame: Element, markup: str, find: Finder | None, depth: int) -> tuple[str, ...]:
    """One page in the place of its frame: the frame becomes a box that holds what the body held."""
    inside = parsed(markup)
    missing = with_frames(inside, find, depth=depth + 1)
    body = next(inside.iter("body"), None)
    inner = inside if body is None else body
    frame.tag, frame.text = "div", inner.text
    for name in list(frame.attrib):
        del frame.attrib[name]
    for child in list(inner):
        if child.tag != "head":
            frame.append(child)
    for holder in frame.iterancestors("noframes", "object"):
        holder.tag = "div"
    return missing


def _is_part(frame: Element, address: str) -> bool:
    """True for a frame that holds a part of the page; frames of other sites in a page are advertising and players."""
    if not address or re.match(r"(?:about|javascript|data):", address, re.IGNORECASE):
        return False
    return bool(frame.tag == "frame") or not re.match(r"(?:https?:)?//", address)


def is_frame_page(whole: Element) -> bool:
    """True for a page that is made of frames and nothing else."""
    return next(whole.iter("frame"), None) is not None
