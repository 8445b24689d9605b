"""All differences of an assessment: what was given and why, what the agency says, the end of its explanation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import AppealState, AssessmentState, LeftOut
from caicach.scoring.forms.appeals import ReplyAct, ReplyText, reply_shown
from caicach.scoring.forms.claims import PaperForm
from caicach.scoring.pages.appeals.leaf_part import asked_words, body_name, reason_words
from caicach.scoring.pages.assessment.frame import Frame, Rights, frame_of, leaf_url, said_points
from caicach.scoring.selectors.appeals import Difference, unanswered
from caicach.scoring.selectors.assessments import Sheet
from caicach.ui.notation import date_text, decimal_text, number_text
from caicach.ui.values import Figure
from reform.index import Sign

__all__ = ["AdjustedLine", "DifferenceLine", "DifferencesPage", "DifferencesSent", "differences_page"]


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One sub-criterion as a row."""

    pk: int
    seen: int
    title: str
    name: str  # in the label of a field: "1.1.2"
    url: str
    claimed: str
    appraised: str
    change: str  # "−1,00"
    tone: str
    body: str
    why: str
    words: str
    shown: ReplyText
    acts: tuple[tuple[str, str], ...]
    reply: str  # what was said, where there are no fields
    reply_words: str
    answer: str  # empty: there is none yet
    answer_words: str
    answer_tone: str
    error: str


@dataclass(frozen=True, slots=True)
class AdjustedLine:
    """A bonus or a penalty that was given otherwise than claimed."""

    label: str
    claimed: str
    appraised: str
    words: str


@dataclass(frozen=True, slots=True)
class DifferencesSent:
    """What was sent and refused."""

    texts: Mapping[int, ReplyText]
    errors: Mapping[int, str]
    refused: str = ""
    paper: PaperForm | None = None
    rest_is_agreed: bool = False


NOTHING_SENT = DifferencesSent({}, {})


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """All differences of an assessment."""

    frame: Frame
    title: str
    lead: str
    ribbon: tuple[Figure, ...]
    lines: tuple[DifferenceLine, ...]
    adjusted: tuple[AdjustedLine, ...]
    is_open: bool  # the reader can say something now
    rest: str  # how many are left to which nothing was said; empty: none
    rest_is_agreed: bool
    paper: PaperForm | None  # of a unit that does not sign in
    refused: str
    has_errors: bool  # of rows
    url: str
    back_url: str
    nothing: str  # why there are no rows


def differences_page(
    sheet: Sheet,
    rows: Sequence[Difference],
    rights: Rights,
    due_on: date | None,
    *,
    today: date,
    sent: DifferencesSent = NOTHING_SENT,
) -> DifferencesPage:
    """Return the page; ``due_on`` is the last day of objections, None: there is none."""
    assessment = sheet.assessment
    is_open = rights.scores_here and assessment.state == AssessmentState.APPRAISED
    rest = len(unanswered(rows))
    words = {"agency": assessment.agency.current_name}
    wants_paper = is_open and rights.is_for and assessment.explanation_obligation_id is not None
    return DifferencesPage(
        frame=frame_of(sheet, rights, today=today),
        title=_("%(agency)s: điểm thẩm định khác tự chấm") % words,
        lead=_lead(assessment.state, due_on, today, is_open=is_open),
        ribbon=_ribbon(rows),
        lines=tuple(_line(sheet, row, sent) for row in rows),
        adjusted=_adjusted(sheet),
        is_open=is_open,
        rest=_("Đồng ý với điểm thẩm định của các tiêu chí chưa trả lời (%(count)s)") % {"count": number_text(rest)}
        if rest
        else "",
        rest_is_agreed=sent.rest_is_agreed,
        paper=(sent.paper or PaperForm(auto_id="pk-%s")) if wants_paper else None,
        refused=sent.refused or _refused(len(sent.errors)),
        has_errors=bool(sent.errors),
        url=reverse("scoring:differences", args=[assessment.uid]),
        back_url=reverse("scoring:summary", args=[assessment.uid]),
        nothing=_nothing(assessment.state),
    )


def _refused(count: int) -> str:
    said = _("%(count)s dòng chưa lưu được; lý do ghi ở từng dòng.") % {"count": number_text(count)}
    return said if count else ""


def _nothing(state: str) -> str:
    if state in (AssessmentState.SCORING, AssessmentState.LOCKED):
        return _("Thẩm định chưa xong. Khi cơ quan thẩm định xong, điểm khác tự chấm hiện ở đây.")
    return _("Cơ quan thẩm định giữ mọi điểm tự chấm.")


