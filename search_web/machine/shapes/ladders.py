"""Which document governs a topic in a place on a day, level by level, with what it rests on and what carries it out."""

from search_web.machine.shapes.parts import Answer, CardOut, Count, IsoDate


class PlaceOut(Answer):
    """Nơi đã hiểu."""

    label: str
    province: str
    districts: list[str]
    commune: str | None


class RungCardOut(CardOut):
    """Văn bản của một cấp, cùng lý do."""

    points: float
    reason: str
    reasons: list[str]
    predecessor: str | None


class PastOut(CardOut):
    """Văn bản từng điều chỉnh, và văn bản thay thế nó."""

    how: str
    replaced_by: CardOut | None


class RungOut(Answer):
    """Một cấp của Đảng hoặc Nhà nước; `row` là null khi không có văn bản nào đủ chắc."""

    level: str
    level_label: str
    system: str
    system_label: str
    bodies: str
    state: str
    label: str
    margin: float | None
    row: RungCardOut | None
    runners: list[RungCardOut]
    past: list[PastOut]


class StepOut(Answer):
    """Một bước: văn bản này căn cứ hoặc thực hiện văn bản kia."""

    document: CardOut
    rests_on: CardOut
    relation: str
    relation_label: str
    sentence: str
    days_between: int | None
    depth: Count
    here: bool


class TurnOut(Answer):
    """Một lần thay thế."""

    earlier: CardOut
    later: CardOut
    since: IsoDate | None
    basis: str
    basis_label: str
    checked: bool


class LineOut(Answer):
    """Chuỗi thay thế: văn bản lúc đó và văn bản bây giờ."""

    turns: list[TurnOut]
    then: CardOut | None
    now: CardOut | None


class CascadeOut(Answer):
    """Căn cứ ở trên, triển khai ở dưới."""

    basis: list[StepOut]
    carried_out: list[StepOut]
    lines: list[LineOut]
    more: Count


class LadderOut(Answer):
    """Thang văn bản điều chỉnh một chủ đề ở một nơi, tính đến một ngày."""

    topic: str
    taken_as: str
    asked_place: str | None
    place: PlaceOut | None
    options: list[str]
    date: IsoDate
    notices: list[str]
    rungs: list[RungOut]
    cascade: CascadeOut | None


class PlaceWorkOut(CardOut):
    """Văn bản của một nơi trong bảng so sánh."""

    days_after: int | None
    relation: str | None


class ColumnOut(Answer):
    """Một nơi trong bảng so sánh."""

    name: str
    covers: list[str]
    mentioned: Count
    works: list[PlaceWorkOut]


class PlacesOut(Answer):
    """Hai nơi cạnh nhau về một chủ đề hoặc một văn bản."""

    topic: str
    central: CardOut | None
    bearers: list[CardOut]
    notices: list[str]
    places: list[ColumnOut]
