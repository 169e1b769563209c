"""The works that most others cite, held or not, narrowed by years, type and issuing body."""

from flask import Blueprint, render_template

from search_web.listed import choices, shown, values

pages = Blueprint("most_cited", __name__, url_prefix="/duoc-dan-nhieu")


@pages.get("")
def index() -> str:
    """The list."""
    args = values()
    return render_template(
        "most_cited/index.html",
        listed=shown(()),
        first=args.get("tu", "")[:4],
        last=args.get("den", "")[:4],
        kinds=choices("type", "loai"),
        families=choices("family", "co-quan"),
        others=[
            (name, args[name]) for name in ("loai", "co-quan", "khoa", "con", "chu-de", "cap", "he") if args.get(name)
        ],
    )
