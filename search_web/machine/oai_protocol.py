"""OAI-PMH 2.0 without a store: what may be asked, what is wrong with a question, tokens, and the frame of an answer.

A token says where a harvest stands (verb, format, bounds, place in the order), so that the archive keeps nothing of
anybody and any harvest can go on after any change. It is the only argument beside the verb.
"""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from lxml import etree

from archive.store.harvest import Place, Span
from search_web.formats.dublin import XSI
from search_web.formats.xml import Element, clean, root_of, serialised

NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
# Verb → (arguments that must stand, arguments that may stand).
VERBS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set", "resumptionToken"})),
}
_LONGEST_TOKEN = 2_000  # letters; those of the archive have some 400
# Matches "2026-11-22", "2026-11-22T07:00:00Z". Not "2026-11-22T07:00Z", "2026-11", "22/11/2026".
_DAY, _MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class Refused(Exception):
    """A question that the protocol answers with an error: its code, and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        """Keep both."""
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Harvest:
    """A list that is being read: which verb and format, which records, where it stands and how many it gave."""

    verb: str
    prefix: str
    span: Span
    place: Place | None = None
    given: int = 0


def asked(arguments: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The arguments of a question, checked against its verb.

    Raises:
        Refused: badVerb, badArgument.
    """
    found = dict(arguments)
    verbs = [value for name, value in arguments if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise Refused("badVerb", "Thiếu, thừa hoặc sai verb.")
    given = [name for name, _ in arguments if name != "verb"]
    must, may = VERBS[verbs[0]]
    if len(set(given)) != len(given):
        raise Refused("badArgument", "Một tham số được nêu nhiều lần.")
    if "resumptionToken" in given and "resumptionToken" in may:
        if len(given) > 1:
            raise Refused("badArgument", "resumptionToken không đi cùng tham số khác.")
        return found
    if extra := set(given) - must - may:
        raise Refused("badArgument", f"Không có tham số {', '.join(sorted(extra))[:100]}.")
    if missing := must - set(given):
        raise Refused("badArgument", f"Thiếu tham số {', '.join(sorted(missing))}.")
    return found


def span_of(arguments: Mapping[str, str]) -> Span:
    """The bounds of a harvest, as the store writes moments.

    Raises:
        Refused: badArgument for a moment that is none, bounds of two precisions, or an end before the beginning.
    """
    since, until = arguments.get("from", ""), arguments.get("until", "")
    for one in filter(None, (since, until)):
        _check(one)
    if since and until and (len(since) != len(until) or since > until):
        raise Refused("badArgument", "from và until phải cùng độ chi tiết, from không sau until.")
    return Span(_stored(since, last=False), _stored(until, last=True), arguments.get("set", ""))


def _check(moment: str) -> None:
    wrong = Refused("badArgument", f"“{moment[:30]}” không phải là thời điểm (YYYY-MM-DDThh:mm:ssZ).")
    if not (_DAY.fullmatch(moment) or _MOMENT.fullmatch(moment)):
        raise wrong
    try:
        datetime.fromisoformat(moment)
    except ValueError as cause:
        raise wrong from cause


def _stored(moment: str, *, last: bool) -> str:
    """A moment as the store has it; a day begins with its first second and ends with its last."""
    if not moment:
        return ""
    whole = moment if "T" in moment else f"{moment}T{'23:59:59' if last else '00:00:00'}Z"
    return whole.replace("Z", "+00:00")


def stamp(moment: str) -> str:
    """A moment of the store as the protocol writes it."""
    return moment[:19] + "Z" if moment else "1970-01-01T00:00:00Z"


def token_of(harvest: Harvest) -> str:
    """The token that says how a harvest goes on."""
    written = json.dumps(asdict(harvest), ensure_ascii=True, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def harvest_of(token: str, verb: str) -> Harvest:
    """The harvest a token speaks of.

    Raises:
        Refused: badResumptionToken for anything that `token_of` did not make for this verb.
    """
    try:
        written = base64.urlsafe_b64decode(token[:_LONGEST_TOKEN] + "=" * (-len(token) % 4))
        read = json.loads(written)
        json.dumps(read, ensure_ascii=False).encode()  # half of a letter, which no store takes, fails here
        found = Harvest(
            verb=str(read["verb"]),
            prefix=str(read["prefix"]),
            span=Span(**{name: str(value) for name, value in read["span"].items()}),
            place=Place(str(read["place"]["moment"]), int(read["place"]["row"]), str(read["place"]["digest"])),
            given=int(read["given"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as cause:
        raise Refused("badResumptionToken", "resumptionToken không đọc được.") from cause
    if found.verb != verb or found.given < 0 or not 0 <= found.place.row < 2**62:  # type: ignore[union-attr]  # it was just made
        raise Refused("badResumptionToken", "resumptionToken là của lượt khác.")
    return found


# --- the answer ------------------------------------------------------------------------------------------------------


def frame(base: str, arguments: Mapping[str, str], now: str) -> Element:
    """The element `OAI-PMH` with the question repeated."""
    root = root_of(NAMESPACE, "OAI-PMH", xsi=XSI)
    root.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    add(root, "responseDate", stamp(now))
    add(root, "request", base).attrib.update({name: clean(value) for name, value in arguments.items()})
    return root


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new element of the protocol."""
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    made.text = clean(text) or None
    return made


def error(base: str, arguments: Mapping[str, str], now: str, refused: Refused) -> bytes:
    """The answer to a question that is refused; a wrong verb or argument is not repeated."""
    repeated = {} if refused.code in {"badVerb", "badArgument"} else arguments
    root = frame(base, repeated, now)
    add(root, "error", refused.sentence, code=refused.code)
    return serialised(root)
