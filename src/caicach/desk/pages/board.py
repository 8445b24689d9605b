"""The board of scorecards: agencies of one kind beside one another, in ranks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.desk.forms import SpanForm, span_words
from caicach.desk.pages.score_cells import ScoreCell, cells_of, heads, share_text
from caicach.desk.pages.score_rows import ScoreRows
from caicach.obligations.constants import DutyOrigin
from caicach.obligations.selectors import ALL_PEERS, Board, BoardLine, PeerGroup, Score, score_definitions
from caicach.ui.notation import NOTHING, date_text, number_text
from caicach.ui.values import Fact, Figure, Link
from caicach.web.actor import Actor
from reform.scorecards import Span

__all__ = ["BoardPage", "RankLine", "definitions_of", "files_of", "kicker_of", "origin_links", "rank_text", "ribbon_of"]


@dataclass(frozen=True, slots=True)
class RankLine:
    """One agency of the table."""

    rank: str
    name: str
    url: str  # of its card
    cells: tuple[ScoreCell, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Everything on the page."""

    title: str
    kicker: str
    form: SpanForm
    here: str
    files: tuple[Link, ...]  # the same board as a file
    origins: tuple[Link, ...]  # none where all came from plans
    groups: tuple[Link, ...]  # none where there is one
    group: str
    ribbon: tuple[Figure, ...]
    heads: tuple[str, ...]
    lines: tuple[RankLine, ...]
    whole: tuple[ScoreCell, ...]
    whole_name: str
    ranking: str  # one sentence about the ranks
    definitions: tuple[Fact, ...]

    @classmethod
    def of(cls, actor: Actor, board: Board, form: SpanForm, query: QueryDict) -> "BoardPage":
        """Return the page of the group that the address asks for (``group``), else of the reader's own."""
        shown = next((one for one in board.groups if one.key == query.get("group")), _first(board.groups, actor))
        peers = shown.key if shown else ALL_PEERS
        whole = shown.whole if shown else Score()
        rows = ScoreRows(board.span, form.today, board.origin, peers=peers)
        return cls(
            title=_("Bảng điểm thực hiện nhiệm vụ: %(span)s") % {"span": span_words(board.span)},
            kicker=kicker_of(actor, board.span, form),
            form=form,
            here=reverse("desk:scorecard"),
            files=files_of(query),
            origins=origin_links(board.by_origin, board.origin, query),
            groups=_group_links(board.groups, shown, query) if len(board.groups) > 1 else (),
            group=shown.title if shown else "",
            ribbon=ribbon_of(whole, rows, board.fewest) if shown else (),
            heads=heads(),
            lines=tuple(_line(line, board, actor, form, query) for line in shown.lines) if shown else (),
            whole=cells_of(whole, rows, fewest=1),
            whole_name=_("Cả %(count)s cơ quan") % {"count": number_text(len(shown.lines))} if shown else "",
            ranking=_ranking(shown, board.fewest) if shown else "",
            definitions=definitions_of(board.fewest),
        )


def kicker_of(actor: Actor, span: Span, form: SpanForm) -> str:
    """Return whose figures these are, up to which day."""
    until = _("tính đến hết %(day)s") % {"day": date_text(max(span.first_on, span.until(form.today)))}
    return " · ".join(filter(None, [actor.agency_name, until]))


def files_of(query: QueryDict) -> tuple[Link, ...]:
    """Return this page as files."""
    return (
        Link(_("Tải bảng điểm (Word)"), address(query, format="docx"), icon="file-type-docx"),
        Link(_("Tải bảng điểm (Excel)"), address(query, format="xlsx"), icon="file-spreadsheet"),
    )


def origin_links(by_origin: "dict[str, Score]", current: str, query: QueryDict) -> tuple[Link, ...]:
    """Return a link for each origin with something due; none where there is nothing but plans."""
    there = [origin for origin in DutyOrigin if origin in by_origin or origin == current]
    if there == [DutyOrigin.PLAN]:
        return ()
    return tuple(
        Link(
            str(origin.label).capitalize(),
            address(query, origin="" if origin == DutyOrigin.PLAN else origin.value),
            current=origin == current,
            count=by_origin[origin].due if origin in by_origin else 0,
        )
        for origin in there
    )


def ribbon_of(score: Score, rows: ScoreRows, fewest: int) -> tuple[Figure, ...]:
    """Return the four headline figures of a score."""
    share, due = share_text(score, fewest), number_text(score.due)
    of_due = _("trong %(due)s nhiệm vụ đến hạn") % {"due": due}
    waiting = _("thêm %(count)s việc chờ cơ quan khác") % {"count": number_text(score.waiting)} if score.waiting else ""
    given_back = of_due if score.due else ""
    return (
        Figure(_("Nhiệm vụ đến hạn"), due, note=waiting, url=rows.of("due")),
        Figure(_("Đúng hạn"), share, note=f"{number_text(score.on_time)} {of_due}", url=rows.of("on_time")),
        Figure(
            _("Quá hạn chưa xong"),
            number_text(score.late),
            note=_("và %(count)s đã nộp muộn") % {"count": number_text(score.met_late)},
            url=rows.of("late"),
            tone="bad" if score.late else "",
        ),
        Figure(_("Bị trả lại"), number_text(score.given_back), note=given_back, url=rows.of("given_back")),
    )


def definitions_of(fewest: int) -> tuple[Fact, ...]:
    """Return what each figure means, as facts."""
    return tuple(Fact(name, words) for name, words in score_definitions(fewest))


def rank_text(line: BoardLine) -> str:
    """Return the rank; a dash for whoever has none."""
    return NOTHING if line.rank is None else number_text(line.rank)


def address(query: QueryDict, **changes: str) -> str:
    """Return this page with other words."""
    changed = query.copy()
    changed.pop("format", None)
    for word, value in changes.items():
        changed.pop(word, None)
        if value:
            changed[word] = value
    return f"?{changed.urlencode()}"


def _line(line: BoardLine, board: Board, actor: Actor, form: SpanForm, query: QueryDict) -> RankLine:
    uid = line.agency.agency.uid
    rows = ScoreRows(board.span, form.today, board.origin, agency=str(uid))
    return RankLine(
        rank=rank_text(line),
        name=line.agency.agency.name,
        url=reverse("desk:card", args=[uid]) + address(query, group=""),
        cells=cells_of(line.score, rows, fewest=board.fewest),
        is_own=line.agency.agency.name == actor.agency_name,
    )


def _first(groups: Sequence[PeerGroup], actor: Actor) -> PeerGroup | None:
    """Return the group that the reader's agency stands in, else the largest one."""
    own = (group for group in groups if any(line.agency.agency.name == actor.agency_name for line in group.lines))
    return next(own, max(groups, key=lambda group: len(group.lines), default=None))


def _group_links(groups: Sequence[PeerGroup], shown: PeerGroup | None, query: QueryDict) -> tuple[Link, ...]:
    return tuple(
        Link(group.title, address(query, group=group.key), current=group is shown, count=len(group.lines))
        for group in groups
    )


def _ranking(group: PeerGroup, fewest: int) -> str:
    if len(group.lines) == 1:
        return _("Một cơ quan trong phạm vi của bạn: không xếp hạng.")
    words = {
        "ranked": number_text(group.ranked_count),
        "all": number_text(len(group.lines)),
        "fewest": number_text(fewest),
    }
    return (
        _("Xếp hạng %(ranked)s trong %(all)s cơ quan; cùng tỷ lệ, cùng hạng; ít hơn %(fewest)s nhiệm vụ thì không xếp.")
        % words
    )
