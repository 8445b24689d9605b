"""What the appraiser said to a sub-criterion, and what the agency answers: the amber panel of its page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caicach.scoring import access
from caicach.scoring.constants import AppealState, AssessmentState, LeftOut
from caicach.scoring.forms.appeals import AppealForm, appeal_form
from caicach.scoring.models import Appeal, Score
from caicach.scoring.pages.assessment.frame import Rights, leaf_url
from caicach.scoring.selectors.appeals import AppealFacts, appraised_points, differs
from caicach.scoring.selectors.assessments import Sheet
from caicach.ui.notation import date_text, decimal_text, moment_text, number_text
from reform.index import SubCriterion, score_reason

__all__ = ["AppealPart", "AppealSent", "Said", "appeal_part", "asked_words", "body_name", "reason_words"]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, with their words and when."""

    title: str
    words: str
    small: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class AppealSent:
    """An objection that was sent and refused."""

    form: AppealForm
    refused: str = ""


@dataclass(frozen=True, slots=True)
class AppealPart:
    """The panel: what was given and why, what the agency may do, what was said since."""

    title: str
    tone: str
    words: str
    lead: str
    agree: str  # the word of the button; empty: it cannot be agreed to now
    form: AppealForm | None
    form_word: str
    is_form_open: bool
    refused: str
    url: str
    seen: int  # the word that the reader sees; 0: none
    said: tuple[Said, ...]
    may_withdraw: bool
    all_url: str
    all_label: str
    answer_url: str


def appeal_part(
    sheet: Sheet, leaf: SubCriterion, read: AppealFacts, rights: Rights, *, today: date, sent: AppealSent | None = None
) -> AppealPart | None:
    """Return the panel with what was sent and refused; None where the appraiser said nothing and kept the claim."""
    score, appeal, assessment = sheet.scores[leaf.key], read.appeal, sheet.assessment
    is_other = differs(leaf, score) and assessment.state not in (AssessmentState.SCORING, AssessmentState.LOCKED)
    if not (is_other or score.appraised_note or score.reviewed_note or appeal):
        return None
    speaks = is_other and rights.scores_here and assessment.state == AssessmentState.APPRAISED
    in_time = read.due_on is None or today <= read.due_on
    is_agreed = appeal is not None and appeal.state == AppealState.AGREED
    is_asked = appeal is not None and appeal.state == AppealState.ASKED
    left_out = score.left_out == LeftOut.REFUSED
    return AppealPart(
        title=_title(sheet, score),
        tone=_tone(score, is_other=is_other),
        words=score.appraised_note,
        lead=_lead(read, in_time=in_time) if speaks and not is_agreed and not is_asked else "",
        agree=_("Đồng ý %(points)s") % {"points": decimal_text(appraised_points(score))}
        if speaks and not is_agreed
        else "",
        form=(sent.form if sent else appeal_form(appeal, may_leave_out=left_out)) if speaks and in_time else None,
        form_word=_("Sửa giải trình") if is_asked else _("Giải trình"),
        is_form_open=sent is not None,
        refused=sent.refused if sent else "",
        url=leaf_url(assessment, leaf.key, "reply"),
        seen=appeal.pk if appeal else 0,
        said=_said(sheet, score, appeal),
        may_withdraw=rights.scores_here and _can_withdraw(sheet, appeal),
        all_url=reverse("scoring:differences", args=[assessment.uid]) if is_other else "",
        all_label=_all_label(sheet),
        answer_url=_answer_url(sheet, appeal) if read.answers_here and is_asked else "",
    )


def body_name(sheet: Sheet, score: Score) -> str:
    """Return who appraises a sub-criterion of this agency: nobody their own."""
    body, round_ = sheet.body_of(score), sheet.assessment.round
    if body is None:
        return _("Cơ quan thẩm định")
    acting = access.acting_appraiser(body.agency_id, sheet.assessment.agency_id, round_)
    if acting == body.agency_id:
        return body.agency.current_name
    return (round_.standing_body if acting == round_.standing_body_id else round_.owner).current_name


