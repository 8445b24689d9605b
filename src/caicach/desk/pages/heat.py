"""The heat map: agencies by area, the worst first; one table for each level of government."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from caicach.agencies.constants import AgencyLevel
from caicach.desk.pages.rates import FEWEST, legend, rounded, short_text, spoken, tone_of
from caicach.desk.pages.rows import Rows
from caicach.obligations.selectors import AgencyTally, Tally
from caicach.ui.notation import number_text
from caicach.ui.values import Link
from reform.areas import OTHER, areas

__all__ = ["Cell", "Heat", "HeatRow", "heat_of"]

SHOWN = 40  # rows of one table, until all are asked for
# Titles of the tabs, in their order.
_LEVELS = (AgencyLevel.CENTRAL, AgencyLevel.PROVINCE, AgencyLevel.DISTRICT, AgencyLevel.COMMUNE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it shows, says and opens."""

    text: str
    say: str
    url: str
    tone: str  # "k1" … "k5", "kx", or "" for too few
    due: int  # the rows it opens

    @classmethod
    def of(cls, tally: Tally, url: str) -> "Cell":
        """Return the cell of ``tally``; nothing due opens nothing."""
        tone = tone_of(tally)
        if tone == "k5" and tally.on_time == tally.due:
            tone = "k5 full"
        return cls(short_text(tally), spoken(tally), url if tally.due else "", tone, tally.due)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """An agency, or a sum of agencies."""

    name: str
    url: str
    cells: tuple[Cell, ...]
    whole: Cell


@dataclass(frozen=True, slots=True)
class Heat:
    """One table, and the way to the others."""

    tabs: tuple[Link, ...]  # none where there is one level
    heads: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    sums: tuple[HeatRow, ...]  # of this table, of all levels
    columns: int
    caption: str
    count: int  # agencies of this level
    more_url: str  # all of them; empty where all are shown
    legend: tuple[tuple[str, str], ...]


def heat_of(agencies: Sequence[AgencyTally], rows: Rows, *, area: str, own: str, query: QueryDict, today: date) -> Heat:
    """Return the table that the address asks for (``table``: a level; ``rows``: "all").

    Args:
        agencies: What fell due at each; not empty.
        rows: Addresses of the rows behind a cell.
        area: Code of the one area to show; empty: all.
        own: Name of the reader's agency, whose level is shown unasked.
        query: The address.
        today: Names the areas.
    """
    by_level = {level: [one for one in agencies if one.agency.level == level] for level in _LEVELS}
    there = [level for level in _LEVELS if by_level[level]]
    current = next((level for level in there if level == query.get("table")), _first(by_level, there, own))
    columns = _columns(agencies, area, today)
    mine = sorted(by_level[current], key=_worst_first)
    shown = mine if query.get("rows") == "all" else mine[:SHOWN]
    return Heat(
        tabs=_tabs(by_level, there, current, query) if len(there) > 1 else (),
        heads=tuple(columns.values()),
        rows=tuple(_row(one, columns, rows) for one in shown),
        sums=_sums(by_level, there, current, columns, rows),
        columns=len(columns) + 2,
        caption=_("Tỷ lệ nhiệm vụ đúng hạn theo cơ quan và lĩnh vực, đơn vị phần trăm, thấp nhất ở trên"),
        count=len(mine),
        more_url=_address(query, rows="all") if len(shown) < len(mine) else "",
        legend=legend(),
    )


def _first(
    by_level: Mapping[AgencyLevel, Sequence[AgencyTally]], there: Sequence[AgencyLevel], own: str
) -> AgencyLevel:
    """Return the level shown unasked: that of the reader's agency, else the highest there is."""
    return next((level for level in there if any(one.agency.name == own for one in by_level[level])), there[0])


def _columns(agencies: Iterable[AgencyTally], asked: str, today: date) -> dict[str, str]:
    """Return the areas by code: the one asked for, or all; the locality's own only where something of it fell due."""
    present = {code for one in agencies for code in one.by_area}
    known = {area.code: area.short_name for area in areas(today)}
    return {
        code: name
        for code, name in known.items()
        if (not asked or code == asked) and (code != OTHER or OTHER in present)
    }


def _worst_first(one: AgencyTally) -> tuple[bool, Decimal, int, str]:
    """Order by share; who has too few to compare comes last, by name."""
    whole = one.whole
    few = whole.due < FEWEST
    return (few, Decimal(0) if few else rounded(whole), 0 if few else -whole.late, one.agency.sort_key)


def _row(one: AgencyTally, columns: Mapping[str, str], rows: Rows) -> HeatRow:
    uid = str(one.agency.uid)
    cells = (Cell.of(one.by_area.get(code, _NOTHING), rows.cell(uid, code)) for code in columns)
    url = rows.cell(uid, "")
    return HeatRow(one.agency.name, url, tuple(cells), Cell.of(one.whole, url))


def _sums(
    by_level: Mapping[AgencyLevel, Sequence[AgencyTally]],
    there: Sequence[AgencyLevel],
    current: AgencyLevel,
    columns: Mapping[str, str],
    rows: Rows,
) -> tuple[HeatRow, ...]:
    """Return the sum of the table, and of all levels where there are several."""
    sums = [_sum(_level_words(current, len(by_level[current])), by_level[current], columns, rows, level=current)]
    if len(there) > 1:
        everybody = [one for level in there for one in by_level[level]]
        sums.append(
            _sum(_("Tất cả %(count)s cơ quan") % {"count": number_text(len(everybody))}, everybody, columns, rows)
        )
    return tuple(sums)


def _sum(
    name: str, agencies: Sequence[AgencyTally], columns: Mapping[str, str], rows: Rows, *, level: str = ""
) -> HeatRow:
    asked = {"level": str(level)} if level else {}
    cells = (
        Cell.of(Tally.of(one.by_area.get(code, _NOTHING) for one in agencies), rows.due(area=code, **asked))
        for code in columns
    )
    whole = Tally.of(one.whole for one in agencies)
    return HeatRow(name, "", tuple(cells), Cell.of(whole, rows.due(**asked)))


def _level_words(level: AgencyLevel, count: int) -> str:
    return _("%(count)s cơ quan cấp %(level)s") % {"count": number_text(count), "level": level.label}


def _tabs(
    by_level: Mapping[AgencyLevel, Sequence[AgencyTally]],
    there: Sequence[AgencyLevel],
    current: AgencyLevel,
    query: QueryDict,
) -> tuple[Link, ...]:
    return tuple(
        Link(
            _("Cấp %(level)s") % {"level": level.label},
            _address(query, table=level.value, rows=""),
            current=level == current,
            count=len(by_level[level]),
        )
        for level in there
    )


def _address(query: QueryDict, **changes: str) -> str:
    """Return this page with other words, at the heat map."""
    changed = query.copy()
    for word, value in changes.items():
        changed.pop(word, None)
        if value:
            changed[word] = value
    return f"?{changed.urlencode()}#ban-do-nhiet"


_NOTHING = Tally()
