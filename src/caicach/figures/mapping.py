"""Between the rows of this app and the values of ``reform.forms``: forms, cells, figures, and what people type.

Owns: which sheet an agency sees, how a figure is written in one line, and why what was typed cannot be read.
Does not: ask the database, or judge a figure that can be read.
"""

import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.figures.constants import MOST_FIGURE
from caicach.figures.models import FigureCell, FormVersion
from caicach.web.errors import BadInput
from reform.forms import Cell, Form, Line, read_form
from reform.forms.figures import Figure, cell_of, members_text, rounded
from reform.forms.model import LineType
from reform.forms.sheets import Sheet, sheet_of
from vanban.text.forms import compare_key, squeeze
from vanban.text.numbers import NumberFault, UnreadableNumber, typed_number

__all__ = [
    "COMMUNE",
    "DEPARTMENT",
    "DISTRICT",
    "LEVEL_WORDS",
    "PROVINCE",
    "BadCells",
    "cell_columns",
    "cell_of_columns",
    "extra_keys",
    "figure_of_row",
    "figure_of_text",
    "figure_text",
    "filled_of",
    "form_of",
    "level_of",
    "sheet_for",
    "typed_figure",
]

PROVINCE, DEPARTMENT, DISTRICT, COMMUNE = "province", "department", "district", "commune"
LEVEL_WORDS = {
    PROVINCE: gettext_lazy("tỉnh"),
    DEPARTMENT: gettext_lazy("sở, ngành"),
    DISTRICT: gettext_lazy("huyện"),
    COMMUNE: gettext_lazy("xã"),
}
_REASON_MARK = "@"
_NOTHING = frozenset({"", "-", "–", "—", "−", "…", "..."})
_SHOWN_LENGTH = 40  # of what was typed, in a sentence about it
_KEPT_FORMS = 32


class BadCells(BadInput):
    """Figures that cannot be kept: nothing was saved. ``problems`` says of each cell what is wrong."""

    def __init__(self, problems: Mapping[Cell, str]) -> None:
        self.problems = dict(problems)
        super().__init__("\n".join(self.problems.values()))


