"""The card of one agency: its figures of one span, and what they were in the spans before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caicach.agencies.selectors import AgencyFacts
from caicach.desk.forms import SpanForm, span_text, span_words
from caicach.desk.pages.board import address, definitions_of, files_of, origin_links, rank_text, ribbon_of
from caicach.desk.pages.score_cells import ScoreCell, cells_of, share_text
from caicach.desk.pages.score_rows import ScoreRows
from caicach.obligations.selectors import AgencyScore, Board, Score, agency_scored, board_of, scores_through
from caicach.ui.charts import AREA, INK, THIS_YEAR, drawing
from caicach.ui.notation import date_text, decimal_text, number_text, percent_text
from caicach.ui.values import Figure, Link
from caicach.web.actor import Actor
from reform.scorecards import Part, Span, spans_until

__all__ = ["SPANS_SHOWN", "CardFacts", "CardPage", "SpanLine", "card_facts"]

SPANS_SHOWN = 8  # spans of the trend
_FEWEST_POINTS = 2  # that make a line


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card is made of."""

    agency: AgencyFacts
    board: Board  # of everything the actor sees, for the rank
    score: AgencyScore | None  # None: nothing fell due
    spans: Sequence[Span]  # the oldest first; the last one is that of the card
    through: Sequence[Score]  # of these spans


def card_facts(actor: Actor, uid: UUID, span: Span, *, origin: str, today: date) -> CardFacts:
    """Return what the card of the agency ``uid`` shows: the queries of the board, and two.

    Raises:
        Beyond: there is no such agency in the actor's subtrees.
    """
    agency = agency_scored(actor, uid)
    board = board_of(actor, span, today=today, origin=origin)
    spans = spans_until(span, SPANS_SHOWN)
    through = scores_through(actor, uid, spans, origin=origin, today=today)
    return CardFacts(agency, board, board.score_of(uid), spans, through)


@dataclass(frozen=True, slots=True)
class SpanLine:
    """One span of the trend, as numbers."""

    name: str
    share: str
    count: str  # "9 trong 10"
    url: str


@dataclass(frozen=True, slots=True)
class CardPage:
    """Everything on the page."""

    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    form: SpanForm
    here: str
    files: tuple[Link, ...]
    origins: tuple[Link, ...]
    place: str  # "Hạng 17 trong 60 …"; empty without one
    ribbon: tuple[Figure, ...]
    cells: tuple[ScoreCell, ...]
    wide: SafeString
    narrow: SafeString
    trend: tuple[SpanLine, ...]
    is_empty: bool
    definitions: tuple[Any, ...]

    @classmethod
    def of(cls, facts: CardFacts, form: SpanForm, query: QueryDict, *, today: date) -> "CardPage":
        """Return the page."""
        board = facts.board
        span, origin, uid = board.span, board.origin, str(facts.agency.uid)
        score = facts.score.score(origin) if facts.score else Score()
        rows = ScoreRows(span, today, origin, agency=uid)
        wide, narrow = _drawings(facts, board.fewest)
        return cls(
            title=_("%(agency)s: %(span)s") % {"agency": facts.agency.name, "span": span_words(span)},
            kicker=_("tính đến hết %(day)s") % {"day": date_text(max(span.first_on, span.until(today)))},
            crumbs=(
                Link(_("Bảng điểm"), reverse("desk:scorecard") + address(query)),
                Link(facts.agency.name),
            ),
            form=form,
            here=reverse("desk:card", args=[facts.agency.uid]),
            files=files_of(query),
            origins=origin_links(dict(facts.score.by_origin) if facts.score else {}, origin, query),
            place=_place(facts),
            ribbon=ribbon_of(score, rows, board.fewest),
            cells=cells_of(score, rows, fewest=board.fewest),
            wide=wide,
            narrow=narrow,
            trend=tuple(
                _span_line(one, ScoreRows(that, today, origin, agency=uid), that, board.fewest)
                for that, one in zip(facts.spans, facts.through, strict=True)
            ),
            is_empty=not (score.due or score.waiting),
            definitions=definitions_of(board.fewest),
        )


