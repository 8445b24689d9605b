"""The form that takes a workbook of results back, and the lines that were looked at."""

import json
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.scoring.services.outside import OutsideDraft
from caicach.web.errors import BadInput

__all__ = ["SurveyForm", "survey_drafts"]

_PARTS = 5


class SurveyForm(forms.Form):
    """A filled workbook, and the source of rows that name none."""

    file = forms.FileField(label=gettext_lazy("Tệp XLSX đã điền"))
    source = forms.CharField(
        label=gettext_lazy("Nguồn chung"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Dùng cho các dòng không ghi nguồn, ví dụ: Báo cáo kết quả khảo sát số 12/BC-SNV."),
    )


def survey_drafts(lines: Iterable[str]) -> list[OutsideDraft]:
    """Return the results that were chosen, as the page sent them back.

    Raises:
        BadInput: a line is none that the page wrote, or nothing was chosen.
    """
    try:
        found = [_draft(json.loads(line)) for line in lines]
    except (ValueError, TypeError):
        raise BadInput(_("Không đọc được các dòng đã chọn. Nạp lại tệp rồi lưu lần nữa.")) from None
    if not found:
        raise BadInput(_("Chưa chọn kết quả nào. Đánh dấu các dòng cần lưu."))
    return found


def _draft(line: object) -> OutsideDraft:
    if not isinstance(line, list) or len(line) != _PARTS:
        raise ValueError("five parts are asked")
    score_id, revision, text, source, sample = line
    numbers, words = (score_id, revision), (text, source, sample)
    if not all(isinstance(one, int) for one in numbers) or not all(isinstance(one, str) for one in words):
        raise ValueError("two numbers and three texts are asked")
    return OutsideDraft(score_id, revision, text, source, sample)
