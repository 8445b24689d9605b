"""The figures of one score as a table shows them, each with the rows behind it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.desk.pages.score_rows import ScoreRows
from caicach.obligations.selectors import Score
from caicach.ui.notation import NOTHING, decimal_text, number_text, percent_text

__all__ = ["ScoreCell", "cells_of", "heads", "share_text"]


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """One figure: what it is, says and opens."""

    head: str
    text: str
    note: str = ""  # grey, behind it
    url: str = ""  # empty: there are no rows
    is_main: bool = False  # shown on phones too
    is_bad: bool = False


def heads() -> tuple[str, ...]:
    """Return the titles of the columns, in the order of ``cells_of``."""
    return tuple(cell.head for cell in cells_of(Score(), None, fewest=1))


def cells_of(score: Score, rows: ScoreRows | None, *, fewest: int) -> tuple[ScoreCell, ...]:
    """Return the figures of ``score``; without ``rows`` they open nothing."""

    def url(figure: str, count: int) -> str:
        return rows.of(figure) if rows is not None and count else ""

    def count(head: str, figure: str, number: int, note: str = "") -> ScoreCell:
        return ScoreCell(head, number_text(number), note if number else "", url(figure, number))

    given_back, own = _percent(score.given_back_share), _percent(score.subjective_share) or NOTHING
    return (
        ScoreCell(_("Tỷ lệ đúng hạn"), share_text(score, fewest), url=url("on_time", score.on_time), is_main=True),
        replace(count(_("Đến hạn"), "due", score.due), is_main=True),
        count(_("Đúng hạn"), "on_time", score.on_time),
        count(_("Nộp muộn"), "met_late", score.met_late),
        replace(count(_("Quá hạn"), "late", score.late), is_main=True, is_bad=bool(score.late)),
        count(_("Bị trả lại"), "given_back", score.given_back, note=given_back),
        ScoreCell(_("Số ngày trễ"), _days(score.mean_behind_days), url=url("behind", score.behind)),
        ScoreCell(_("Giao đến nghiệm thu, ngày"), _days(score.mean_accepted_days), url=url("accepted", score.accepted)),
        ScoreCell(_("Chủ quan"), own, url=url("subjective", score.subjective)),
        count(_("Chưa nêu nguyên nhân"), "unexplained", score.unexplained),
        count(_("Chờ cơ quan khác"), "waiting", score.waiting),
    )


def share_text(score: Score, fewest: int) -> str:
    """Return "85,71 %"; "1/2" where too little fell due for a share; a dash where nothing did."""
    if not score.due:
        return NOTHING
    if score.due < fewest:
        return f"{number_text(score.on_time)}/{number_text(score.due)}"
    return _percent(score.on_time_share)


def _days(value: Decimal | None) -> str:
    return NOTHING if value is None else decimal_text(value, 1)


def _percent(value: Decimal | None) -> str:
    if value is None:
        return ""
    return percent_text(100, 0) if value == 100 else percent_text(value)
