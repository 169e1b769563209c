"""What a page of results has dozens of, as HTML: works with their facts, hits with their reasons, values of facets.

A page has some forty of them, so they are written in plain steps rather than by macros. Every value is escaped where it
is put in, sentences of the catalogue stand as they are, as in templates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from markupsafe import Markup

from archive.works.document import Card
from search_web.dress import own, work_url
from search_web.facets import Value
from search_web.language import VIETNAMESE, language, told
from search_web.language import gettext as _
from search_web.render import escaped
from search_web.results import Badge, Result
from search_web.validity import badge as status_of
from search_web.words import name, subtitle, thousands, word


def entry(
    card: Card, href: str, title: Markup | None = None, badge: Badge | None = None, day: date | None = None
) -> Markup:
    """A work among others: its name, a link where `href` is one, its title and facts.

    `title` is the title with found words marked; `day` the chosen day of validity, where one is: what was issued after
    it is marked.
    """
    said = _said(language())
    made = _entry(card, href, said, title=title, facts=_facts(card, badge, day, said))
    return Markup(made)  # noqa: S704  # escaped value by value


def results(hits: Sequence[Result], day: date | None = None) -> Markup:
    """The hits as entries of a list: each work, its best passage with the part it stands in, and why it is here."""
    said = _said(language())
    return Markup("\n".join([f"<li>\n{_result(hit, day, said)}\n</li>" for hit in hits]))  # noqa: S704  # as above


def governing_entry(card: Card, reasons: Sequence[str]) -> Markup:
    """A governing document above the results, with its reasons; its validity is told where it is known."""
    said = _said(language())
    called, below = escaped(name(card)), subtitle(card)
    linked = (
        f'<a href="{escaped(work_url(card))}"{said.vi}>{called}</a>' if card.id else f"<span{said.vi}>{called}</span>"
    )
    under = f'<p class="work-title"{said.vi}>{escaped(below)}</p>' if below else ""
    known = status_of(card)
    status = f'<span class="status {known.value}">{_(known.label)}</span>' if known else ""
    facts = "\n".join(filter(None, _told(card, status, said)))
    why = f'<p class="why">{said.why} {_reasons(reasons, said)}</p>' if reasons else ""
    return Markup(f'<p class="work-name">{linked}</p>\n{under}\n<p class="facts">\n{facts}\n</p>\n{why}')  # noqa: S704


def values(shown: Sequence[Value]) -> Markup:
    """The values of a facet with their counts, as links that choose them or take them back."""
    said = _said(language())
    return Markup(f"<ul>{''.join([_value(one, said) for one in shown])}</ul>")  # noqa: S704  # escaped value by value


# --- pieces ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """The sentences of these pieces in one language; `vi` is the attribute for words of the archive itself."""

    language: str
    vi: str
    no_body: str
    no_day: str
    no_status: str
    unchecked: str
    later: str
    made_up: str
    why: str
    chosen: str
    points: str
    of_work: str


@cache
def _said(language: str) -> _Said:
    """The sentences in the language of the present request, which is this one."""
    return _Said(
        language=language,
        vi="" if language == VIETNAMESE else ' lang="vi"',
        no_body=_("cơ quan: chưa rõ"),
        no_day=_("ngày: chưa rõ"),
        no_status=_("chưa rõ hiệu lực"),
        unchecked=_("chưa đối chiếu"),
        later=_("ban hành sau ngày đã chọn"),
        made_up=_("minh họa"),
        why=_("vì sao:"),
        chosen=_("(đang lọc, bấm để bỏ)"),
        points=_("điểm %(score)s"),
        of_work=_("của %(name)s, gồm những gì"),
    )


def _result(hit: Result, day: date | None, said: _Said) -> str:
    snippet = f'<p class="snippet"{said.vi}>{_part(hit)}{hit.snippet}</p>' if hit.snippet else ""
    made = _entry(hit.card, hit.href, said, title=hit.title, facts=_facts(hit.card, hit.badge, day, said))
    return f"{made}{snippet}{_why(hit, said)}"


def _entry(card: Card, href: str, said: _Said, *, title: Markup | None, facts: str) -> str:
    called, below = escaped(name(card)), subtitle(card)
    shown = called if below else title or called
    linked = f'<a href="{escaped(href)}">{shown}</a>' if href else shown
    under = f'<p class="work-title"{said.vi}>{title or escaped(below)}</p>' if below else ""
    return f'<p class="work-name"{said.vi}>{linked}</p>\n{under}\n<p class="facts">\n{facts}\n</p>'


def _facts(card: Card, badge: Badge | None, day: date | None, said: _Said) -> str:
    """Who issued a work and when, how it stands, how often it is cited, and what must be known of its text."""
    later = bool(day and card.date and card.date.first > day)
    status = "" if card.genre == "article" or later else f'<span class="status">{said.no_status}</span>'
    if badge:
        status = f'<span class="status {badge.state}">{_(badge.label)}</span>'
    return "\n".join(filter(None, _told(card, status, said, later=later)))


def _told(card: Card, status: str, said: _Said, *, later: bool = False) -> tuple[str, ...]:
    return (
        _issuer(card, said),
        f'<time datetime="{card.date.iso}">{card.date.shown}</time>' if card.date else f"<span>{said.no_day}</span>",
        f"<span>{escaped(word('genre', card.genre))}</span>" if card.genre != "directive" else "",
        status,
        _cited(card) if card.cited else "",
        f"<span>{said.unchecked}</span>" if card.grade == "C" else "",
        f'<span class="tag later">{said.later}</span>' if later else "",
        f'<span class="tag">{said.made_up}</span>' if card.demonstration else "",
    )


def _issuer(card: Card, said: _Said) -> str:
    if card.issuer:
        return f"<span{said.vi}>{escaped(card.issuer.name)}</span>"
    if card.genre != "article":
        return f"<span>{said.no_body}</span>"
    return f"<span{said.vi}>{escaped(card.place)}</span>" if card.place else ""


def _cited(card: Card) -> str:
    told = _("được dẫn trong %(count)s văn bản", count=thousands(card.cited))
    return f'<span class="figures">{told}</span>'


def _part(hit: Result) -> str:
    """The part of the text that a passage stands in, as a link to it; nothing where the title says the same."""
    if not hit.part or (hit.card.title or "").startswith(hit.part.rstrip("…. ")):
        return ""
    return f'<a class="place" href="{escaped(hit.href)}">{escaped(hit.part)}</a> '


def _why(hit: Result, said: _Said) -> str:
    """The reasons of a hit, and folded what its score is made of."""
    if not (hit.why or hit.terms):
        return ""
    first = f"<p>{said.why} {_reasons(hit.why, said)}</p>\n" if hit.why else ""
    return f'\n<div class="why">\n{first}{_points(hit, said)}\n</div>'


def _reasons(reasons: Sequence[str], said: _Said) -> str:
    told = escaped("; ".join(reasons))
    return f"<span{said.vi}>{told}</span>" if said.vi else told


def _points(hit: Result, said: _Said) -> str:
    if not hit.terms:
        return ""
    summed = said.points % {"score": hit.score}
    of = said.of_work % {"name": escaped(_own(name(hit.card), said))}
    rows = "".join(
        [
            f'<div><dt>{told(label, said.language)}</dt><dd class="figures">{points}</dd></div>'
            for label, points in hit.terms
        ]
    )
    return f'<details><summary>{summed}<span class="unseen"> {of}</span></summary>\n<dl>{rows}</dl>\n</details>'


def _own(words: str, said: _Said) -> str:
    return own(words) if said.vi else words


def _value(one: Value, said: _Said) -> str:
    count = f'<span class="count">{thousands(one.count, said.language)}</span>'
    label = escaped(_own(one.label, said))
    if not one.href:
        return f'<li><span class="known-not"><span>{label}</span> {count}</span></li>'
    current = ""
    if one.chosen:
        current = ' aria-current="true"'
        label = f'<span aria-hidden="true">✓ </span>{label}<span class="unseen"> {said.chosen}</span>'
    link = f'<a href="{escaped(one.href)}" data-keep="{escaped(one.key)}"{current}><span>{label}</span> {count}</a>'
    return f"<li>{link}{_BAR % one.bar if one.bar else ''}</li>"


_BAR = (
    '<svg class="share" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">'
    '<rect width="%d" height="3"></rect></svg>'
)
