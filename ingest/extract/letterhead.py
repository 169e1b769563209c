"""The two-column head of an official paper: which two texts are its columns, and their pieces, left column first.

Left stand the issuing body and the number, right the name of the country or the Party and place and date
(Hướng dẫn 36-HD/VPTW; Nghị định 30/2020/NĐ-CP, phụ lục I). Pages, Word files and PDF all ask here.
"""

from collections.abc import Sequence

from ingest.line_shape import is_anchor, is_number_line, is_place_date
from ingest.material import Piece

# Both columns together; the longest of the real ones, with a long trích yếu under the number, has 410 characters.
_LONGEST = 900
_MOST_ROWS = 8


def is_pair(left: str, right: str) -> bool:
    """True when two texts side by side are the columns of a letterhead, whole or one row of it."""
    if not left.strip() or not right.strip() or len(left) + len(right) > _LONGEST:
        return False
    if is_anchor(right) and not is_anchor(left):
        return _is_body_name(left) or _has_number(left)
    return _has_number(left) and any(is_place_date(line) for line in right.splitlines())


def columns_of(rows: Sequence[Sequence[str]]) -> tuple[Piece, ...]:
    """The two pieces of a letterhead set in rows of two cells; empty when the rows are none.

    Rows with one filled cell belong to the column they stand in; spacer cells are passed over.
    """
    if not 0 < len(rows) <= _MOST_ROWS or sum(len(cell) for row in rows for cell in row) > _LONGEST:
        return ()
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        filled = [(index, cell.strip()) for index, cell in enumerate(row) if cell.strip()]
        if len(filled) > 2 or (len(row) == 1 and filled):
            return ()
        for order, (index, cell) in enumerate(filled):
            first = order == 0 if len(filled) == 2 else index < len(row) / 2
            (left if first else right).append(cell)
    whole_left, whole_right = "\n".join(left), "\n".join(right)
    return pieces_of(whole_left, whole_right) if is_pair(whole_left, whole_right) else ()


def pieces_of(left: str, right: str, *, page: int = 0) -> tuple[Piece, ...]:
    """The pieces of the two columns: the left one first."""
    return (
        Piece(left.strip(), "letterhead-left", page=page),
        Piece(right.strip(), "letterhead-right", page=page),
    )


def with_rows_joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with a letterhead set row by row (two boxes for the names, two for number and date) made one pair."""
    joined: list[Piece] = []
    for piece in pieces:
        joined.append(piece)
        if [each.kind for each in joined[-4:]] == ["letterhead-left", "letterhead-right"] * 2:
            left, right, more_left, more_right = joined[-4:]
            joined[-4:] = pieces_of(
                f"{left.text}\n{more_left.text}", f"{right.text}\n{more_right.text}", page=left.page
            )
    return tuple(joined)


def _is_body_name(text: str) -> bool:
    """True when the opening line names a body as a letterhead does: in capitals, before number and ornament."""
    first = next((line.strip() for line in text.splitlines() if line.strip(" *-_")), "")
    letters = [sign for sign in first if sign.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= len(letters) * 0.8 and len(first) <= 150


def _has_number(text: str) -> bool:
    return any(is_number_line(line) for line in text.splitlines())
