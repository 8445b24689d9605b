"""The board of a round: the points of every stage side by side, what is missing, and the act that settles."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.constants import AssessmentState, RoundState
from caicach.scoring.forms.settlement import MinutesForm, SettleForm
from caicach.scoring.models import ResultIssue, Round
from caicach.scoring.pages.assessment.frame import said_points
from caicach.scoring.selectors.settlement import Board, BoardRow, Readiness
from caicach.ui.notation import NOTHING, date_text, decimal_text, moment_text, number_text
from caicach.ui.values import Figure, Link

__all__ = ["BoardLine", "BoardPage", "BoardSent", "IssueLine", "board_page", "signed_difference"]

LINES_A_PAGE = 50
_DEVIATING = "khac"  # of the filter: agencies with points settled other than appraised
_DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One agency as a row."""

    rank: str
    agency: str
    kind: str
    url: str
    claimed: str
    appraised: str
    reviewed: str
    settled: str
    difference: str
    tone: str
    index: str
    grade: str
    differing: str
    deviating: str


@dataclass(frozen=True, slots=True)
class IssueLine:
    """One issue of the results as a row."""

    number: str
    when: str
    who: str
    reason: str
    decision: str
    decision_url: str
    minutes: str
    minutes_url: str
    digest: str


@dataclass(frozen=True, slots=True)
class BoardSent:
    """What was sent from the page and refused."""

    form: SettleForm | None = None
    minutes: MinutesForm | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The board."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    problems: tuple[str, ...]
    chips: tuple[Link, ...]
    lines: tuple[BoardLine, ...]
    total: int
    page: "Page[Any]"
    query: QueryDict
    is_open: bool
    form: SettleForm | None  # None: nothing can be settled now, or not by this person
    form_url: str
    issues: tuple[IssueLine, ...]
    minutes: MinutesForm | None
    minutes_url: str
    paper_url: str
    round_url: str
    refused: str


def board_page(
    board: Board,
    readiness: Readiness | None,
    *,
    may_run: bool,
    query: QueryDict,
    sent: BoardSent | None = None,
) -> BoardPage:
    """Return the page; ``readiness`` is None once the round is settled."""
    round_, given = board.round, sent or BoardSent()
    kind = query.get("loai", "")
    rows = [row for row in board.rows if _passes(row, kind)]
    page = Paginator(rows, LINES_A_PAGE).get_page(query.get("trang", 1))
    is_open = round_.state == RoundState.OPEN
    problems = readiness.problems if readiness else ()
    may_settle = may_run and readiness is not None and not problems
    may_file = may_run and bool(board.issues)
    return BoardPage(
        title=_title(board, problems),
        kicker=f"{round_.title} · {RoundState(round_.state).label}",
        lead=_lead(board, problems),
        crumbs=_crumbs(round_),
        ribbon=_ribbon(board),
        problems=problems,
        chips=_chips(board, _url(round_), kind),
        lines=tuple(_line(row) for row in page),
        total=len(rows),
        page=page,
        query=query,
        is_open=is_open,
        form=(given.form or SettleForm(blanks=readiness.blanks)) if may_settle and readiness else None,
        form_url=_url(round_, "settle"),
        issues=tuple(_issue(one) for one in board.issues),
        minutes=(given.minutes or MinutesForm(auto_id="bb-%s")) if may_file else None,
        minutes_url=_url(round_, "minutes-signed"),
        paper_url=_url(round_, "minutes"),
        round_url=_url(round_, "round"),
        refused=given.refused,
    )


def _url(round_: Round, name: str = "settlement") -> str:
    return reverse(f"scoring:{name}", args=[round_.uid])


def _title(board: Board, problems: Sequence[str]) -> str:
    words = {"count": number_text(len(board.rows)), "problems": number_text(len(problems))}
    if board.round.state != RoundState.OPEN:
        return _("Đã công nhận kết quả của %(count)s cơ quan") % words
    if problems:
        return _("Công nhận kết quả: %(problems)s việc phải xong trước") % words
    return _("Công nhận kết quả của %(count)s cơ quan") % words


