"""Settling a round: on what it rests, how missing results count, other points of one agency, and corrections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.forms.claims import PaperForm
from caicach.scoring.models import AdjustmentScore, Score
from caicach.scoring.selectors.settlement import MissingLeaf
from caicach.scoring.services.corrections import AdjustmentCorrection, CorrectionDraft
from caicach.scoring.services.settle import Blank, SettleDraft
from caicach.scoring.services.settled import SettledAdjustment, SettledDraft
from caicach.ui.notation import number_text
from caicach.web.requests import whole_number

__all__ = ["CorrectForm", "MinutesForm", "RowText", "SettleForm", "correction_drafts", "settled_drafts"]

_BLANK = "cach_"


class SettleForm(forms.Form):
    """On what the settlement rests, and a choice for each sub-criterion whose result nobody found out."""

    words = forms.CharField(
        label=gettext_lazy("Căn cứ công nhận"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Ví dụ: Biên bản họp Ban Chỉ đạo ngày 20/12/2026. Câu này ghi vào nhật ký của mọi điểm."
        ),
        error_messages={"required": gettext_lazy("Ghi căn cứ công nhận: biên bản, ngày họp.")},
    )

    other = forms.ChoiceField(
        label=gettext_lazy("Tiêu chí chưa có kết quả khảo sát, kết quả công bố"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn cách tính các tiêu chí chưa có kết quả.")},
    )

    def __init__(self, *arguments: Any, blanks: Sequence[MissingLeaf] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.leaf_names = tuple(f"{_BLANK}{key}" for key in dict.fromkeys(one.leaf.key for one in blanks))
        choices = [
            (Blank.LEAVE_OUT.value, _("Không tính: bớt khỏi điểm tối đa của cơ quan chưa có kết quả")),
            (Blank.ZERO.value, _("Tính 0 điểm: điểm tối đa giữ nguyên")),
        ]
        if not blanks:
            del self.fields["other"]
            return
        self.fields["other"].choices = choices  # type: ignore[attr-defined]
        # Whoever chose for every single one need not choose for all.
        self.fields["other"].required = not (self.is_bound and all(self.data.get(one) for one in self.leaf_names))
        self.fields["other"].help_text = _("%(count)s tiêu chí chưa có kết quả ở một số cơ quan.") % {
            "count": number_text(len(self.leaf_names))
        }
        own = [("", _("Theo cách chọn chung")), *((key, label.partition(":")[0]) for key, label in choices)]
        for name in self.leaf_names:
            some = [one for one in blanks if f"{_BLANK}{one.leaf.key}" == name]
            leaf = some[0].leaf
            self.fields[name] = forms.ChoiceField(
                label=f"{leaf.number} {leaf.label}", choices=own, required=False, help_text=_counted(some)
            )

    @property
    def head_fields(self) -> list[forms.BoundField]:
        """The fields that stand first: the basis, and how all that is missing counts."""
        return [self[name] for name in self.fields if name not in self.leaf_names]

    @property
    def leaf_fields(self) -> list[forms.BoundField]:
        """A choice of its own for each sub-criterion without results."""
        return [self[name] for name in self.leaf_names]

    @property
    def has_own(self) -> bool:
        """Whether something was chosen for a single sub-criterion."""
        return any(field.value() for field in self.leaf_fields)

    def draft(self) -> SettleDraft:
        """Return what was sent; call it on a valid form."""
        given = self.cleaned_data
        chosen = {name.removeprefix(_BLANK): Blank(given[name]) for name in self.leaf_names if given.get(name)}
        other = given.get("other")
        return SettleDraft(given["words"], chosen, Blank(other) if other else None)


def _counted(rows: Sequence[MissingLeaf]) -> str:
    """Return at how many agencies of each kind a result is missing."""
    said = _("%(kind)s: %(count)s cơ quan chưa có kết quả.")
    return " ".join(said % {"kind": _kind(one.kind), "count": number_text(one.count)} for one in rows)


def _kind(kind: str) -> str:
    label = str(LEVEL_WORDS.get(kind, kind))
    return label[:1].upper() + label[1:]


class MinutesForm(PaperForm):
    """The minutes as they were signed."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["type"].initial = "Biên bản"


class CorrectForm(forms.Form):
    """Why settled points are corrected; the decision says the same."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do sửa kết quả"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Lý do được công bố cùng kết quả cũ và kết quả mới."),
        error_messages={"required": gettext_lazy("Ghi lý do sửa kết quả.")},
    )


@dataclass(frozen=True, slots=True)
class RowText:
    """What stands in the fields of a row."""

    text: str = ""
    words: str = ""
    reason: str = ""


def _texts(data: Mapping[str, str], prefix: str, ids: Sequence[int]) -> dict[int, tuple[int, RowText]]:
    """Return the revision and the texts that were sent for each of ``ids``."""
    return {
        pk: (
            whole_number(data[f"sua_{prefix}{pk}"]) or 0,
            RowText(*(data.get(f"{name}_{prefix}{pk}", "").strip() for name in ("diem", "y_kien", "ly_do"))),
        )
        for pk in ids
        if f"sua_{prefix}{pk}" in data
    }


def settled_drafts(
    data: Mapping[str, str],
    scores: Mapping[int, tuple[Score, RowText]],
    adjustments: Mapping[int, tuple[AdjustmentScore, RowText]],
) -> tuple[list[SettledDraft], list[SettledAdjustment], dict[str, RowText]]:
    """Return what is to be settled of what was sent: rows whose texts are other than shown; and those texts.

    ``scores`` and ``adjustments`` say what the fields showed; texts are named by the prefix of their fields and the id.
    """
    texts: dict[str, RowText] = {}
    leaves, others = [], []
    for pk, (revision, text) in _texts(data, "", list(scores)).items():
        if text != scores[pk][1]:
            leaves.append(SettledDraft(pk, revision, text.text, text.words))
            texts[f"{pk}"] = text
    for pk, (revision, text) in _texts(data, "tt_", list(adjustments)).items():
        if text != adjustments[pk][1]:
            others.append(SettledAdjustment(pk, revision, text.text, text.words))
            texts[f"tt_{pk}"] = text
    return leaves, others, texts


def correction_drafts(
    data: Mapping[str, str],
    scores: Mapping[int, tuple[Score, RowText]],
    adjustments: Mapping[int, tuple[AdjustmentScore, RowText]],
) -> tuple[list[CorrectionDraft], list[AdjustmentCorrection], dict[str, RowText]]:
    """Return the corrections that were sent: rows in which something was typed; and those texts."""
    beside = {pk: one for pk, one in _texts(data, "tt_", list(adjustments)).items() if one[1] != RowText()}
    others = [AdjustmentCorrection(pk, text.text, text.words, revision) for pk, (revision, text) in beside.items()]
    texts = {f"tt_{pk}": text for pk, (_revision, text) in beside.items()}
    sent = {pk: one for pk, one in _texts(data, "", list(scores)).items() if one[1] != RowText()}
    drafts = [
        CorrectionDraft(pk, text.text, text.reason, text.words, revision) for pk, (revision, text) in sent.items()
    ]
    return drafts, others, texts | {f"{pk}": text for pk, (_revision, text) in sent.items()}
