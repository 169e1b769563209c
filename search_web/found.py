"""What stands round a list of results, as HTML: the governing documents, the place and the day, facets, other pages.

Written in plain steps as the entries are (`entries`): every page of results has all of it. Every value is escaped where
it is put in, sentences of the catalogue stand as they are, as in templates.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup

from search_web.choices import Chip
from search_web.dress import language_field, own, vi
from search_web.entries import governing_entry, values
from search_web.facets import Branch, Facet
from search_web.language import gettext as _
from search_web.pages.ladder import LadderView
from search_web.paging import Paging
from search_web.render import escaped
from search_web.where import Where
from search_web.words import thousands

_LONGEST_CHIP = 60

Pairs = Iterable[tuple[str, str]]


def governing(view: LadderView) -> Markup:
    """The governing documents above results, short: one a level, with the way to the whole ladder."""
    said, ladder = vi(), view.ladder
    asked = f"“{escaped(ladder.said)}” · {escaped(view.where)} · {_('ngày %(day)s', day=f'{ladder.day:%d/%m/%Y}')}"
    notices = "".join([f'<p class="small quiet"{said}>{escaped(one)}</p>' for one in ladder.notices])
    rows = []
    for row in view.rows:
        words = f": <span{said}>{escaped(row.words)}</span>" if row.state != "one" else ""
        shown = governing_entry(row.first.card, row.first.reasons) if row.first else ""
        rows.append(f'<li>\n<p class="small quiet">{_(row.name)}{words}</p>\n{shown}\n</li>\n')
    more = _("Xem đủ các cấp, căn cứ và văn bản triển khai")
    return Markup(  # noqa: S704  # escaped value by value
        '<section class="exact" aria-labelledby="dieu-chinh">\n'
        f'<h2 id="dieu-chinh">{_("Văn bản nào điều chỉnh việc này?")}</h2>\n<p class="small quiet"{said}>{asked}</p>\n'
        f'{notices}<ul class="works compact">\n{"".join(rows)}</ul>\n'
        f'<p class="more"><a href="{escaped(view.href)}">{more}</a></p>\n</section>'
    )


# --- the place and the day -------------------------------------------------------------------------------------------


def where_form(where: Where, action: str) -> Markup:
    """The place and the day, folded, with their fields in a form that keeps the other choices."""
    return Markup(  # noqa: S704  # escaped value by value
        f'<details class="where"><summary>{_("Nơi và ngày:")} {where_said(where)}</summary>\n'
        f'<form action="{escaped(action)}">\n{_hidden(where.hidden)}\n{where_fields(where)}\n'
        f'<p><button class="second" type="submit">{_("Áp dụng")}</button></p>\n</form>\n</details>'
    )


def where_said(where: Where) -> Markup:
    """The place and the day in words."""
    said = vi() if where.place else ""
    place, day = escaped(where.place) or _("Mọi nơi"), escaped(where.day) or _("hôm nay")
    return Markup(f"<span{said}>{place}</span> · {day}")  # noqa: S704  # escaped value by value


def where_fields(where: Where) -> Markup:
    """The fields of the place and the day, in a form."""
    return Markup(  # noqa: S704  # escaped value by value
        f'<div class="where-fields">\n<p><label for="noi">{_("Nơi ban hành")}</label> '
        f'<input id="noi" name="noi" value="{escaped(where.place)}" list="cac-noi" maxlength="100" autocomplete="off" '
        f'placeholder="{_("mọi nơi")}"></p>\n<p><label for="ngay">{_("Hiệu lực tính đến ngày")}</label> '
        f'<input id="ngay" name="ngay" type="date" value="{escaped(where.written_day)}"></p>\n</div>\n'
        f'<datalist id="cac-noi">{where.options}</datalist>'
    )


def _hidden(fields: Pairs) -> str:
    """What a form sends along unseen, with the language of the page."""
    held = [f'<input type="hidden" name="{escaped(name)}" value="{escaped(value)}">' for name, value in fields]
    return "".join([*held, language_field()])


# --- what may be chosen ----------------------------------------------------------------------------------------------


def chips(chosen: Sequence[Chip]) -> Markup:
    """The filters in force, each with the way to take it back; nothing where there are none."""
    if not chosen:
        return Markup("")
    entries = [
        f'<li><a class="chip" href="{escaped(one.href)}" data-keep="chip-{place}"><span class="unseen">'
        f"{_('Bỏ lọc')} </span>{escaped(one.label)}: {escaped(own(_short(one.value)))} "
        '<span aria-hidden="true">×</span></a></li>'
        for place, one in enumerate(chosen, 1)
    ]
    listed = "\n".join(entries)
    return Markup(f'<ul class="chips" aria-label="{_("Bộ lọc đang dùng")}">\n{listed}\n</ul>')  # noqa: S704  # as above


def _short(words: str) -> str:
    """Words cut between two of them where they are too long for a chip."""
    if len(words) <= _LONGEST_CHIP + 5:
        return words
    return words[: _LONGEST_CHIP - 1].rsplit(" ", 1)[0] + "…"


def facets(held: Sequence[Facet], action: str, years: Pairs, args: Mapping[str, str]) -> Markup:
    """The facets beside the results; with the years a form for a stretch of them, which keeps the choices `years`."""
    shown = [
        _facet(one, place, _years_form(action, years, args) if one.name == "nam" else "")
        for place, one in enumerate(held, 1)
    ]
    return Markup("\n".join(shown))  # noqa: S704  # escaped value by value


def _facet(one: Facet, place: int, more: str) -> str:
    label = escaped(one.label)
    parts = [_branch(one, branch) for branch in one.branches]
    if one.values:
        parts.append(values(one.values))
    if one.more:
        told = _("Thêm %(count)s", count=len(one.more))
        summary = f'<summary>{told}<span class="unseen"> {label}</span></summary>'
        parts.append(f'<details data-keep="{one.name}-them">{summary}{values(one.more)}</details>')
    if one.none:
        told = _("Không có (%(count)s)", count=len(one.none))
        summary = f'<summary>{told}<span class="unseen"> {label}</span></summary>'
        none = escaped(own("; ".join(one.none)))
        parts.append(f'<details data-keep="{one.name}-khong">{summary}<p class="none">{none}</p></details>')
    inside = "\n".join([*parts, more])
    return f'<section aria-labelledby="loc-{place}">\n<h3 id="loc-{place}">{label}</h3>\n{inside}\n</section>'


def _branch(one: Facet, branch: Branch) -> str:
    opened = " open" if branch.open else ""
    count = f'<span class="count">{thousands(branch.count)}</span>'
    summary = f"<summary><span>{escaped(own(branch.label))}</span> {count}</summary>"
    key = f"{one.name}-{escaped(branch.id)}"
    return f'<details class="of-level" data-keep="{key}"{opened}>{summary}{values(branch.values)}</details>'


def _years_form(action: str, hidden: Pairs, args: Mapping[str, str]) -> str:
    return (
        f'<form class="years" action="{escaped(action)}">\n{_hidden(hidden)}\n'
        f"{_year('tu', _('Từ năm'), _('từ năm'), args)}\n"
        f'<span aria-hidden="true">–</span>\n{_year("den", _("Đến năm"), _("đến năm"), args)}\n'
        f'<button class="second" type="submit">{_("Lọc")}</button>\n</form>'
    )


def _year(name: str, label: str, hint: str, args: Mapping[str, str]) -> str:
    return (
        f'<label class="unseen" for="{name}">{label}</label><input id="{name}" name="{name}" inputmode="numeric" '
        f'maxlength="10" placeholder="{hint}" value="{escaped(args.get(name, ""))}">'
    )


# --- other pages -----------------------------------------------------------------------------------------------------


def paging(held: Paging, page_url: Callable[[int], str]) -> Markup:
    """The way to the other pages of a list; nothing where there is one page."""
    if held.pages <= 1:
        return Markup("")
    steps = [_page(number, held, page_url) for number in held.numbers]
    if held.page > 1:
        steps.insert(0, f'<li><a href="{escaped(page_url(held.page - 1))}" rel="prev">{_("Trước")}</a></li>')
    if held.page < held.pages:
        steps.append(f'<li><a href="{escaped(page_url(held.page + 1))}" rel="next">{_("Sau")}</a></li>')
    listed = "\n".join(steps)
    told = _("Trang %(n)s trên %(all)s", n=held.page, all=held.pages)
    return Markup(  # noqa: S704  # escaped value by value
        f'<nav aria-label="{_("Các trang")}">\n<p class="unseen">{told}</p>\n'
        f'<ul class="pages">\n{listed}\n</ul>\n</nav>'
    )


def _page(number: int | None, held: Paging, page_url: Callable[[int], str]) -> str:
    if number is None:
        return '<li><span class="gap" aria-hidden="true">…</span></li>'
    if number == held.page:
        return f'<li><span aria-current="page">{number}</span></li>'
    label = _("Trang %(n)s", n=number)
    return f'<li><a href="{escaped(page_url(number))}" aria-label="{label}">{number}</a></li>'