class _Forms:
    """The forms that were read lately, by fingerprint: a fingerprint says what the definition says."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Form] = OrderedDict()

    def of(self, version: FormVersion) -> Form:
        if version.fingerprint not in self._kept:
            self._kept[version.fingerprint] = read_form(version.definition)
            while len(self._kept) > _KEPT_FORMS:
                self._kept.popitem(last=False)
        return self._kept[version.fingerprint]


_forms = _Forms()


def form_of(version: FormVersion) -> Form:
    """Return the form that ``version`` defines; read once, so that the definition itself may be left in the database.

    Raises:
        reform.forms.FormError: the definition of a draft cannot be used.
    """
    return _forms.of(version)


def sheet_for(version: FormVersion, level: str) -> Sheet:
    """Return the sheet of ``level``, with the optional lines that the version switches on."""
    return sheet_of(form_of(version), level, extra=extra_keys(version))


def extra_keys(version: FormVersion) -> frozenset[str]:
    """Return the keys of the optional lines that the version switches on."""
    return _extra(version.extra_keys)


@lru_cache(maxsize=64)
def _extra(stored: str) -> frozenset[str]:
    return frozenset(json.loads(stored or "[]"))


def level_of(level: str, kind: str) -> str:
    """Return the level of a form at which an agency of that level and kind fills it.

    The People's Committee of a place stands for the place; every other body of a province is a department to it.
    """
    if level == AgencyLevel.COMMUNE:
        return COMMUNE
    if level == AgencyLevel.DISTRICT:
        return DISTRICT
    return PROVINCE if kind == AgencyKind.COMMITTEE else DEPARTMENT


def cell_columns(cell: Cell) -> tuple[str, str]:
    """Return the columns ``line_key`` and ``members`` of ``cell``."""
    return cell.key, members_text(cell)


def cell_of_columns(line_key: str, members: str) -> Cell:
    """Return the cell of two columns.

    Raises:
        ValueError: ``members`` is not of the shape that ``cell_columns`` gives.
    """
    return cell_of(line_key, members)


def filled_of(rows: Iterable[FigureCell]) -> dict[Cell, Figure]:
    """Return the figures of stored cells."""
    return {cell_of(row.line_key, row.members): figure_of_row(row) for row in rows}


def figure_of_row(row: FigureCell) -> Figure:
    """Return the figure of a stored cell."""
    return Figure(row.word or row.value, row.reason)


def figure_text(figure: Figure | None) -> str:
    """Return a figure in one line, in no language: ``8803``, ``99.03``, ``online``, ``@none_yet``; nothing is blank."""
    if figure is None:
        return ""
    if figure.reason:
        return _REASON_MARK + figure.reason
    return f"{rounded(figure.value):f}" if isinstance(figure.value, Decimal) else figure.value or ""


def figure_of_text(text: str, line: Line) -> Figure | None:
    """Return the figure that ``figure_text`` wrote for a cell of ``line``.

    Raises:
        ValueError: it never wrote that.
    """
    if not text:
        return None
    if text.startswith(_REASON_MARK):
        return Figure(None, text.removeprefix(_REASON_MARK))
    return Figure(text) if line.type is LineType.CHOICE else Figure(Decimal(text))


def typed_figure(text: str, line: Line, form: Form) -> Figure | None:
    """Return what a person typed or pasted for ``line``; None where nothing stands there.

    The words of a reason (or its key after ``@``) are the reason; a choice is taken by its word or its label. A figure
    that can be read and cannot be true is taken: the rules tell.

    Raises:
        BadInput: it cannot be read, or could be read in two ways; the sentence names the line and says what to type.
    """
    said = squeeze(text)
    if said in _NOTHING:
        return None
    if reason := _reason(said, form):
        return Figure(None, reason)
    if line.type is LineType.CHOICE:
        return Figure(_word(said, line))
    return Figure(_number(said, line))


def _reason(said: str, form: Form) -> str:
    key = said.removeprefix(_REASON_MARK)
    if said.startswith(_REASON_MARK) and key in form.null_reasons:
        return key
    folded = compare_key(said)
    return next((key for key, words in form.null_reasons.items() if compare_key(words) == folded), "")


def _word(said: str, line: Line) -> str:
    words = line.choice.words if line.choice else {}
    folded = compare_key(said)
    for word, label in words.items():
        if folded in (compare_key(word), compare_key(label)):
            return word
    raise BadInput(
        _("Dòng %(line)s: “%(typed)s” không có trong danh sách. Chọn một trong: %(words)s.")
        % _about(line, said, words="; ".join(words.values()))
    )


def _number(said: str, line: Line) -> Decimal:
    is_rate = line.type is LineType.PERCENT
    bare = said.removesuffix("%").strip() if is_rate else said
    try:
        value = typed_number(bare, whole=line.type is LineType.COUNT, grouped=not is_rate)
    except UnreadableNumber as error:
        raise BadInput(_FAULTS[error.fault] % _about(line, said)) from None
    if abs(value) >= MOST_FIGURE:
        raise BadInput(_("Dòng %(line)s: “%(typed)s” quá lớn, không lưu được. Kiểm tra lại số.") % _about(line, said))
    return rounded(value)


_FAULTS = {
    NumberFault.WORDS: gettext_lazy("Dòng %(line)s: “%(typed)s” không phải là số. Chỉ ghi số, ví dụ 8.803."),
    NumberFault.FORMULA: gettext_lazy(
        "Dòng %(line)s: “%(typed)s” là công thức. Ghi kết quả của công thức; tổng và tỷ lệ của biểu thì tự tính."
    ),
    NumberFault.GROUPS: gettext_lazy(
        "Dòng %(line)s: “%(typed)s” có dấu chấm hoặc dấu phẩy đặt sai chỗ. Ghi dạng 8.803 hoặc 85,75."
    ),
    NumberFault.FOREIGN: gettext_lazy(
        "Dòng %(line)s: “%(typed)s” có thể là hai số khác nhau. Dấu chấm ngăn hàng nghìn, dấu phẩy ngăn phần lẻ: "
        "ghi 8.803 nếu là tám nghìn tám trăm linh ba."
    ),
    NumberFault.FRACTION: gettext_lazy("Dòng %(line)s: “%(typed)s” có phần lẻ, dòng này chỉ đếm số nguyên."),
    NumberFault.AMBIGUOUS: gettext_lazy(
        "Dòng %(line)s: “%(typed)s” là tỷ lệ, dấu chấm không rõ là hàng nghìn hay phần lẻ. Ghi phần lẻ sau dấu phẩy."
    ),
}


def _about(line: Line, said: str, **more: str) -> dict[str, str]:
    shown = said if len(said) <= _SHOWN_LENGTH else f"{said[:_SHOWN_LENGTH]}…"
    return {"line": f"{line.number} ({line.label})", "typed": shown, **more}
