"""Marks that a browser draws and the markup only implies: numbers of lists, raised and lowered figures.

What stands before an item of a list follows `start`, `value`, `type` and `reversed`; a raised figure is an exponent
behind a unit or a figure ("m²", "10⁶") and else the mark of a footnote ("[1]").
"""

import re

from ingest.extract.page_tree import Element, attribute, text_in

_UPPER = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWER = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# The end of a unit of measure or of a figure. Must match "250 m", "30.000 km", "kg/cm", "10". Not "văn bản", "TU".
_UNIT = re.compile(r"(?:(?<![^\W\d_])[kcdmh]?m|\d)\s?$")
_EXPONENT = re.compile(r"[-+]?\d{1,2}")
_FIGURE = re.compile(r"\d{1,2}")
# "30" before a raised "0" or "o": degrees. Not "N" of "N0".
_DEGREES = re.compile(r"\d\s?$")
# "1", "12": the mark of a note. Not "(1)", which parts itself from the word before it; not "0", "th", "2020".
_NOTE = re.compile(r"[1-9]\d{0,2}")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_SMALL = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_FORMS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_MOST = 3999


def list_number(parent: Element, item: Element, last: int | None) -> int:
    """The number of an item of a numbered list, given that of the item before it (None for the first)."""
    told = _int(attribute(item, "value"))
    if told is not None:
        return told
    backward = parent.get("reversed") is not None
    if last is not None:
        return last - 1 if backward else last + 1
    start = _int(attribute(parent, "start"))
    if start is not None:
        return start
    return sum(1 for child in parent if child.tag == "li") if backward else 1


def list_mark(parent: Element, number: int) -> str:
    """The mark that a browser shows before an item of that number: "1.", "a)", "IV."; empty where it shows none."""
    style = attribute(parent, "style").replace(" ", "").lower()
    form = _FORMS.get(attribute(parent, "type"), "")
    named = re.search(r"list-style(?:-type)?:([a-z-]+)", style)
    form = named.group(1) if named else form
    if form == "none":
        return ""
    if form in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return (letter.upper() if form.startswith("upper") else letter) + ")"
    if form in ("lower-roman", "upper-roman") and 0 < number <= _MOST:
        words = _roman(number)
        return (words.upper() if form.startswith("upper") else words) + "."
    return f"{number}."


def raised(node: Element, before: str) -> str:
    """What a raised or lowered figure says behind the text `before`; empty when it is to be read as plain text."""
    text = text_in(node)
    if not text or len(text) > 3 or not before.strip() or next(node.iterdescendants("a"), None) is not None:
        return ""
    if node.tag == "sub":
        return text.translate(_LOWER) if _FIGURE.fullmatch(text) and before[-1].isalpha() else ""
    if text in ("0", "o", "O") and _DEGREES.search(before):
        return "°"
    if _EXPONENT.fullmatch(text) and _UNIT.search(before):
        return text.translate(_UPPER)
    return f"[{text}]" if _NOTE.fullmatch(text) else ""


def _int(text: str) -> int | None:
    bare = text.strip()
    return int(bare) if bare.lstrip("-").isdecimal() and len(bare) <= 6 else None


def _roman(number: int) -> str:
    words = ""
    for value, sign in (*_ROMAN, *_ROMAN_SMALL):
        while number >= value:
            words += sign
            number -= value
    return words
