"""Turning a PDF page by quarters, so that letters set sideways stand upright.

Places are boxes in points; what is turned, and how often, is judged in `pdf_letters`.
"""

from collections.abc import Callable

from ingest.extract.pdf_drawn import Box


def turner(bounds: Box, turn: int) -> Callable[[Box], Box] | None:
    """Places of the file to places on the page as it is read; None when they are the same."""
    left, bottom, right, top = bounds
    if turn == 1:
        return lambda box: (top - box[3], box[0] - left, top - box[1], box[2] - left)
    if turn == 2:
        return lambda box: (right - box[2], top - box[3], right - box[0], top - box[1])
    if turn == 3:  # PDFium counts clockwise: letters that lie on their left side
        return lambda box: (box[1] - bottom, right - box[2], box[3] - bottom, right - box[0])
    if left or bottom:
        return lambda box: (box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom)
    return None
