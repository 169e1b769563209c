"""OAI-PMH 2.0 at `/oai`: the archive harvested whole or since a day, six verbs, every error of the protocol.

A record is a work whose text is held, in Dublin Core (`oai_dc`) or whole in Akoma Ntoso (`akn`); what is gone stays
told as deleted for ever. Records come in the order of their change: what changes during a harvest is met again at its
end. Sets are issuing families (`body:…`) and types (`type:…`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, request

from archive.ask.unchanged import UntilChanged
from archive.store import documents, harvest
from archive.store.cards import now
from archive.store.harvest import Record
from archive.works.document import Card
from search_web.formats import akoma, dublin
from search_web.formats.xml import NAMESPACE as AKN
from search_web.formats.xml import Element, serialised
from search_web.machine.oai_protocol import (
    Harvest,
    Refused,
    add,
    asked,
    error,
    frame,
    harvest_of,
    span_of,
    stamp,
    token_of,
)
from search_web.machine.one_work import root, work_at
from search_web.machine.sent import sent
from search_web.reading import house, shelf

routes = Blueprint("oai", __name__)
ADDRESS = "/oai"
MEDIA_TYPE = "text/xml"
# Prefix → schema, namespace, records a page: a text is read for each record of `akn`.
FORMATS = {"oai_dc": (dublin.SCHEMA, dublin.OAI_DC, 100), "akn": (akoma.SCHEMA, AKN, 20)}
PAGE_SIZE = "OAI_PAGE_SIZE"  # of the application's config: another size for both, for tests
_NAMES = UntilChanged(harvest.names)
_SETS = UntilChanged(harvest.sets)


@routes.route(ADDRESS, methods=["GET", "POST"])
def answer() -> Response:
    """The answer to a question in the address or in the body of a form; an error of the protocol is an answer too."""
    given = list((request.form if request.method == "POST" else request.args).items(multi=True))
    given = [one for one in given if one[0] != "tieng"]
    base, moment = f"{root()}{ADDRESS}", now()
    arguments: dict[str, str] = {}
    try:
        arguments = asked(given)
        made = frame(base, arguments, moment)
        _VERBS[arguments["verb"]](add(made, arguments["verb"]), arguments)
        return sent(serialised(made), MEDIA_TYPE)
    except Refused as refused:
        return sent(error(base, arguments or dict(given), moment, refused), MEDIA_TYPE)


# --- verbs -----------------------------------------------------------------------------------------------------------


def _identify(made: Element, _arguments: dict[str, str]) -> None:
    settings = house().settings
    add(made, "repositoryName", settings.site_name)
    add(made, "baseURL", f"{root()}{ADDRESS}")
    add(made, "protocolVersion", "2.0")
    add(made, "adminEmail", settings.mail_from or f"admin@{_host()}")
    add(made, "earliestDatestamp", stamp(harvest.earliest(shelf().connection)))
    add(made, "deletedRecord", "persistent")
    add(made, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def _formats(made: Element, arguments: dict[str, str]) -> None:
    if "identifier" in arguments:
        _record(arguments["identifier"])
    for prefix, (schema, namespace, _size) in FORMATS.items():
        one = add(made, "metadataFormat")
        add(one, "metadataPrefix", prefix)
        add(one, "schema", schema)
        add(one, "metadataNamespace", namespace)


def _list_sets(made: Element, arguments: dict[str, str]) -> None:
    if "resumptionToken" in arguments:
        raise Refused("badResumptionToken", "Danh sách các tập luôn trả lời trọn vẹn.")
    for name, words in _SETS.of(shelf().connection):
        one = add(made, "set")
        add(one, "setSpec", name)
        add(one, "setName", words)


def _get(made: Element, arguments: dict[str, str]) -> None:
    found = _record(arguments["identifier"])
    prefix = _prefix(arguments["metadataPrefix"])
    _full(made, found, prefix, _page([found], prefix))


def _list(made: Element, arguments: dict[str, str]) -> None:
    verb = arguments["verb"]
    if "resumptionToken" in arguments:
        going = harvest_of(arguments["resumptionToken"], verb)
        if going.prefix not in FORMATS:
            raise Refused("badResumptionToken", "resumptionToken không đọc được.")
    else:
        going = Harvest(verb, _prefix(arguments["metadataPrefix"]), span_of(arguments))
        _check_set(going.span.named)
    size = int(current_app.config.get(PAGE_SIZE) or FORMATS[going.prefix][2])
    found = harvest.records(shelf().connection, going.span, after=going.place, limit=size + 1)
    if not found and going.place is None:
        raise Refused("noRecordsMatch", "Không có bản ghi nào khớp.")
    page = found[:size]
    known = _page(page, going.prefix) if verb == "ListRecords" else _Known({}, {})
    for one in page:
        if verb == "ListRecords":
            _full(made, one, going.prefix, known)
        else:
            _header(made, one)
    _continued(made, going, page, more=len(found) > size)


_VERBS = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _list_sets,
    "GetRecord": _get,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}


# --- parts -----------------------------------------------------------------------------------------------------------


def _continued(made: Element, going: Harvest, page: Sequence[Record], *, more: bool) -> None:
    """The token of the next page; an empty one ends a list of several pages, and a list of one page has none."""
    if more:
        place = harvest.place_of(page[-1])
        following = Harvest(going.verb, going.prefix, going.span, place, going.given + len(page))
        add(made, "resumptionToken", token_of(following), cursor=str(going.given))
    elif going.place is not None:
        add(made, "resumptionToken", cursor=str(going.given))


def _check_set(name: str) -> None:
    known = dict(_SETS.of(shelf().connection))
    if name and not known:
        raise Refused("noSetHierarchy", "Kho chưa có tập nào.")
    if name and name not in known:
        raise Refused("noRecordsMatch", "Không có tập này.")


def _prefix(name: str) -> str:
    if name not in FORMATS:
        raise Refused("cannotDisseminateFormat", f"Các dạng có: {', '.join(FORMATS)}.")
    return name


def _host() -> str:
    return urlsplit(root()).hostname or "localhost"


def _record(identifier: str) -> Record:
    """The record of an identifier, "oai:host:digest of the address".

    Raises:
        Refused: idDoesNotExist.
    """
    head = f"oai:{_host()}:"
    name = identifier.removeprefix(head) if identifier.startswith(head) else ""
    address = _NAMES.of(shelf().connection).get(name)
    found = harvest.record_of(shelf().connection, address) if address else None
    if found is None:
        raise Refused("idDoesNotExist", "Không có bản ghi này.")
    return found


def _header(made: Element, one: Record) -> None:
    header = add(made, "header", **({"status": "deleted"} if one.gone else {}))
    add(header, "identifier", f"oai:{_host()}:{harvest.opaque(one.address)}")
    add(header, "datestamp", stamp(one.changed_at))
    # The sets of what was withdrawn would tell of what it was.
    for name in () if one.gone else one.sets:
        add(header, "setSpec", name)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a page of records says, by address: the cards, and for Dublin Core what each text cites."""

    cards: dict[str, Card]
    cited: dict[str, tuple[str, ...]]


def _page(page: Sequence[Record], prefix: str) -> _Known:
    connection, held = shelf().connection, [one.address for one in page if not one.gone]
    cited = harvest.cited_by_text(connection, held) if prefix == "oai_dc" else {}
    return _Known(documents.cards(connection, held), cited)


def _full(made: Element, one: Record, prefix: str, known: _Known) -> None:
    record = add(made, "record")
    _header(record, one)
    if one.gone or one.address not in known.cards:
        return
    metadata = add(record, "metadata")
    if prefix == "akn":
        metadata.append(akoma.akoma_tree(work_at(one.address)))
        return
    cited = known.cited.get(one.address, ())
    metadata.append(dublin.dublin_core(known.cards[one.address], cited, root()))
