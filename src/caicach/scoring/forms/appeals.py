"""What an agency says to its appraised points, and what is answered: on one sub-criterion, or a row for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from caicach.scoring.constants import AppealState
from caicach.scoring.models import Appeal
from caicach.scoring.selectors.appeals import Difference, RoundAppeal
from caicach.scoring.services.appeal_answers import VERDICTS, AppealAnswer
from caicach.scoring.services.appeals import WORDS_LENGTH, AppealDraft, Reply
from caicach.ui.notation import decimal_text
from caicach.web.requests import whole_number

__all__ = [
    "AnswerText",
    "AppealForm",
    "ReplyAct",
    "ReplyText",
    "answers_sent",
    "appeal_form",
    "replies_sent",
    "reply_shown",
]


class AppealForm(forms.Form):
    """An objection to the points of one sub-criterion."""

    asked_text = forms.CharField(
        label=gettext_lazy("Điểm đề nghị"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "input--num", "inputmode": "decimal", "autocomplete": "off"}),
    )
    asks_left_out = forms.BooleanField(
        label=gettext_lazy("Vẫn đề nghị không áp dụng tiêu chí này"),
        required=False,
        help_text=gettext_lazy("Đánh dấu thì không cần ghi điểm."),
    )
    words = forms.CharField(
        label=gettext_lazy("Nội dung giải trình"),
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Vì sao điểm phải khác, xem ở văn bản nào. Thêm văn bản ở phần minh chứng."),
    )

    def __init__(self, *arguments: Any, may_leave_out: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not may_leave_out:
            del self.fields["asks_left_out"]

    def draft(self) -> AppealDraft:
        """Return what was sent; call it on a valid form."""
        given = self.cleaned_data
        return AppealDraft(given["asked_text"], given["words"], given.get("asks_left_out", False))


def appeal_form(before: Appeal | None, *, may_leave_out: bool) -> AppealForm:
    """Return the form with what was asked for before."""
    asked = before if before is not None and before.state == AppealState.ASKED else None
    initial: dict[str, object] = {}
    if asked is not None:
        points = "" if asked.asked is None else decimal_text(asked.asked)
        initial = {"asked_text": points, "words": asked.words, "asks_left_out": asked.asked is None}
    return AppealForm(initial=initial, may_leave_out=may_leave_out, auto_id="gt-%s")


class ReplyAct(StrEnum):
    """What an agency says in a row."""

    NONE = ""
    AGREE = "dong-y"
    APPEAL = "giai-trinh"
    LEAVE_OUT = "khong-ap-dung"


@dataclass(frozen=True, slots=True)
class ReplyText:
    """What stands in the fields of a row of differences."""

    act: str = ""
    asked: str = ""
    words: str = ""


_REPLY = {"act": "tra_loi", "asked": "de_nghi", "words": "giai_trinh"}


def reply_shown(row: Difference) -> ReplyText:
    """Return what the fields of a row hold before anybody types."""
    appeal = row.appeal
    if appeal is None:
        return ReplyText()
    if appeal.state == AppealState.AGREED:
        return ReplyText(ReplyAct.AGREE)
    if appeal.asked is None:
        return ReplyText(ReplyAct.LEAVE_OUT, words=appeal.words)
    return ReplyText(ReplyAct.APPEAL, decimal_text(appeal.asked), appeal.words)


def replies_sent(
    rows: Iterable[Difference], data: Mapping[str, str]
) -> tuple[tuple[Reply, ...], Mapping[int, ReplyText]]:
    """Return what was said in rows that changed, and the texts of those rows; words without an act are an objection."""
    replies, texts = [], {}
    for row in rows:
        pk = row.score.pk
        if f"thay_{pk}" not in data:
            continue
        sent = ReplyText(**{name: data.get(f"{prefix}_{pk}", "").strip() for name, prefix in _REPLY.items()})
        shown = reply_shown(row)
        if sent == ReplyText(shown.act, shown.asked, shown.words.strip()) or sent == ReplyText():
            continue
        texts[pk] = sent
        replies.append(Reply(pk, _draft(sent), whole_number(data[f"thay_{pk}"]) or 0))
    return tuple(replies), texts


def _draft(sent: ReplyText) -> AppealDraft | None:
    if sent.act == ReplyAct.AGREE:
        return None
    return AppealDraft(sent.asked, sent.words, asks_left_out=sent.act == ReplyAct.LEAVE_OUT)


@dataclass(frozen=True, slots=True)
class AnswerText:
    """What stands in the fields of a row of objections."""

    verdict: str = ""
    points: str = ""
    words: str = ""
    is_chosen: bool = False  # for the answer that is given to all that are chosen


_ANSWER = {"verdict": "tra_loi", "points": "diem", "words": "y_kien"}


def answers_sent(
    rows: Iterable[RoundAppeal], data: Mapping[str, str], chosen: Iterable[str]
) -> tuple[tuple[AppealAnswer, ...], Mapping[int, AnswerText]]:
    """Return the answers that were sent, and the texts of their rows; what is chosen takes the common answer.

    A row's own answer goes before the common one.
    """
    picked, common = frozenset(chosen), (data.get("tra_loi_chung", ""), data.get("y_kien_chung", "").strip())
    answers, texts = [], {}
    for row in rows:
        pk = row.appeal.pk
        own = {name: data.get(f"{prefix}_{pk}", "").strip() for name, prefix in _ANSWER.items()}
        is_chosen = str(pk) in picked and not any(own.values())
        if not any(own.values()) and not is_chosen:
            continue
        texts[pk] = AnswerText(**own, is_chosen=is_chosen)
        verdict, words = common if is_chosen else (own["verdict"], own["words"])
        answers.append(AppealAnswer(pk, _verdict(verdict), own["points"], words))
    return tuple(answers), texts


def _verdict(text: str) -> AppealState:
    """Return the verdict that was chosen; what is none is answered by the service in a sentence."""
    return AppealState(text) if text in VERDICTS else AppealState.ASKED
