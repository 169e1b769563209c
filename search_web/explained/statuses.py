"""What each status, claim, source and relation means, for readers: one row for each value of the archive's tables."""

from dataclasses import dataclass

from archive.works import precedence
from archive.works.validity import BASIS_LABELS, STATE_LABELS, VALUE_LABELS
from archive.works.vocabulary import relations
from search_web import words
from search_web.language import gettext as _


@dataclass(frozen=True, slots=True)
class Row:
    """A value of a table, how pages call it, what it means."""

    value: str
    label: str
    meaning: str


def states() -> tuple[Row, ...]:
    """Every status a work may have on a day."""
    told = {
        "unknown": _("không nguồn nào nói về ngày đã hỏi; đây không phải là “còn” cũng không phải là “hết”"),
        "not_yet": _("văn bản ghi ngày bắt đầu có hiệu lực, và ngày đó chưa tới"),
        "in_force": _("ngày đã hỏi nằm giữa hai mốc mà nguồn cho biết văn bản còn sống; sau mốc cuối lại là “chưa rõ”"),
        "part_ended": _("một hoặc nhiều điều, khoản đã bị thay thế, bãi bỏ; phần khác không bị nói tới"),
        "suspended": _("có văn bản ngưng thi hành, chưa thấy văn bản cho thi hành tiếp"),
        "ended": _("có văn bản thay thế, bãi bỏ, hoặc tự ghi ngày hết hiệu lực, từ ngày đã hỏi trở về trước"),
        "conflict": _("một nguồn nói đã chấm dứt, nguồn muộn hơn nói vẫn thực hiện; kho nêu cả hai, không chọn"),
    }
    return tuple(Row(value, _(label), told[value]) for value, label in STATE_LABELS.items())


def claims() -> tuple[Row, ...]:
    """Everything a source may say of a work's force."""
    told = {
        "in_force": _("bắt đầu có hiệu lực, từ ngày ghi trong văn bản"),
        "amended": _("câu chữ được sửa đổi, bổ sung; văn bản vẫn còn"),
        "replaced": _("văn bản khác thay cho nó"),
        "abolished": _("bị bãi bỏ"),
        "ended": _("hết hiệu lực, hoặc hết thời hạn"),
        "suspended": _("ngưng trong một thời gian"),
        "continued": _("được xác nhận là tiếp tục thực hiện"),
    }
    return tuple(Row(value, _(label), told[value]) for value, label in VALUE_LABELS.items())


def bases() -> tuple[Row, ...]:
    """Every kind of source of a claim, with whether a status may rest on it."""
    told = {
        "text": _("chính văn bản, hoặc văn bản cùng cấp trở lên và ban hành sau, viết ra; dùng để kết luận"),
        "table": _("danh mục đã đối chiếu với nguồn công khai; dùng để kết luận"),
        "unchecked": _("dòng của danh mục còn suy ra hoặc chưa đối chiếu; chỉ nêu"),
        "reported": _("tin bài, văn bản cấp dưới, hoặc văn bản thứ ba kể lại; chỉ nêu"),
        "sample": _("văn bản minh họa nói về văn bản thật; chỉ nêu"),
    }
    return tuple(Row(value, _(label), told[value]) for value, label in BASIS_LABELS.items())


def order_of_sources() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The table of precedence: what a value is, then the kinds of its source, the strongest first."""
    return tuple(
        (words.word("field", field), tuple(words.word("source_kind", kind) for kind in kinds))
        for field, kinds in precedence.table().items()
    )


def kinds_of_reference() -> tuple[Row, ...]:
    """Every form in which a text may refer to another, with an example in the place of its meaning."""
    told = {
        "number": "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai",
        "bare": "Chỉ thị 05 của Bộ Chính trị",
        "plenum": "Nghị quyết Trung ương 4 khóa XII",
        "congress": "Nghị quyết Đại hội XIII của Đảng",
        "law": "khoản 2 Điều 3 Luật Đất đai năm 2024",
        "back": "Chỉ thị nói trên",
    }
    return tuple(Row(kind, words.word("kind", kind), example) for kind, example in told.items())


def related() -> tuple[Row, ...]:
    """Every relation: its name from the citing work, from the cited one, what it means."""
    return tuple(Row(_(one.inverse_label), words.relation(one.id), one.meaning) for one in relations())
