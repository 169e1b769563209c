"""A page of HTML to pieces: the main text of any page, and what the page says of it.

The order: decode, parse, take hidden parts away, make blocks, take chrome away, find the container of the text, trim
its ends. What chrome is stands in `main_content` and `chrome`; what the text says is read in `describe`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from archive.errors import ExtractError
from ingest.charset import Decoded, decode
from ingest.extract import chrome
from ingest.extract.letterhead import with_rows_joined
from ingest.extract.main_content import chrome_boxes, dropped_counts, is_official, main_blocks, main_container
from ingest.extract.page_blocks import PageBlock, blocks_of, blocks_outside
from ingest.extract.page_fonts import with_unicode_letters
from ingest.extract.page_frames import Finder, is_frame_page, sent_on, with_frames
from ingest.extract.page_meta import page_meta, title_tag
from ingest.extract.page_tree import Element, PageTree, parsed, tree_of
from ingest.line_shape import is_prose
from ingest.material import Extracted, Piece

_FEWEST_TITLE_WORDS = 4
# A page that sends its reader on says so in a sentence or two; one with more words than this is read.
_FEWEST_WORDS = 40


def extract_html(payload: bytes, *, charset_hint: str = "", find: Finder | None = None) -> Extracted:
    """The pieces of the main text of a page.

    An official paper (a letterhead, a number line with place and date) is given whole. Of a news page the headline
    comes first as a heading; byline, source and day go to `meta` ("author", "source", "published").

    `find` gives the markup of a frame by its address; the addresses of frames that are not at hand stand in `meta`
    ("frames"). Runs in fonts from before Unicode are read by their fonts, which `derivation` tells.

    Raises:
        ExtractError: the page holds no text: an empty body, frames only, menus only, or a way on to another page.
    """
    decoded = decode(payload, hint=charset_hint)
    whole = parsed(decoded.text)
    missing = with_frames(whole, find)
    derivation = with_unicode_letters(whole)
    tree = tree_of(whole)
    title = title_tag(tree.root, tree.skips)
    blocks, dropped = _main(tree, title)
    if not blocks:
        raise _no_text(tree, missing)
    _refuse_sent_on(tree, blocks)
    frames = {"frames": " ".join(missing)} if missing else {}
    meta = {**_decoding(decoded), **frames, **page_meta(tree, title, blocks)}
    if is_official(blocks):
        read = Extracted(with_rows_joined([block.piece for block in blocks]), meta, dropped, tree.aside)
    else:
        read = _article(blocks, meta, dropped, tree.aside)
    return replace(read, derivation=derivation)


def pieces_of_markup(markup: str) -> tuple[Piece, ...]:
    """All pieces of a piece of HTML that has no chrome, such as a page laid into a Word file."""
    return pieces_of_tree(parsed(markup))


def pieces_of_tree(whole: Element) -> tuple[Piece, ...]:
    """All pieces of parsed HTML that has no chrome, such as a converted Word file."""
    tree = tree_of(whole)
    return with_rows_joined([block.piece for block in blocks_of(tree.root, tree.skips)])


def _main(tree: PageTree, title: Element | None) -> tuple[list[PageBlock], Mapping[str, int]]:
    """The blocks of the main text and what was left out by reason."""
    blocks = blocks_of(tree.root, tree.skips)
    boxes = chrome_boxes(tree, blocks)
    skips = {**tree.skips, **boxes}
    kept = blocks_outside(blocks, boxes)
    if kept is None:
        kept = blocks_of(tree.root, skips)
    main = main_blocks(kept, main_container(tree, kept), title)
    dropped: Counter[str] = dropped_counts(skips)
    if not main:  # nothing but menus: a page of links has its links for a text
        main = [block for block in blocks if block.link_share < 0.5]
    dropped["line"] = max(len(kept) - len(main), 0)
    return main, {reason: count for reason, count in dropped.items() if count}


def _article(
    blocks: list[PageBlock], meta: dict[str, str], dropped: Mapping[str, int], aside: tuple[str, ...]
) -> Extracted:
    """The pieces of a news page: headline first, margins taken to `meta`."""
    pieces = [block.piece for block in blocks]
    title = meta.get("title", "")
    at = next((index for index, piece in enumerate(pieces[:12]) if title and _same(piece.text, title)), None)
    # Before the headline stands the way down to the page, the section, the day.
    before = [] if at is None else pieces[:at]
    pieces = pieces if at is None else pieces[at + 1 :]
    kept_before = [piece for piece in before if is_prose(piece.text)]
    for piece in before:
        _take(piece.text, meta, at_end=False)
    pieces = _without_margins(pieces, meta)
    if not title and len(pieces) > 1 and _is_headline(pieces[0]):
        title = meta["title"] = pieces.pop(0).text
    # A window title of a word or two ("Trung ương") is the name of a site, not a headline.
    heading = [Piece(title, "heading", 1)] if at is not None or len(title.split()) >= _FEWEST_TITLE_WORDS else []
    return Extracted((*heading, *kept_before, *pieces), meta, dropped, aside)


def _without_margins(pieces: list[Piece], meta: dict[str, str]) -> list[Piece]:
    """The pieces without the line of the day under the headline and without byline and source line at the end."""
    held = list(pieces)
    while held and _take(held[0].text, meta, at_end=False):
        held.pop(0)
    # The line of the day may also stand one or two lines below the headline.
    for index in range(min(3, len(held)) - 1, -1, -1):
        if len(held) > 1 and chrome.published_of(held[index].text) is not None:
            _take(held.pop(index).text, meta, at_end=False)
    while len(held) > 1 and _take(held[-1].text, meta, at_end=True):
        held.pop()
    return held


def _take(text: str, meta: dict[str, str], *, at_end: bool) -> bool:
    """Put a margin line into `meta`; False when the text is none, and True for a repeat of what `meta` has."""
    if "\n" in text or len(text) > 160:
        return False
    values = {"source": chrome.source_of(text, at_end=at_end), "published": chrome.published_of(text)}
    if at_end or any(text.startswith(word) for word in ("Tác giả", "Người đăng", "Đăng bởi")):
        values["author"] = chrome.author_of(text)
    for key, value in values.items():
        if value is not None:
            meta.setdefault(key, value)
            return True
    return False


def _is_headline(piece: Piece) -> bool:
    """True for a first line that is short and no sentence of a paragraph."""
    words = len(piece.text.split())
    return piece.kind in ("heading", "paragraph") and "\n" not in piece.text and _FEWEST_TITLE_WORDS <= words <= 45


def _same(text: str, title: str) -> bool:
    return chrome.folded(text) == chrome.folded(title)


def _decoding(decoded: Decoded) -> dict[str, str]:
    replaced = {"replaced": str(decoded.replaced)} if decoded.replaced else {}
    return {"charset": decoded.charset, **replaced}


def _refuse_sent_on(tree: PageTree, blocks: list[PageBlock]) -> None:
    """A page of a line or two that sends its reader on is no document."""
    address = sent_on(tree.whole)
    if address and sum(len(block.piece.text.split()) for block in blocks) <= _FEWEST_WORDS:
        raise ExtractError(f"Trang chuyển hướng tới {address}, không có nội dung.", remedy="Nạp trang ở địa chỉ mới.")


def _no_text(tree: PageTree, missing: tuple[str, ...]) -> ExtractError:
    address = sent_on(tree.whole)
    if address:
        return ExtractError(f"Trang chuyển hướng tới {address}, không có nội dung.", remedy="Nạp trang ở địa chỉ mới.")
    if missing and is_frame_page(tree.whole):
        reason = f"Trang chỉ có khung (frame), không có nội dung; khung trỏ tới: {', '.join(missing[:5])}."
        return ExtractError(reason, remedy="Nạp chính trang nằm trong khung.")
    if is_frame_page(tree.whole):
        return ExtractError("Trang chỉ có khung (frame), không có nội dung.", remedy="Nạp chính trang nằm trong khung.")
    return ExtractError("Trang không có nội dung chữ.", remedy="Lưu lại trang khi đã hiện đủ nội dung rồi nạp lại.")
