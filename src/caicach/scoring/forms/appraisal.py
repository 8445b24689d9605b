"""What was sent from a grid of one sub-criterion over many agencies: one form, a few fields for each row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from caicach.scoring.constants import Stage
from caicach.scoring.selectors.adjusting import AdjustRow, PapersBySymbol
from caicach.scoring.selectors.grid import GridRow
from caicach.scoring.services.adjust_appraise import AdjustmentAppraisal, RefusedAdjustment
from caicach.scoring.services.appraise import AppraisalDraft, MoreDraft, OutsideDraft
from caicach.scoring.services.appraise_grid import GridDraft, LeftOutDecision
from caicach.ui.notation import decimal_text, number_text
from caicach.web.requests import whole_number

__all__ = [
    "LOOKS",
    "Act",
    "AdjustText",
    "GridFilter",
    "RowText",
    "adjust_drafts",
    "adjust_name",
    "adjust_shown",
    "grid_draft",
    "papers_typed",
    "sent_of",
    "shown_of",
]

LOOKS = ("", "chua-xet", "khac", "thieu-minh-chung")  # words of the address: which rows are looked for
_WORDS_LENGTH = 100


@dataclass(frozen=True, slots=True)
class GridFilter:
    """Which rows of a grid are shown; every empty field lets all pass."""

    look: str = ""  # one of LOOKS
    words: str = ""  # in the name of the agency
    kind: str = ""  # of agency

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "GridFilter":
        """Return what the address asks for; a word that is none of ours shows all."""
        look = given.get("loc", "")
        return cls(look if look in LOOKS else "", given.get("q", "").strip()[:_WORDS_LENGTH], given.get("kind", ""))

    def address(self, url: str) -> str:
        """Return ``url`` with these words."""
        words = {"loc": self.look, "q": self.words, "kind": self.kind}
        kept = {name: value for name, value in words.items() if value}
        return f"{url}?{urlencode(kept)}" if kept else url


class Act(StrEnum):
    """What is done with a row besides typing points."""

    NONE = ""
    KEEP = "giu"
    MORE = "bo-sung"
    LEAVE_OUT = "khong-ap-dung"
    COUNT = "van-ap-dung"


@dataclass(frozen=True, slots=True)
class RowText:
    """What stands in the fields of a row."""

    text: str = ""
    act: str = ""
    reason: str = ""
    words: str = ""
    source: str = ""
    sample: str = ""


_NAMES = {"text": "diem", "act": "viec", "reason": "ly_do", "words": "y_kien", "source": "nguon", "sample": "phieu"}


def shown_of(row: GridRow) -> RowText:
    """Return what the fields of a row hold before anybody types."""
    score = row.score
    if not row.leaf.rule.is_self_scored:
        sample = "" if score.sample_size is None else number_text(score.sample_size)
        return RowText(text=score.claimed_value.replace(".", ","), source=score.source_note, sample=sample)
    is_second = row.stage == Stage.REVIEWED
    points = score.reviewed if is_second else score.appraised
    return RowText(
        text="" if points is None else decimal_text(points),
        reason=score.reviewed_reason if is_second else score.appraised_reason,
        words=score.reviewed_note if is_second else score.appraised_note,
    )


def sent_of(row: GridRow, data: Mapping[str, str]) -> RowText | None:
    """Return what was sent for a row; None: nothing."""
    pk = row.score.pk
    if f"sua_{pk}" not in data:
        return None
    return RowText(**{name: data.get(f"{prefix}_{pk}", "").strip() for name, prefix in _NAMES.items()})


def grid_draft(rows: Iterable[GridRow], data: Mapping[str, str]) -> tuple[GridDraft, dict[int, RowText]]:
    """Return what is to be done of what was sent, and the texts of those rows; a row that nobody touched is not."""
    points, outside, more, left_out = [], [], [], []
    texts: dict[int, RowText] = {}
    for row in rows:
        sent = sent_of(row, data)
        if sent is None or row.stage is None or sent == _plain(shown_of(row)):
            continue
        pk = row.score.pk
        revision = whole_number(data[f"sua_{pk}"]) or 0
        texts[pk] = sent
        if not row.leaf.rule.is_self_scored:
            outside.append(OutsideDraft(pk, revision, sent.text, sent.source, sent.sample))
        elif sent.act == Act.MORE:
            more.append(MoreDraft(pk, revision, sent.words))
        elif sent.act in (Act.LEAVE_OUT, Act.COUNT):
            left_out.append(LeftOutDecision(pk, sent.act == Act.LEAVE_OUT, sent.words))
        else:
            keeps = sent.act == Act.KEEP
            points.append(AppraisalDraft(pk, revision, sent.text, keeps, sent.reason, sent.words))
    return GridDraft(points, outside, more, left_out), texts


def _plain(shown: RowText) -> RowText:
    """Return a row as a browser sends it back: without blanks around."""
    return RowText(**{name: getattr(shown, name).strip() for name in _NAMES})


@dataclass(frozen=True, slots=True)
class AdjustText:
    """What stands in the fields of a bonus or penalty of one agency."""

    text: str = ""
    act: str = ""  # "" or Act.KEEP
    words: str = ""
    paper: str = ""  # number and symbol of the document, perhaps with its day


_ADJUST_NAMES = {"text": "tt_diem", "act": "tt_viec", "words": "tt_y_kien", "paper": "tt_van_ban"}


def adjust_name(row: AdjustRow) -> str:
    """Return by what the fields of a row are known: the assessment and the key."""
    return f"{row.assessment.pk}_{row.of.key}"


def adjust_shown(row: AdjustRow) -> AdjustText:
    """Return what the fields of a row hold before anybody types."""
    score = row.score
    if score is None:
        return AdjustText()
    text = "" if score.appraised is None else decimal_text(score.appraised)
    return AdjustText(text, "", score.appraised_note, "" if score.document is None else score.document.symbol)


def papers_typed(rows: Iterable[AdjustRow], data: Mapping[str, str]) -> tuple[str, ...]:
    """Return the numbers of documents that were typed beside rows."""
    return tuple(filter(None, (data.get(f"tt_van_ban_{adjust_name(row)}", "").strip() for row in rows)))


def adjust_drafts(
    rows: Iterable[AdjustRow], data: Mapping[str, str], papers: PapersBySymbol
) -> tuple[list[AdjustmentAppraisal], dict[tuple[int, str], AdjustText], list[RefusedAdjustment]]:
    """Return what is to be given, the texts of those rows, and those whose document is not in the register."""
    drafts, texts, refused = [], {}, []
    for row in rows:
        name, place = adjust_name(row), (row.assessment.pk, row.of.key)
        if f"tt_sua_{name}" not in data or not row.is_open:
            continue
        sent = AdjustText(**{one: data.get(f"{prefix}_{name}", "").strip() for one, prefix in _ADJUST_NAMES.items()})
        shown = adjust_shown(row)
        if sent == shown:
            continue
        texts[place] = sent
        found = papers.get(sent.paper) if sent.paper and sent.paper != shown.paper else None
        if sent.paper and sent.paper != shown.paper and found is None:
            refused.append(RefusedAdjustment(*place, _no_paper(sent.paper)))
            continue
        revision = whole_number(data[f"tt_sua_{name}"]) or 0
        drafts.append(
            AdjustmentAppraisal(*place, revision, sent.text, sent.act == Act.KEEP, sent.words, document=found)
        )
    return drafts, texts, refused


def _no_paper(text: str) -> str:
    words = {"symbol": text[:80]}
    return _("Không có văn bản “%(symbol)s” trong sổ. Ghi số, ký hiệu như trong sổ, hoặc vào sổ văn bản trước.") % words
