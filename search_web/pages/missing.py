"""What to acquire next: the works that others cite and whose text the archive does not hold, the most cited first.

Only what is cited stands here, narrowed by type or issuing body. A number nobody cites is no gap: secret documents
share the sequence of open ones.
"""

from flask import Blueprint, render_template

from search_web.listed import choices, shown

pages = Blueprint("missing", __name__, url_prefix="/con-thieu")


@pages.get("")
def index() -> str:
    """The list, of one type (`loai`, a slug) or issuing family (`co-quan`) where the address says so."""
    return render_template(
        "missing/index.html",
        listed=shown(("duoc-dan", "moi-truoc", "so")),
        kinds=choices("type", "loai"),
        families=choices("family", "co-quan"),
    )