def reason_words(code: str) -> str:
    """Return a coded reason in words, in small letters; "" where there is none."""
    reason = score_reason(code)
    if reason is None:
        return ""
    label = reason.label_en if get_language() == "en" else reason.label
    return f"{label[:1].lower()}{label[1:]}"


def asked_words(appeal: Appeal) -> str:
    """Return what an agency asks for."""
    if appeal.asked is None:
        return _("đề nghị không áp dụng")
    return _("đề nghị %(points)s điểm") % {"points": decimal_text(appeal.asked)}


def _title(sheet: Sheet, score: Score) -> str:
    name, reason = body_name(sheet, score), reason_words(score.appraised_reason)
    if not reason and score.left_out == LeftOut.REFUSED:
        reason = _("tiêu chí vẫn áp dụng")
    return f"{name}: {reason}" if reason else name


def _tone(score: Score, *, is_other: bool) -> str:
    if not is_other:
        return ""
    more = score.claimed is not None and score.appraised is not None and score.appraised > score.claimed
    return "ok" if more and score.left_out != LeftOut.REFUSED else "warn"


def _lead(read: AppealFacts, *, in_time: bool) -> str:
    if read.due_on is None:
        return _("Bạn có thể đồng ý hoặc giải trình.")
    words = {"day": date_text(read.due_on)}
    if in_time:
        return _("Bạn có thể đồng ý hoặc giải trình đến hết ngày %(day)s; không trả lời là đồng ý.") % words
    return _("Hạn giải trình là ngày %(day)s, đã qua: điểm thẩm định giữ nguyên.") % words


def _can_withdraw(sheet: Sheet, appeal: Appeal | None) -> bool:
    if appeal is None:
        return False
    state = sheet.assessment.state
    if appeal.state == AppealState.ASKED:
        return state in (AssessmentState.APPRAISED, AssessmentState.EXPLAINED)
    return appeal.state == AppealState.AGREED and state == AssessmentState.APPRAISED


def _said(sheet: Sheet, score: Score, appeal: Appeal | None) -> tuple[Said, ...]:
    """Return what was said after the appraisal, in order."""
    agency = sheet.assessment.agency.current_name
    found = []
    if appeal is not None and appeal.state == AppealState.AGREED:
        found.append(Said(_("%(agency)s đồng ý") % {"agency": agency}, "", _who(appeal), "ok"))
    elif appeal is not None:
        words = {"agency": agency, "asked": asked_words(appeal)}
        found.append(Said(_("%(agency)s giải trình, %(asked)s") % words, appeal.words, _who(appeal)))
    if appeal is not None and appeal.answered_at is not None:
        verdict = str(AppealState(appeal.state).label)
        if score.reviewed is not None and score.left_out != LeftOut.APPROVED:
            given = {"verdict": verdict, "points": decimal_text(score.reviewed)}
            verdict = _("%(verdict)s, %(points)s điểm") % given
        words = {"body": body_name(sheet, score), "verdict": verdict}
        small = moment_text(appeal.answered_at)
        who = f"{appeal.answered_by.full_name}, {small}" if appeal.answered_by else small
        tone = "warn" if appeal.state == AppealState.REFUSED else "ok"
        found.append(Said(_("%(body)s trả lời: %(verdict)s") % words, appeal.answer, who, tone))
    elif score.reviewed is not None:
        words = {"body": body_name(sheet, score), "points": decimal_text(score.reviewed)}
        found.append(Said(_("%(body)s thẩm định lại: %(points)s điểm") % words, score.reviewed_note, ""))
    return tuple(found)


def _who(appeal: Appeal) -> str:
    when = moment_text(appeal.at)
    return f"{appeal.by.full_name}, {when}" if appeal.by else when


def _all_label(sheet: Sheet) -> str:
    count = sum(differs(leaf, sheet.scores[leaf.key]) for leaf in sheet.leaves)
    return _("Xem cả %(count)s chênh lệch") % {"count": number_text(count)}


def _answer_url(sheet: Sheet, appeal: Appeal | None) -> str:
    address = reverse("scoring:appeals", args=[sheet.assessment.round.uid])
    return f"{address}?co-quan={sheet.assessment.uid}#kn-{appeal.pk}" if appeal else address