def _place(facts: CardFacts) -> str:
    """Return the rank in words; why there is none."""
    found = facts.board.place_of(facts.score) if facts.score else None
    if found is None:
        return ""
    group, line = found
    if line.rank is not None:
        return _("Hạng %(rank)s trong %(count)s cơ quan được xếp hạng của nhóm “%(group)s”") % {
            "rank": rank_text(line),
            "count": number_text(group.ranked_count),
            "group": group.title,
        }
    if line.score.due < facts.board.fewest:
        words = _("Ít hơn %(fewest)s nhiệm vụ đến hạn: không tính tỷ lệ, không xếp hạng")
        return words % {"fewest": number_text(facts.board.fewest)}
    return _("Bạn chỉ xem bảng điểm của một cơ quan trong nhóm “%(group)s”: không có hạng") % {"group": group.title}


def _span_line(score: Score, rows: ScoreRows, span: Span, fewest: int) -> SpanLine:
    count = _("%(on_time)s trong %(due)s") % {"on_time": number_text(score.on_time), "due": number_text(score.due)}
    return SpanLine(span_text(span), share_text(score, fewest), count, rows.of("due") if score.due else "")


@dataclass(frozen=True, slots=True)
class _Point:
    name: str
    share: float


def _drawings(facts: CardFacts, fewest: int) -> tuple[SafeString, SafeString]:
    """Return the drawing for desks and the one for phones; two empty ones where there is no line to draw."""
    points = [
        _Point(_short(span), float(score.on_time_share or 0))
        for span, score in zip(facts.spans, facts.through, strict=True)
        if score.due >= fewest
    ]
    if len(points) < _FEWEST_POINTS:
        return SafeString(""), SafeString("")
    say = _("Tỷ lệ đúng hạn qua các kỳ: %(first)s ở %(from)s, %(last)s ở %(to)s.") % {
        "first": percent_text(points[0].share),
        "from": points[0].name,
        "last": percent_text(points[-1].share),
        "to": points[-1].name,
    }
    return (
        drawing(_chart(points, 460), label=say, extra_class="not-phone"),
        drawing(_chart(points[-4:], 250), label=say, extra_class="only-phone"),
    )


def _short(span: Span) -> str:
    """Return "QI/2026", "6T/2026", "2026", or the month of a free span."""
    names = {
        Part.QUARTER_1: "QI",
        Part.QUARTER_2: "QII",
        Part.QUARTER_3: "QIII",
        Part.QUARTER_4: "QIV",
        Part.HALF_1: "6T đầu",
        Part.HALF_2: "6T cuối",
        Part.NINE_MONTHS: "9T",
    }
    if span.part is None:
        return f"{span.last_on:%d/%m/%y}"
    return f"{names[span.part]}/{span.year}" if span.part in names else f"{span.year}"


def _chart(points: Sequence[_Point], width: int) -> dict[str, Any]:
    lowest = min(point.share for point in points)
    floor = min(70, max(0, int(lowest // 10) * 10 - 10))
    values = [{"name": one.name, "share": one.share, "floor": floor, "text": decimal_text(one.share)} for one in points]
    label = {"type": "text", "dy": -10, "color": INK, "fontSize": 12, "fontWeight": 600}
    y_axis = {"values": list(range(floor, 101, 10)), "grid": True, "labelPadding": 8, "format": "d"}
    return {
        "width": width,
        "height": 190,
        "autosize": "none",
        "padding": {"left": 38, "right": 30, "top": 24, "bottom": 28},
        "data": {"values": values},
        "encoding": {
            "x": {"field": "name", "type": "ordinal", "sort": None, "scale": {"type": "point", "padding": 0.3},
                  "axis": {"labelPadding": 10, "labelAngle": 0}},
            "y": {"field": "share", "type": "quantitative", "scale": {"domain": [floor, 100], "nice": False},
                  "axis": y_axis},
        },
        "layer": [
            {"mark": {"type": "area", "color": AREA, "opacity": 0.6}, "encoding": {"y2": {"field": "floor"}}},
            {"mark": {"type": "line", "color": THIS_YEAR, "strokeWidth": 2.5}},
            {"mark": {"type": "point", "filled": True, "color": THIS_YEAR, "size": 70, "opacity": 1}},
            {"mark": label, "encoding": {"text": {"field": "text", "type": "nominal"}}},
        ],
    }  # fmt: skip
