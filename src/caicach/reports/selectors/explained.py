"""What was explained of figures that do not fit: given once beside the figure, it goes into the report.

Of the body's own figures what still does not fit counts; a reason for something that was mended since is told no more.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from caicach.figures.constants import ReturnKind
from caicach.figures.selectors import explanations_of, form_of, judged, sheet_for
from caicach.figures.selectors.drill import explained_below
from reform.forms import When
from reform.forms.figures import Filled
from reform.narratives import Item

if TYPE_CHECKING:
    from caicach.figures.models import Explanation, Return

__all__ = ["EACH", "TOLD", "explained_lists"]

TOLD = "giai_trinh"  # for the text: units that explain the same line stand in one item
EACH = "giai_trinh_tung_ban"  # for the annex: every explanation by itself
_NAMED = 3  # units that one item of the text quotes


def explained_lists(sheet: "Return", filled: Filled, earlier: Mapping[When, Filled]) -> dict[str, tuple[Item, ...]]:
    """Return what was explained about a return, of a whole by the units below too: two queries at most.

    Args:
        sheet: Whose figures the report takes.
        filled: Its figures, worked out.
        earlier: What they are held against.
    """
    own = tuple(_own(sheet, filled, earlier))
    labels = _labels(sheet)
    below = explained_below(sheet.period, labels) if sheet.kind == ReturnKind.WHOLE else ()
    told = [*(_item(issue, "", text, key) for issue, text, key in own), *_together(below, labels)]
    each = [
        *(_item(issue, "", text, key) for issue, text, key in own),
        *(_item(labels[one.line_key], one.sheet.agency.current_name, one.text, one.line_key) for one in below),
    ]
    return {TOLD: tuple(told), EACH: tuple(each)}


def _own(sheet: "Return", filled: Filled, earlier: Mapping[When, Filled]) -> Iterable[tuple[str, str, str]]:
    """Yield what does not fit with its reason, in printed order."""
    explained = explanations_of(sheet)
    if not explained:
        return
    rows = sheet_for(sheet.period.form, sheet.level).by_cell()
    for one in judged(sheet, filled, earlier=earlier, explained=explained).findings:
        said = explained.get((one.rule, one.cell))
        row = rows.get(one.cell)
        if said is not None:
            label = _named(row.line.number, row.line.label, row.label if row.depth else "") if row else ""
            wrong = one.sentence.partition(". ")[0].rstrip(".")
            yield f"{label}: {wrong}" if label else wrong, said.text, str(one.cell)


def _labels(sheet: "Return") -> dict[str, str]:
    lines = form_of(sheet.period.form).lines
    return {line.key: _named(line.number, line.label) for line in lines}


def _named(number: str, label: str, member: str = "") -> str:
    named = f"{number} {label}".strip()
    return f"{named} ({member})" if member else named


def _item(issue: str, unit: str, text: str, key: str) -> Item:
    values = {"vấn đề": issue, "đơn vị": unit, "giải trình": text}
    return Item({name: words for name, words in values.items() if words}, key=key)


def _together(below: Sequence["Explanation"], labels: Mapping[str, str]) -> list[Item]:
    """Return one item a line, with the first units' own words; the annex has all of them."""
    lines: dict[str, list[Explanation]] = {}
    for one in below:
        lines.setdefault(one.line_key, []).append(one)
    made = []
    for key in (key for key in labels if key in lines):
        said = lines[key]
        if len(said) == 1:
            made.append(_item(labels[key], said[0].sheet.agency.current_name, said[0].text, key))
            continue
        quoted = [f"{one.sheet.agency.current_name}: {one.text.rstrip(' .;')}" for one in said[:_NAMED]]
        rest = [f"và {len(said) - _NAMED} giải trình khác, xem phụ lục"] if len(said) > _NAMED else []
        units = len({one.sheet.agency_id for one in said})
        made.append(_item(labels[key], f"{units} đơn vị", "; ".join([*quoted, *rest]), key))
    return made
