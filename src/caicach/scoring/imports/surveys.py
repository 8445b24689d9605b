"""The workbook of results from outside on its way back: whether it is this round's, what it changes, all that is wrong.

Owns: the stamp, the columns by their titles, of whom a row speaks, what each row lacks. Does not: write
(``services.surveys``).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.scoring.constants import SURVEY_COLUMNS, Stage
from caicach.scoring.imports.cells import Cell, cells_of, revision_of
from caicach.scoring.selectors.surveys import Outside, Survey
from caicach.scoring.services.outside import OutsideDraft, outside_mark
from caicach.web.errors import BadInput
from vanban.text.forms import compare_key, squeeze

__all__ = ["SurveyDiff", "SurveyLine", "read_survey_book"]

_KEY, _NUMBER, _AGENCY, _RESULT = (SURVEY_COLUMNS[at] for at in (0, 1, 3, 5))
_SAMPLE, _SOURCE, _REVISION = SURVEY_COLUMNS[6], SURVEY_COLUMNS[7], SURVEY_COLUMNS[9]
_STAMP = re.compile(r"Kết quả khảo sát của đợt ([0-9a-f-]{36}); bộ ([0-9a-f]{64})")
_NOTES = ("Chỉ điền", "Không sửa", "Fill in only", "Do not change")
_MOST_ROWS = 10_000
_HEAD_ROWS = 30  # among which the titles of the columns stand
_BLANK = Cell("")


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """One result that the workbook changes."""

    row: int  # of the workbook, from 1
    of: Outside
    draft: OutsideDraft
    points: Decimal | None
    sample: int | None
    is_newer: bool  # somebody changed the score after the workbook was made

    @property
    def is_small(self) -> bool:
        """Whether fewer answered than the set asks for."""
        return self.sample is not None and self.sample < self.of.leaf.rule.least_sample

    @property
    def is_tiny(self) -> bool:
        """Whether a share of at most one per cent stands there, where 0,86 was perhaps meant as 86 %."""
        value = Decimal(self.draft.text.removesuffix("%").strip().replace(",", "."))
        return self.of.leaf.rule.unit == "%" and 0 < value <= 1


@dataclass(frozen=True, slots=True)
class SurveyDiff:
    """What the workbook changes, how many results are as they stand, and all that is wrong with it."""

    lines: tuple[SurveyLine, ...]
    same: int
    problems: tuple[str, ...]  # in the order of the rows


def read_survey_book(data: bytes, survey: Survey, *, source: str = "") -> SurveyDiff:
    """Return what a filled workbook changes in the results of ``survey``; a blank result changes nothing.

    ``source`` is taken for rows that name none.

    Raises:
        BadInput: it is no workbook, or of another round or other criteria sets; the sentence says which.
    """
    rows = cells_of(data, most_rows=_MOST_ROWS)
    _refuse_other(rows, survey)
    head = next((at for at, row in enumerate(rows[:_HEAD_ROWS]) if {one.text for one in row} >= {_KEY, _RESULT}), None)
    if head is None:
        raise BadInput(_("Tệp không có cột “Mã” và “Kết quả”. Tải mẫu XLSX của đợt chấm này về điền."))
    places = {cell.text: at for at, cell in enumerate(rows[head]) if cell.text}
    return _Reading(survey, source).of(rows[head + 1 :], places, first=head + 2)


def _refuse_other(rows: Sequence[Sequence[Cell]], survey: Survey) -> None:
    texts = (cell.text for row in rows[:_HEAD_ROWS] for cell in row)
    found = next(filter(None, map(_STAMP.search, texts)), None)
    if found is None:
        raise BadInput(_("Tệp này không phải mẫu kết quả khảo sát tải từ đây. Tải mẫu XLSX của đợt chấm này về điền."))
    if found[1] != str(survey.round.uid):
        raise BadInput(_("Tệp này của đợt chấm khác. Mở đúng đợt chấm rồi nạp lại."))
    if found[2] != survey.digest:
        raise BadInput(_("Tệp này của bộ tiêu chí khác. Tải mẫu XLSX của đợt chấm này về rồi chép kết quả sang."))


class _Reading:
    """Reads the rows of one workbook."""

    def __init__(self, survey: Survey, source: str) -> None:
        self.survey, self.source = survey, squeeze(source)
        self.by_key = survey.by_key()
        self.by_names = {_named(one.assessment.agency.current_name, one.leaf.number): one for one in survey.rows}
        self.seen: set[str] = set()

    def of(self, rows: Sequence[Sequence[Cell]], places: Mapping[str, int], *, first: int) -> SurveyDiff:
        """Return what the rows say; ``first`` is the number of the first."""
        lines, problems, same = [], [], 0
        for number, row in enumerate(rows, start=first):
            cells = {title: row[at] for title, at in places.items() if at < len(row)}
            if not any(cell.text or cell.is_unreckoned for cell in cells.values()) or _is_note(cells):
                continue
            try:
                line = self._line(number, cells)
            except BadInput as error:
                problems.append(_("Dòng %(row)s: %(problem)s") % {"row": number, "problem": error})
                continue
            same += line is None and bool(cells.get(_RESULT, _BLANK).text)
            lines.extend([line] if line is not None else [])
        return SurveyDiff(tuple(lines), same, tuple(problems))

    def _line(self, number: int, cells: Mapping[str, Cell]) -> SurveyLine | None:
        """Return what a row changes; None: nothing."""
        of = self._of(cells)
        result, sample, source = (cells.get(name, _BLANK) for name in (_RESULT, _SAMPLE, _SOURCE))
        if result.is_unreckoned or sample.is_unreckoned:
            raise BadInput(_("ô là công thức chưa có kết quả. Ghi thẳng giá trị."))
        if not result.text:
            _refuse_half(of, sample, source)
            return None
        text = source.text or of.score.source_note or self.source
        draft = OutsideDraft(of.score.pk, of.score.revision, result.text, text, sample.text)
        mark = outside_mark(draft, of.score, of.leaf, of.digits, _stage(of))
        values = mark.values or {}
        if all(getattr(of.score, name) == value for name, value in values.items()):
            return None
        is_newer = revision_of(cells.get(_REVISION, _BLANK)) < of.score.revision
        return SurveyLine(number, of, draft, mark.points, values.get("sample_size"), is_newer)

    def _of(self, cells: Mapping[str, Cell]) -> Outside:
        """Return of which result of which agency a row speaks."""
        key, agency = cells.get(_KEY, _BLANK).text, cells.get(_AGENCY, _BLANK).text
        number = cells.get(_NUMBER, _BLANK).text
        found = self.by_key.get(key) if key else self.by_names.get(_named(agency, number))
        if found is None:
            raise BadInput(self._stranger(key, agency, number))
        if agency and compare_key(agency) != compare_key(found.assessment.agency.current_name):
            words = {"agency": agency[:80], "other": found.assessment.agency.current_name}
            raise BadInput(_("cột “Mã” là của %(other)s mà cột “Cơ quan” ghi %(agency)s. Chép lại cả dòng.") % words)
        if found.key in self.seen:
            raise BadInput(_("kết quả này của %(agency)s đã có ở dòng trên. Giữ lại một dòng.") % {"agency": agency})
        self.seen.add(found.key)
        return found

    def _stranger(self, key: str, agency: str, number: str) -> str:
        words = {"agency": agency[:80], "number": (number or key)[:80]}
        if not agency or compare_key(agency) in self.survey.names:
            said = _("cơ quan bạn không nhập kết quả “%(number)s” của %(agency)s; không ai nhập cho cơ quan mình.")
            return said % words if agency else _("không rõ dòng này của cơ quan nào, tiêu chí nào.")
        return _("không có cơ quan “%(agency)s” trong đợt chấm này. Chép tên đúng như mẫu đã tải.") % words


def _stage(of: Outside) -> Stage:
    stage = of.stage
    if stage is None:
        words = {"agency": of.assessment.agency.current_name}
        raise BadInput(_("%(agency)s chưa khóa điểm tự chấm hoặc đã công nhận nên chưa nhập được kết quả.") % words)
    return stage


def _refuse_half(of: Outside, sample: Cell, source: Cell) -> None:
    """Refuse answers or a source beside which no result stands, where none stood before."""
    has_new = sample.text and not of.score.claimed_value
    if has_new or (source.text and not of.score.claimed_value):
        raise BadInput(_("có số phiếu hoặc nguồn mà chưa có kết quả. Ghi kết quả, hoặc để trống cả ba ô."))


def _named(agency: str, number: str) -> tuple[str, str]:
    return compare_key(agency), squeeze(number)


def _is_note(cells: Mapping[str, Cell]) -> bool:
    return cells.get(_KEY, _BLANK).text.startswith(_NOTES)
