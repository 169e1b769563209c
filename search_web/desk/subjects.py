"""Topics for clerks: what was learned from titles waits here to be kept, refused or renamed; so may every other topic.

What a clerk says of a topic no later learning changes.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archive.ask import topics as learning
from archive.desk import audit
from archive.store import topics
from archive.store.topics import STANDINGS, Standing
from search_web.desk.changes import clerk
from search_web.desk.doors import needs
from search_web.language import gettext as _
from search_web.paging import Paging, asked_page
from search_web.reading import house, shelf

routes = Blueprint("desk_topics", __name__, url_prefix="/ban-lam-viec/chu-de")
PER_PAGE = 30
LONGEST = 80
# The words of the form for what is done, and the standing that makes.
ACTS: dict[str, Standing] = {"giu": "kept", "bo": "refused"}


@routes.get("")
@needs("clerk")
def page() -> str:
    """The topics of one standing, those that wait first, each with its phrases and how many works have it."""
    return _page()


@routes.post("/<slug>")
@needs("clerk")
def judged(slug: str) -> ResponseReturnValue:
    """Keep a topic under the name given, or refuse it.

    Raises:
        NotHere: there is no such topic.
    """
    act, label = request.form.get("viec", ""), " ".join(request.form.get("ten", "").split())
    if act not in ACTS or not label or len(label) > LONGEST:
        trouble = _("Chưa ghi gì. Tên chủ đề cần từ 1 đến %(n)s chữ cái.", n=LONGEST)
        return _page(trouble=trouble), 400
    done = learning.decide(house().database, slug, ACTS[act])
    if act == "giu" and label != done.label:
        with house().database.atomic() as connection:
            topics.rename(connection, slug, label)
    with house().desk.atomic() as connection:
        audit.record(connection, clerk(), f"topic_{ACTS[act]}", slug, label)
    return redirect(url_for("desk_topics.page", loai=request.form.get("loai") or None, xong=done.standing), 303)


def _page(*, trouble: str = "") -> str:
    standing = STANDINGS.get(request.args.get("loai", ""), "learned")
    listed = topics.listed(shelf().connection)
    counts = {one: sum(topic.standing == one for topic in listed) for one in STANDINGS}
    own = [topic for topic in listed if topic.standing == standing]
    paging = Paging(asked_page(request.args.get("trang")), PER_PAGE, len(own))
    return render_template(
        "desk/topics.html",
        rows=own[paging.offset : paging.offset + PER_PAGE],
        standing=standing,
        counts=counts,
        names=_names(),
        longest=LONGEST,
        paging=paging,
        page_url=lambda number: url_for("desk_topics.page", loai=standing, trang=number if number > 1 else None),
        trouble=trouble,
        done=_done().get(request.args.get("xong", ""), ""),
    )


def _names() -> dict[str, str]:
    return {"learned": _("chờ duyệt"), "kept": _("đã giữ"), "refused": _("đã bỏ")}


def _done() -> dict[str, str]:
    return {
        "kept": _("Đã giữ chủ đề. Người đọc thấy nó ở trang Chủ đề."),
        "refused": _("Đã bỏ chủ đề. Nó không hiện nữa và không được tìm lại."),
    }