def _lead(board: Board, problems: Sequence[str]) -> str:
    if board.round.state != RoundState.OPEN:
        return _("Điểm đã chốt; sai sót chỉ sửa bằng một lần sửa kết quả, kết quả cũ giữ nguyên.")
    if problems:
        return ""
    return _(
        "Điểm công nhận là điểm thẩm định lại, không có thì điểm thẩm định; ghi điểm khác ở phiếu của từng cơ quan."
    )


def _crumbs(round_: Round) -> tuple[Link, ...]:
    return (
        Link(_("Chấm điểm"), reverse("scoring:list")),
        Link(round_.title, _url(round_, "round")),
        Link(_("Công nhận kết quả")),
    )


def _ribbon(board: Board) -> tuple[Figure, ...]:
    rows = board.rows
    done = sum(row.unit.assessment.state in (AssessmentState.REVIEWED, AssessmentState.SETTLED) for row in rows)
    of_all = f"/ {number_text(len(rows))}"
    differing, deviating = (sum(getattr(row, name) for row in rows) for name in ("differing", "deviating"))
    return (
        Figure(_("Xong thẩm định lại"), number_text(done), unit=of_all),
        Figure(_("Điểm khác tự chấm"), number_text(differing), unit=_("tiêu chí")),
        Figure(_("Công nhận khác thẩm định"), number_text(deviating), unit=_("tiêu chí")),
        Figure(_("Chỉ số trung bình"), _mean(rows), unit="%"),
    )


def _mean(rows: Sequence[BoardRow]) -> str:
    found = [row.unit.result.index for row in rows if row.unit.result.index is not None]
    return decimal_text(sum(found, Decimal(0)) / len(found)) if found else NOTHING


def _passes(row: BoardRow, kind: str) -> bool:
    if kind == _DEVIATING:
        return row.deviating > 0
    return not kind or row.unit.assessment.round_set.kind == kind


def _chips(board: Board, url: str, chosen: str) -> tuple[Link, ...]:
    kinds = dict.fromkeys(row.unit.assessment.round_set.kind for row in board.rows)
    labels = {"": _("Tất cả"), **{kind: _kind(kind).capitalize() for kind in kinds}}
    labels[_DEVIATING] = _("Công nhận khác thẩm định")
    return tuple(
        Link(
            label,
            f"{url}?loai={one}" if one else url,
            current=one == chosen,
            count=sum(_passes(row, one) for row in board.rows),
        )
        for one, label in labels.items()
    )


def _kind(kind: str) -> str:
    return str(LEVEL_WORDS.get(kind, kind))


def _line(row: BoardRow) -> BoardLine:
    unit, result = row.unit, row.unit.result
    sheet = unit.assessment
    difference = row.difference
    return BoardLine(
        rank=NOTHING if unit.rank is None else number_text(unit.rank),
        agency=sheet.agency.current_name,
        kind=_kind(sheet.round_set.kind),
        url=reverse("scoring:settlement-sheet", args=[sheet.uid]),
        claimed=said_points(row.claimed),
        appraised=said_points(row.appraised),
        reviewed=said_points(row.reviewed),
        settled=decimal_text(result.points),
        difference=signed_difference(difference),
        tone="t-bad" if difference is not None and difference < 0 else "",
        index=NOTHING if result.index is None else f"{decimal_text(result.index)}%",
        grade=result.grade.label if result.grade else NOTHING,
        differing=number_text(row.differing) if row.differing else "",
        deviating=number_text(row.deviating) if row.deviating else "",
    )


def signed_difference(difference: Decimal | None) -> str:
    """Return a difference with its sign: +0,50; −1,25; a dash where there is none."""
    if difference is None:
        return NOTHING
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{decimal_text(abs(difference))}"


def _issue(one: ResultIssue) -> IssueLine:
    decided = date_text(one.decided_on) if one.decided_on else ""
    return IssueLine(
        number=number_text(one.number),
        when=moment_text(one.at),
        who=str(one.by) if one.by else "",
        reason=one.reason or _("lần đầu"),
        decision=f"{one.decision_number} · {decided}" if one.decision_number else _("chưa công bố"),
        decision_url=_paper(one.document),
        minutes=str(one.minutes) if one.minutes else "",
        minutes_url=_paper(one.minutes),
        digest=one.digest[:_DIGEST_SHOWN],
    )


def _paper(document: Any) -> str:
    return "" if document is None else reverse("documents:detail", args=[document.uid])
