"""A criteria set as the flat rows of a sheet, to be looked through and changed offline.

Owns: the columns, the words of their cells, one row for each area, criterion, sub-criterion, bonus and penalty. Does
not: read rows (from_rows.py) or write files. Head, grades and links are not in rows: they stay as they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reform.areas import areas
from reform.index.model import (
    Adjustment,
    Appraiser,
    CriteriaSet,
    Criterion,
    IndexArea,
    ScoringKind,
    ScoringRule,
    Sign,
    SubCriterion,
)
from reform.index.row_words import proofs_text, states_text

__all__ = ["APPRAISERS", "COLUMNS", "KINDS", "YES", "Rank", "SetRow", "area_names", "set_rows"]

YES = "Có"
# Name of a cell -> the heading of its column.
COLUMNS: Mapping[str, str] = {
    "rank": "Cấp",
    "num": "STT",
    "label": "Lĩnh vực, tiêu chí, tiêu chí thành phần",
    "max": "Điểm tối đa",
    "how": "Cách tính điểm",
    "kind": "Kiểu chấm",
    "states": "Các mức",
    "value": "Công thức",
    "unit": "Đơn vị tính",
    "low": "Giá trị được 0 điểm",
    "high": "Giá trị được điểm tối đa",
    "each": "Điểm mỗi lần",
    "free": "Số lần không tính",
    "least_sample": "Số phiếu ít nhất",
    "proof": "Tài liệu kiểm chứng",
    "appraiser": "Cơ quan thẩm định",
    "can_be_left_out": "Có thể không áp dụng",
    "applies": "Điều kiện áp dụng",
    "lead_days": "Số ngày cần để thực hiện",
    "remedy": "Việc cần làm",
    "source": "Nguồn số liệu",
    "area": "Lĩnh vực của kế hoạch",
    "key": "Mã",
}


class Rank(StrEnum):
    """What a row is; the word stands in its first cell."""

    AREA = "Lĩnh vực"
    CRITERION = "Tiêu chí"
    LEAF = "Tiêu chí thành phần"
    BONUS = "Điểm thưởng"
    PENALTY = "Điểm trừ"


KINDS: Mapping[ScoringKind, str] = {
    ScoringKind.YES_NO: "Có, không",
    ScoringKind.CHOICE: "Chọn một mức",
    ScoringKind.STEPS: "Theo bậc",
    ScoringKind.SPAN: "Theo tỷ lệ giữa hai giá trị",
    ScoringKind.COUNT: "Cộng theo số lượng",
    ScoringKind.DEDUCTION: "Trừ theo số lượng",
    ScoringKind.FORMULA: "Theo công thức",
    ScoringKind.SURVEY: "Điều tra xã hội học",
    ScoringKind.EXTERNAL: "Kết quả do nơi khác công bố",
}
APPRAISERS: Mapping[Appraiser, str] = {
    Appraiser.STANDING: "Cơ quan thường trực",
    Appraiser.AREA: "Cơ quan chủ trì lĩnh vực",
    Appraiser.COUNCIL: "Hội đồng thẩm định",
}


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row of the sheet: its number there, from 1, and the cells that say something, by the names of ``COLUMNS``."""

    at: int
    cells: Mapping[str, str | Decimal]


def set_rows(one: CriteriaSet) -> tuple[SetRow, ...]:
    """Return the rows of ``one`` in printed order, bonuses and penalties last."""
    return tuple(SetRow(at, cells) for at, cells in enumerate(_rows(one), start=1))


def area_names(year: int) -> dict[str, str]:
    """Return the areas of the plans in force at the end of ``year``: code -> what their cells say."""
    return {area.code: area.short_name for area in areas(date(year, 12, 31))}


def _rows(one: CriteriaSet) -> Iterator[dict[str, str | Decimal]]:
    names = area_names(one.year)
    for area in one.areas:
        name, appraiser = names.get(area.area, area.area), APPRAISERS[area.appraiser]
        yield _said(Rank.AREA, area, max=area.points, area=name, appraiser=appraiser)
        for criterion in area.criteria:
            if criterion.is_alone:
                yield _leaf(Rank.CRITERION, criterion.leaves[0])
                continue
            yield _said(Rank.CRITERION, criterion, max=criterion.points)
            yield from (_leaf(Rank.LEAF, leaf) for leaf in criterion.leaves)
    for found in one.adjustments:
        rank = Rank.BONUS if found.sign is Sign.BONUS else Rank.PENALTY
        yield _said(rank, found, max=found.most, each=found.each, proof=proofs_text(found.proofs))


def _leaf(rank: Rank, leaf: SubCriterion) -> dict[str, str | Decimal]:
    return _said(
        rank,
        leaf,
        max=leaf.points,
        how=leaf.method,
        proof=proofs_text(leaf.proofs),
        appraiser=APPRAISERS[leaf.appraiser] if leaf.appraiser is not None else "",
        can_be_left_out=YES if leaf.can_be_left_out else "",
        applies=str(leaf.applies) if leaf.applies is not None else "",
        lead_days=Decimal(leaf.lead_days) if leaf.lead_days is not None else None,
        remedy=leaf.remedy,
        source=leaf.source,
        **_rule(leaf.rule),
    )


def _rule(rule: ScoringRule) -> dict[str, str | Decimal | None]:
    return {
        "kind": KINDS[rule.kind],
        "states": states_text(rule),
        "value": str(rule.value) if rule.value is not None else "",
        "unit": rule.unit,
        "low": rule.low,
        "high": rule.high,
        "each": rule.each,
        "free": rule.free or None,
        "least_sample": Decimal(rule.least_sample) if rule.least_sample else None,
    }


def _said(
    rank: Rank, one: IndexArea | Criterion | SubCriterion | Adjustment, **cells: str | Decimal | None
) -> dict[str, str | Decimal]:
    """Return the cells that say something, in the order of the columns."""
    said = {"rank": rank.value, "num": one.number, "label": one.label, "key": one.key, **cells}
    return {name: value for name in COLUMNS if (value := said.get(name)) not in (None, "")}
