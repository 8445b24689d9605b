"""The table of ranks of one kind: place, index as a bar, grade, movement, and the areas as shades."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from caicach.scoring.pages.ranking.chart import Columns, columns_of
from caicach.scoring.pages.ranking.words import (
    grade_place,
    kind_title,
    kind_words,
    raised,
    shade_legend,
    shade_of,
    shown_name,
)
from caicach.scoring.selectors.ranking import KindRanking, Standing, short_label
from caicach.ui.notation import decimal_text, number_text

__all__ = ["ALL", "LINES_A_PAGE", "AreaCell", "KindPanel", "Move", "PageLink", "RankLine", "kind_panel"]

LINES_A_PAGE = 20
ALL = "tat-ca"  # shown at once, to be printed
_MEDALS = 3
Address = Callable[[Standing], str]


@dataclass(frozen=True, slots=True)
class AreaCell:
    """What was reached of one area."""

    label: str
    text: str
    shade: str
    note: str  # why it is grey; empty: it is not


@dataclass(frozen=True, slots=True)
class Move:
    """How the place moved since last year."""

    text: str
    tone: str  # "up", "down", "flat"; empty: it does not compare
    icon: str = ""
    words: str = ""  # spoken, and what it does not compare with


@dataclass(frozen=True, slots=True)
class RankLine:
    """One agency."""

    rank: str  # empty: not ranked
    is_medal: bool
    name: str
    url: str
    width: str  # of the bar, of 100
    index: str
    grade: str
    dot: str
    move: Move
    cells: tuple[AreaCell, ...]
    coverage: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class PageLink:
    """One page of a table."""

    number: str
    url: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class KindPanel:
    """All agencies of one kind."""

    id: str
    title: str
    note: str
    caption: str
    heads: tuple[str, ...]
    since: str  # heading of the column of movements; empty: nothing compares
    has_coverage: bool
    lines: tuple[RankLine, ...]
    legend: tuple[tuple[str, str], ...]
    grey: str  # what grey cells mean; empty: there are none
    pages: tuple[PageLink, ...]
    range: str  # "Hạng 1 đến 20 trong 60"
    ties: str
    chart: Columns | None


def kind_panel(
    kind: KindRanking, *, address: Address, own_id: int | None, query: Mapping[str, str], marked: str = ""
) -> KindPanel:
    """Return the table of a kind.

    Args:
        kind: Its agencies.
        address: Where the sheet of one stands; empty: the reader may not open it.
        own_id: The agency that is marked.
        query: Of the address: which pages are open.
        marked: Why that agency is marked, in words.
    """
    found = _Panel(kind, address, own_id, dict(query))
    shown = found.shown
    # A year in which whole kinds were drawn anew moves nobody: the column would be empty.
    since = _("So %(year)s") % {"year": kind.earlier.year} if kind.is_ranked and kind.is_compared else ""
    return KindPanel(
        id=f"h-{kind.kind}",
        title=kind_title(kind.kind, len(kind.standings)),
        note=found.note(),
        caption=_("Xếp hạng %(kind)s") % {"kind": kind_words(kind.kind)},
        heads=found.heads,
        since=since,
        has_coverage=any(one.scored_maximum is not None for one in kind.standings),
        lines=tuple(found.line(one) for one in shown),
        legend=shade_legend(),
        grey=_("ô xám: có khảo sát mẫu nhỏ") if any(one.small_areas for one in shown) else "",
        pages=found.pages(),
        range=found.range(),
        ties=_("Cùng điểm đến %(digits)s chữ số thập phân thì cùng hạng") % {"digits": kind.criteria.digits}
        if kind.is_ranked else "",
        chart=columns_of(kind, own_id=own_id, marked=marked) if len(kind.standings) > LINES_A_PAGE else None,
    )  # fmt: skip


@dataclass(frozen=True)
class _Panel:
    kind: KindRanking
    address: Address
    own_id: int | None
    query: dict[str, str]

    @property
    def _word(self) -> str:
        return f"trang-{self.kind.kind}"

    @property
    def _count(self) -> int:
        return -(-len(self.kind.standings) // LINES_A_PAGE)

    @property
    def _at(self) -> int:
        text = self.query.get(self._word, "")
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
        return min(max(number, 1), max(self._count, 1))

    @property
    def is_whole(self) -> bool:
        return ALL in self.query or self._count <= 1

    @property
    def shown(self) -> tuple[Standing, ...]:
        first = (self._at - 1) * LINES_A_PAGE
        return self.kind.standings if self.is_whole else self.kind.standings[first : first + LINES_A_PAGE]

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(short_label(area, self.kind.criteria.year) for area in self.kind.criteria.areas)

    def note(self) -> str:
        """Return the grey sentence behind the title: why places do not compare, or what the names lead to."""
        earlier = self.kind.earlier
        words = {"year": earlier.year}
        if not self.kind.is_ranked:
            return _("chỉ một cơ quan nên không xếp hạng")
        if self.kind.is_compared:
            return _("bấm tên để xem phiếu điểm từng tiêu chí")
        if not earlier.is_there:
            return _("chưa có kết quả năm %(year)s được công bố để so") % words
        if earlier.forebears:
            return _("năm đầu chấm theo địa giới mới, chưa so với năm %(year)s") % words
        return _("năm %(year)s chưa chấm các cơ quan này, nên chưa so được") % words

    def line(self, one: Standing) -> RankLine:
        is_ranked = one.rank is not None and self.kind.is_ranked
        return RankLine(
            rank=number_text(one.rank) if is_ranked and one.rank is not None else "",
            is_medal=is_ranked and (one.rank or 0) <= _MEDALS,
            name=raised(shown_name(one.name)),
            url=self.address(one),
            width=f"{one.index or Decimal(0):f}",
            index=decimal_text(one.index, self.kind.criteria.digits) if one.index is not None else "–",
            grade=one.grade_label,
            dot=grade_place(self.kind.criteria, one.grade_key)[0],
            move=self._move(one),
            cells=tuple(
                self._cell(one, area.key, head) for area, head in zip(self.kind.criteria.areas, self.heads, strict=True)
            ),
            coverage=_coverage(one),
            is_own=one.agency_id == self.own_id,
        )

    def _cell(self, one: Standing, area_key: str, label: str) -> AreaCell:
        percent = one.percent(area_key)
        if percent is None:
            return AreaCell(label, "–", "", _("không áp dụng"))
        if area_key in one.small_areas:
            words = {"count": number_text(one.small_areas[area_key])}
            return AreaCell(label, decimal_text(percent, 1), "kx", _("mẫu nhỏ: %(count)s phiếu") % words)
        return AreaCell(label, decimal_text(percent, 1), shade_of(percent), "")

    def _move(self, one: Standing) -> Move:
        place = self.kind.earlier.places.get(one.agency_id)
        if place is None or one.rank is None:
            before = self.kind.earlier.forebears.get(one.agency_id, ())
            return Move(
                _("mới"), "", words=_("từ %(names)s") % {"names": ", ".join(map(shown_name, before))} if before else ""
            )
        places = place.rank - one.rank
        if not places:
            return Move(_("giữ"), "flat", words=_("hạng %(rank)s") % {"rank": place.rank})
        if places > 0:
            return Move(number_text(places), "up", "arrow-up", _("bậc, tăng"))
        return Move(number_text(-places), "down", "arrow-down", _("bậc, giảm"))

    def pages(self) -> tuple[PageLink, ...]:
        if self.is_whole:
            return ()
        size, total = LINES_A_PAGE, len(self.kind.standings)
        kept = {name: value for name, value in self.query.items() if name != self._word}
        return tuple(
            PageLink(
                number=number_text(number),
                url=f"?{urlencode({**kept, self._word: number})}#h-{self.kind.kind}",
                label=_("Trang %(number)s, cơ quan %(first)s đến %(last)s")
                % {"number": number, "first": (number - 1) * size + 1, "last": min(number * size, total)},
                is_current=number == self._at,
            )
            for number in range(1, self._count + 1)
        )

    def range(self) -> str:
        """Return which places are shown; of agencies without a place how many."""
        if not self.kind.is_ranked or self.is_whole:
            return ""
        ranks = [one.rank for one in self.shown if one.rank is not None]
        total = number_text(sum(one.rank is not None for one in self.kind.standings))
        without = len(self.shown) - len(ranks)
        said = [
            _("Hạng %(first)s đến %(last)s trong %(total)s")
            % {"first": number_text(ranks[0]), "last": number_text(ranks[-1]), "total": total}
        ] if ranks else []  # fmt: skip
        if without:
            said.append(_("%(count)s cơ quan chưa xếp hạng") % {"count": number_text(without)})
        return ", ".join(said)


def _coverage(one: Standing) -> str:
    """Return how much of what applies has points; all of it where everything has."""
    if one.scored_maximum is None:
        return "100 %"
    if not one.maximum:
        return "–"
    return f"{decimal_text(one.scored_maximum * 100 / one.maximum, 0)} %"
