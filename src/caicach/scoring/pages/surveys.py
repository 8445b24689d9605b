"""Results of surveys and of other bodies in a round: how far they are, the workbook, and what a filled one changes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.forms.surveys import SurveyForm
from caicach.scoring.imports.surveys import SurveyDiff, SurveyLine
from caicach.scoring.pages.appraisal.tabs import Way, ways_of
from caicach.scoring.pages.assessment.frame import leaf_url, plain, said_points
from caicach.scoring.selectors.surveys import Outside, Survey
from caicach.ui.notation import number_text
from caicach.ui.values import Figure, Link

__all__ = ["ChangeRow", "LeafRow", "SurveyPage", "survey_page"]


@dataclass(frozen=True, slots=True)
class LeafRow:
    """One sub-criterion as a row: of how many agencies there is a result."""

    title: str
    url: str
    most: str
    entered: str
    small: str  # how many rest on too few answers; empty: none
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One result that would change."""

    value: str  # as it is sent back: one line of JSON
    leaf: str
    agency: str
    url: str
    old: str
    new: str
    points: str
    sample: str
    source: str
    is_small: bool
    is_tiny: bool
    is_newer: bool


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """The page."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    tabs: tuple[Link, ...]
    ribbon: tuple[Figure, ...]
    leaves: tuple[LeafRow, ...]
    rows: tuple[ChangeRow, ...]
    problems: tuple[str, ...]
    said: str  # what the file came to
    is_read: bool
    form: SurveyForm
    error: str
    url: str
    take_url: str
    book_url: str
    can_enter: bool


def survey_page(
    survey: Survey,
    ways: Iterable[Way],
    *,
    form: SurveyForm,
    diff: SurveyDiff | None = None,
    error: str = "",
    problems: Sequence[str] = (),
) -> SurveyPage:
    """Return the page; ``diff`` is None before a workbook was read; ``problems``: of what could not be kept."""
    round_ = survey.round

    def address(name: str) -> str:
        return reverse(f"scoring:{name}", args=[round_.uid])

    missing = sum(not row.score.claimed_value for row in survey.rows)
    said = _("Khảo sát: còn %(count)s kết quả chưa nhập") if missing else _("Khảo sát: đã nhập đủ kết quả")
    return SurveyPage(
        title=said % {"count": number_text(missing)},
        kicker=round_.title,
        lead=_("Tải mẫu về điền, nạp lại; xem mọi lỗi và mọi thay đổi trước khi lưu."),
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(round_.title, reverse("scoring:round", args=[round_.uid])),
            Link(_("Thẩm định"), reverse("scoring:appraisal", args=[round_.uid])),
            Link(_("Khảo sát, kết quả bên ngoài")),
        ),
        tabs=ways_of(round_, ways, Way.SURVEYS),
        ribbon=_ribbon(survey, missing),
        leaves=_leaves(survey),
        rows=tuple(map(_change, diff.lines)) if diff else (),
        problems=(*problems, *(diff.problems if diff else ())),
        said=_said(diff) if diff else "",
        is_read=diff is not None,
        form=form,
        error=error,
        url=address("surveys"),
        take_url=address("survey-take"),
        book_url=address("survey-book"),
        can_enter=any(row.stage is not None for row in survey.rows),
    )


def _ribbon(survey: Survey, missing: int) -> tuple[Figure, ...]:
    small, closed = sum(row.is_small for row in survey.rows), sum(row.stage is None for row in survey.rows)
    total = len(survey.rows)
    why_small, why_closed = _("số phiếu dưới mức của bộ tiêu chí"), _("cơ quan chưa khóa hoặc đã công nhận")
    return (
        Figure(_("Kết quả phải có"), number_text(total)),
        Figure(_("Đã nhập"), number_text(total - missing), unit=f"/ {number_text(total)}"),
        Figure(_("Mẫu nhỏ"), number_text(small), tone="bad" if small else "", note=why_small),
        Figure(_("Chưa nhập được"), number_text(closed), note=why_closed),
    )


def _leaves(survey: Survey) -> tuple[LeafRow, ...]:
    by_key: dict[str, list[Outside]] = {}
    for row in survey.rows:
        by_key.setdefault(row.leaf.key, []).append(row)
    return tuple(_leaf(survey, some) for some in by_key.values())


def _leaf(survey: Survey, rows: Sequence[Outside]) -> LeafRow:
    leaf = rows[0].leaf
    entered, small = sum(bool(row.score.claimed_value) for row in rows), sum(row.is_small for row in rows)
    return LeafRow(
        title=f"{leaf.number} {leaf.label}",
        url=reverse("scoring:grid", args=[survey.round.uid, leaf.key]),
        most=plain(leaf.points),
        entered=f"{number_text(entered)}/{number_text(len(rows))}",
        small=number_text(small) if small else "",
        state=_("đã đủ") if entered == len(rows) else _("còn thiếu"),
        tone="ok" if entered == len(rows) else "warn",
    )


def _said(diff: SurveyDiff) -> str:
    words: Mapping[str, str] = {
        "lines": number_text(len(diff.lines)), "same": number_text(diff.same),
        "problems": number_text(len(diff.problems)),
    }  # fmt: skip
    return _("%(lines)s kết quả thay đổi, %(same)s như đang có, %(problems)s dòng có lỗi") % words


def _change(line: SurveyLine) -> ChangeRow:
    score, leaf, draft = line.of.score, line.of.leaf, line.draft
    kept = [draft.score_id, draft.revision, draft.text, draft.source, draft.sample]
    return ChangeRow(
        value=json.dumps(kept, ensure_ascii=False),
        leaf=f"{leaf.number} {leaf.label}",
        agency=line.of.assessment.agency.current_name,
        url=leaf_url(line.of.assessment, leaf.key),
        old=score.claimed_value.replace(".", ",") if score.claimed_value else "–",
        new=f"{draft.text} {leaf.rule.unit}".strip() if not draft.text.endswith("%") else draft.text,
        points=said_points(line.points),
        sample=number_text(line.sample) if line.sample is not None else "–",
        source=draft.source,
        is_small=line.is_small,
        is_tiny=line.is_tiny,
        is_newer=line.is_newer,
    )
