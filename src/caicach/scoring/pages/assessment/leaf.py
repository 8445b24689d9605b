"""The page of one sub-criterion of one agency: its words, what stands, the claim, what data proposes, the proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState, LeftOut, Phase, Stage
from caicach.scoring.forms.claims import ClaimForm, LeftOutForm
from caicach.scoring.mapping import speaks_against, typed_text, value_of_text
from caicach.scoring.models import Score, ScoreChange
from caicach.scoring.pages.analysis.winnable import WinPanel
from caicach.scoring.pages.appeals.leaf_part import AppealPart, AppealSent, appeal_part
from caicach.scoring.pages.appraisal.leaf_part import AppraisePart, AppraiseSent, appraise_part
from caicach.scoring.pages.assessment.frame import GAP_WORDS, Frame, Rights, frame_of, leaf_url, said_points
from caicach.scoring.pages.assessment.proofs import ProofsPart, Proving, proofs_part
from caicach.scoring.pages.assessment.scale import Scale, scale_of
from caicach.scoring.selectors.appeals import NOTHING_SAID, AppealFacts
from caicach.scoring.selectors.assessments import Sheet
from caicach.scoring.selectors.grid import GridRow
from caicach.scoring.selectors.proofs import JudgedProof
from caicach.scoring.services.by_data import unfitting
from caicach.ui.notation import date_text, decimal_text, moment_text, number_text
from reform.index import SubCriterion

__all__ = ["NOTHING_SENT", "ChangeLine", "LeafPage", "Read", "Sent", "Standing", "leaf_page"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the scores that stand side by side."""

    label: str
    value: str
    small: str
    note: str
    tone: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of the score."""

    when: str
    who: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for the page beside the sheet."""

    judged: JudgedProof
    changes: Sequence[ScoreChange]
    earlier: Score | None  # last year's
    winnable: WinPanel | None = None  # what can still be won; None: nothing, or not this reader's work
    row: GridRow | None = None  # for who appraises it; None: others do
    appeal: AppealFacts = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent from the page and not kept, or not yet."""

    claim: ClaimForm | None = None
    left_out: LeftOutForm | None = None
    proving: Proving | None = None
    appeal: AppealSent | None = None
    appraise: AppraiseSent | None = None
    refused: str = ""


NOTHING_SENT = Sent()


@dataclass(frozen=True, slots=True)
class LeafPage:
    """One sub-criterion of one agency."""

    frame: Frame
    above: str
    heading: str
    method: str
    three: tuple[Standing, ...]
    gap: str
    appraise: AppraisePart | None  # None: others appraise it
    unfit: str  # why data says that it does not apply; empty: it says no such thing
    may_leave_out: bool  # with one click, for the reason that data gives
    appeal: AppealPart | None  # None: the appraiser said nothing and gave what was claimed
    more_asked: str
    left_out_words: str
    form: ClaimForm | None  # None: not this person's, or not any more
    closed: str  # why there is no form
    refused: str
    claimed_words: str
    note: str
    claim_url: str
    left_out_form: LeftOutForm | None
    left_out_url: str
    left_out_open: bool
    may_withdraw: bool
    proposed_title: str  # empty: data proposes nothing
    proposed_lines: tuple[str, ...]
    proposed_note: str
    proposed_value: str  # to be taken over, as a person types it; empty: not here
    scale: Scale | None
    proofs: ProofsPart
    winnable: WinPanel | None
    changes: tuple[ChangeLine, ...]
    before_url: str
    after_url: str


def leaf_page(
    sheet: Sheet, key: str, read: Read, rights: Rights, *, today: date, sent: Sent = NOTHING_SENT
) -> LeafPage:
    """Return the page of the sub-criterion ``key`` with what was sent and not kept."""
    scores_here = rights.scores_here
    leaf, score = sheet.criteria.by_key()[key], sheet.scores[key]
    is_open = scores_here and sheet.assessment.state == AssessmentState.SCORING
    claims = is_open and leaf.rule.is_self_scored and score.left_out != LeftOut.APPROVED
    asks = is_open and leaf.can_be_left_out and score.left_out in (LeftOut.NO, LeftOut.REFUSED)
    keys = [one.key for one in sheet.leaves]
    at = keys.index(key)
    gap = sheet.gaps.get(key) if is_open else None
    return LeafPage(
        frame=frame_of(sheet, rights, today=today, leaf_key=key),
        above=_above(sheet, key),
        heading=f"{leaf.number}. {leaf.label}",
        method=_method(sheet, leaf, score),
        three=_three(sheet, score),
        gap=GAP_WORDS[gap]() if gap is not None and gap.is_hard else "",
        appraise=appraise_part(read.row, today=today, sent=sent.appraise),
        unfit="" if read.row is not None else _unfit(score),
        may_leave_out=asks and unfitting(leaf, score),
        appeal=appeal_part(sheet, leaf, read.appeal, rights, today=today, sent=sent.appeal),
        more_asked=score.more_asked,
        left_out_words=_left_out_words(score),
        form=(sent.claim or _claim_form(leaf, score)) if claims else None,
        closed="" if claims else _closed(sheet, leaf, score, scores_here=scores_here),
        refused=sent.refused,
        claimed_words=_claimed_words(leaf, score),
        note=score.claim_note,
        claim_url=leaf_url(sheet.assessment, key, "claim"),
        left_out_form=(sent.left_out or LeftOutForm(auto_id="ka-%s")) if asks else None,
        left_out_url=leaf_url(sheet.assessment, key, "left-out"),
        left_out_open=sent.left_out is not None,
        may_withdraw=is_open and score.left_out == LeftOut.ASKED,
        proposed_title=_("Điểm đề xuất từ số liệu: %(points)s") % {"points": said_points(score.proposed)}
        if score.proposed is not None
        else "",
        proposed_lines=tuple(score.proposed_lines.splitlines()) if score.proposed is not None else (),
        proposed_note=_proposed_note(score),
        proposed_value=typed_text(score.proposed_value, leaf) if claims and score.proposed is not None else "",
        scale=_scale(sheet, leaf, score, read.earlier),
        proofs=proofs_part(sheet, leaf, read.judged, scores_here=scores_here, proving=sent.proving),
        winnable=read.winnable,
        changes=tuple(map(_change, read.changes)),
        before_url=leaf_url(sheet.assessment, keys[at - 1]) if at else "",
        after_url=leaf_url(sheet.assessment, keys[at + 1]) if at + 1 < len(keys) else "",
    )


def _above(sheet: Sheet, key: str) -> str:
    for area in sheet.criteria.areas:
        for criterion in area.criteria:
            if any(leaf.key == key for leaf in criterion.leaves):
                words = [f"{area.number}. {area.label}"]
                return " / ".join(words if criterion.is_alone else [*words, f"{criterion.number} {criterion.label}"])
    raise KeyError(key)


def _method(sheet: Sheet, leaf: SubCriterion, score: Score) -> str:
    body = sheet.body_of(score)
    said = [_("Tối đa %(most)s điểm.") % {"most": decimal_text(leaf.points)}]
    if leaf.method:
        said.append(leaf.method if leaf.method.endswith(".") else f"{leaf.method}.")
    if body is not None:
        said.append(_("Cơ quan thẩm định: %(body)s.") % {"body": body.agency.current_name})
    return " ".join(said)


def _three(sheet: Sheet, score: Score) -> tuple[Standing, ...]:
    appraised = score.reviewed if score.reviewed is not None else score.appraised
    body = sheet.body_of(score)
    phases = {row.phase: row for row in sheet.phases}
    settling = phases.get(Phase.SETTLEMENT)
    after = _("đến %(day)s") % {"day": date_text(settling.due_on)} if settling else ""
    return (
        _standing(_("Tự chấm"), score, score.claimed, _("chưa chấm")),
        _standing(_("Thẩm định"), score, appraised, _("chưa có"), body.agency.current_name if body else ""),
        _standing(_("Công nhận"), score, score.settled, _("chưa có"), after),
    )


def _standing(label: str, score: Score, points: Decimal | None, nothing: str, note: str = "") -> Standing:
    if points is None:
        return Standing(label, nothing, "", note, "muted", is_off=True)
    small = f"/ {decimal_text(score.maximum)}"
    tone = ""
    if score.claimed is not None and points != score.claimed:
        tone = "t-warn" if points < score.claimed else "t-ok"
        words = {"points": decimal_text(abs(points - score.claimed))}
        small = (_("thấp hơn %(points)s") if points < score.claimed else _("cao hơn %(points)s")) % words
    return Standing(label, decimal_text(points), small, note, tone, is_off=False)


def _left_out_words(score: Score) -> str:
    words = {"reason": score.left_out_reason}
    said = {
        LeftOut.ASKED: _("Đã đề nghị không áp dụng, chờ cơ quan thẩm định xem xét: %(reason)s"),
        LeftOut.APPROVED: _("Không áp dụng với cơ quan này: %(reason)s"),
        LeftOut.REFUSED: _("Cơ quan thẩm định không chấp nhận bỏ tiêu chí này: %(reason)s"),
    }
    return said[LeftOut(score.left_out)] % words if score.left_out else ""


def _unfit(score: Score) -> str:
    """Return why data says that a sub-criterion does not apply; not where the same reason stands there already."""
    said = speaks_against(score)
    return "" if score.left_out == LeftOut.APPROVED or said == score.left_out_reason else said


def _claim_form(leaf: SubCriterion, score: Score) -> ClaimForm:
    given = {"value": typed_text(score.claimed_value, leaf), "note": score.claim_note, "revision": score.revision}
    return ClaimForm(initial=given, leaf=leaf, auto_id="tc-%s")


def _claimed_words(leaf: SubCriterion, score: Score) -> str:
    """Return what was claimed, in words; a result from outside is no claim."""
    if not leaf.rule.is_self_scored:
        return ""
    value = value_of_text(score.claimed_value, leaf) if score.claimed_value else None
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, str):
        return next(option.label for option in leaf.rule.options if option.key == value)
    return f"{typed_text(score.claimed_value, leaf)} {leaf.rule.unit}".strip()


def _closed(sheet: Sheet, leaf: SubCriterion, score: Score, *, scores_here: bool) -> str:
    if not leaf.rule.is_self_scored and score.claimed_value:
        return _outside(leaf, score)
    if not leaf.rule.is_self_scored:
        return _("Tiêu chí này lấy từ kết quả khảo sát hoặc kết quả cơ quan khác công bố; cơ quan không tự chấm.")
    if score.left_out == LeftOut.APPROVED or not scores_here:
        return ""
    return _("Điểm tự chấm đã khóa.") if sheet.assessment.state != AssessmentState.SCORING else ""


def _outside(leaf: SubCriterion, score: Score) -> str:
    """Return what a survey or another body found, with its source and how many answered."""
    value = f"{typed_text(score.claimed_value, leaf)} {leaf.rule.unit}".strip()
    words = {"value": value, "source": score.source_note, "size": number_text(score.sample_size or 0)}
    if score.sample_size is None:
        return _("Kết quả %(value)s. Nguồn: %(source)s") % words
    if score.sample_size < leaf.rule.least_sample:
        return _("Kết quả %(value)s của %(size)s phiếu, mẫu nhỏ. Nguồn: %(source)s") % words
    return _("Kết quả %(value)s của %(size)s phiếu. Nguồn: %(source)s") % words


def _proposed_note(score: Score) -> str:
    if score.proposed_at is None:
        return ""
    return _("Quy tắc chỉ đề xuất, người chấm quyết định. Tính lúc %(when)s.") % {
        "when": moment_text(score.proposed_at)
    }


def _scale(sheet: Sheet, leaf: SubCriterion, score: Score, earlier: Score | None) -> Scale | None:
    text = score.proposed_value or score.claimed_value
    before = (earlier.proposed_value or earlier.claimed_value) if earlier is not None else ""
    return scale_of(leaf, text, before, sheet.assessment.round.year, sheet.criteria.digits)


def _change(one: ScoreChange) -> ChangeLine:
    who = one.by.full_name if one.by else _("Hệ thống")
    body = f", {one.of_agency.current_name}" if one.of_agency else ""
    what = f"{Stage(one.stage).label}: {said_points(one.old)} → {said_points(one.new)}"
    if one.old_left_out != one.new_left_out:
        what = str(LeftOut(one.new_left_out).label)
    return ChangeLine(moment_text(one.at), f"{who}{body}", what, one.words)