def _lead(state: str, due_on: date | None, today: date, *, is_open: bool) -> str:
    if not is_open:
        return str(AssessmentState(state).label).capitalize()
    if due_on is None:
        return _("Mỗi tiêu chí: đồng ý, hoặc giải trình và ghi điểm đề nghị.")
    words = {"day": date_text(due_on)}
    if today > due_on:
        return _("Hạn giải trình là ngày %(day)s, đã qua: chỉ còn đồng ý và kết thúc.") % words
    return _(
        "Mỗi tiêu chí: đồng ý, hoặc giải trình và ghi điểm đề nghị, đến hết ngày %(day)s; không trả lời là đồng ý."
    ) % words  # fmt: skip


def _ribbon(rows: Sequence[Difference]) -> tuple[Figure, ...]:
    lost = sum((row.lost for row in rows if row.lost > 0), Decimal(0))
    won = sum((-row.lost for row in rows if row.lost < 0), Decimal(0))
    asked = [row for row in rows if row.appeal is not None and row.appeal.state != AppealState.AGREED]
    answered = sum(row.appeal is not None and row.appeal.answered_at is not None for row in asked)
    more = _("cao hơn ở tiêu chí khác: %(points)s") % {"points": decimal_text(won)} if won else ""
    rest = len(unanswered(rows))
    return (
        Figure(_("Tiêu chí khác tự chấm"), number_text(len(rows))),
        Figure(_("Thấp hơn tự chấm"), decimal_text(lost), unit=_("điểm"), note=more),
        Figure(_("Chưa trả lời"), number_text(rest), tone="bad" if rest else ""),
        Figure(
            _("Giải trình"),
            number_text(len(asked)),
            note=_("%(count)s đã được trả lời") % {"count": number_text(answered)} if asked else "",
        ),
    )


def _line(sheet: Sheet, row: Difference, sent: DifferencesSent) -> DifferenceLine:
    score, leaf, appeal = row.score, row.leaf, row.appeal
    answered = appeal is not None and appeal.answered_at is not None
    return DifferenceLine(
        pk=score.pk,
        seen=appeal.pk if appeal else 0,
        title=f"{leaf.number} {leaf.label}",
        name=leaf.number,
        url=leaf_url(sheet.assessment, leaf.key),
        claimed=said_points(score.claimed),
        appraised=decimal_text(row.points),
        change=_change(row.lost),
        tone="t-warn" if row.lost > 0 else "t-ok" if row.lost < 0 else "",
        body=body_name(sheet, score),
        why=_why(row),
        words=score.appraised_note,
        shown=sent.texts.get(score.pk) or reply_shown(row),
        acts=_acts(row),
        reply=_reply(row),
        reply_words=appeal.words if appeal else "",
        answer=_answer(row) if answered else "",
        answer_words=appeal.answer if appeal else "",
        answer_tone="bad" if appeal and appeal.state == AppealState.REFUSED else "ok",
        error=sent.errors.get(score.pk, ""),
    )


def _change(lost: Decimal) -> str:
    if not lost:
        return ""
    return (_("thấp hơn %(points)s") if lost > 0 else _("cao hơn %(points)s")) % {"points": decimal_text(abs(lost))}


def _why(row: Difference) -> str:
    reason = reason_words(row.score.appraised_reason)
    left_out = _("không chấp nhận bỏ tiêu chí này") if row.score.left_out == LeftOut.REFUSED else ""
    return "; ".join(one for one in (left_out, reason) if one)


def _acts(row: Difference) -> tuple[tuple[str, str], ...]:
    acts = [
        (ReplyAct.NONE.value, _("chưa trả lời")),
        (ReplyAct.AGREE.value, _("đồng ý")),
        (ReplyAct.APPEAL.value, _("giải trình")),
    ]
    if row.score.left_out == LeftOut.REFUSED:
        acts.append((ReplyAct.LEAVE_OUT.value, _("vẫn đề nghị không áp dụng")))
    return tuple(acts)


def _reply(row: Difference) -> str:
    if row.appeal is None:
        return _("chưa trả lời")
    return _("đồng ý") if row.appeal.state == AppealState.AGREED else asked_words(row.appeal)


def _answer(row: Difference) -> str:
    label = str(AppealState(row.appeal.state).label) if row.appeal else ""
    if row.score.left_out == LeftOut.APPROVED or row.score.reviewed is None:
        return label
    return f"{label}: {decimal_text(row.score.reviewed)}"


def _adjusted(sheet: Sheet) -> tuple[AdjustedLine, ...]:
    """Return the bonus and penalty points that were given otherwise than claimed."""
    found = []
    for one in sheet.criteria.adjustments:
        row = sheet.adjustments.get(one.key)
        if row is None or row.appraised is None or row.appraised == (row.claimed or Decimal(0)):
            continue
        sign = "−" if one.sign is Sign.PENALTY else "+"
        label = f"{one.number} {one.label}"
        given = f"{sign}{decimal_text(row.appraised)}"
        found.append(AdjustedLine(label, said_points(row.claimed), given, row.appraised_note))
    return tuple(found)
