"""D107: an act that a report counts to its period, dated outside it."""

import re
from collections.abc import Iterator
from datetime import date

from vanban.checks.model import Paper, Rule
from vanban.language.citations import read_citations
from vanban.plans.outline import Passage
from vanban.text.findings import Finding, Severity

__all__ = ["RULE"]

_FIRST_DAY = 15  # of the month before the quarter: Nghị định 09/2019/NĐ-CP, Điều 12
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SENTENCE = re.compile(r"[^.\n]+")
_ISSUED = re.compile(
    r"\A\s*(?:[a-zđ]\)|[-+*]|\d+\.)?\s*Trong\s+quý\s+(?P<quarter>IV|I{1,3}|[1-4])\b[^.]*?\bđã (?:tham mưu )?ban hành\b"
)
_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE = re.compile(r"\A(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d+\])\s*")


def _check(paper: Paper) -> Iterator[Finding]:
    year = paper.plan.header.year
    if paper.plan.header.type != "báo cáo" or year is None:
        return
    notes = _notes(paper)
    for passage in paper.passages:
        for sentence in _SENTENCE.finditer(passage.text):
            match = _ISSUED.match(sentence.group())
            if match:
                yield from _outside(passage, sentence, _QUARTERS[match["quarter"]], year, notes)


def _outside(
    passage: Passage, sentence: re.Match[str], quarter: int, year: int, notes: dict[str, tuple[date, ...]]
) -> Iterator[Finding]:
    """Yield the acts of a sentence, or of its footnotes, that are dated outside the quarter."""
    text, begin = sentence.group(), sentence.start()
    dated = [(cited.until, cited.date) for cited in read_citations(text) if cited.date]
    dated += [
        (mark.end(), day) for mark in _MARK.finditer(text) for day in notes.get(mark.group().translate(_DIGITS), ())
    ]
    for end, day in sorted(dated):
        if not _belongs(day, quarter, year):
            words = text[:end].strip()
            params = {"date": f"{day:%d/%m/%Y}", "period": f"quý {quarter}/{year}"}
            place = passage.place(begin + end - len(words), begin + end)
            yield Finding(RULE.code, RULE.severity, place, words, params)


def _belongs(day: date, quarter: int, year: int) -> bool:
    """Say whether an act may be counted to a quarter: its window begins on the 15th of the month before."""
    end = date(year + quarter // 4, quarter * 3 % 12 + 1, 1)
    begin = date(year, quarter * 3 - 3, _FIRST_DAY) if quarter > 1 else date(year - 1, 12, _FIRST_DAY)
    return begin <= day < end


def _notes(paper: Paper) -> dict[str, tuple[date, ...]]:
    """Return the dates in each footnote by its number."""
    found = {}
    for paragraph in paper.document.paragraphs():
        match = _NOTE.match(paragraph.text)
        if match:
            dates = tuple(cited.date for cited in read_citations(paragraph.text) if cited.date)
            found[match["mark"].strip("[]").translate(_DIGITS)] = dates[:1]
    return found


_HEAD = "BÁO CÁO\nKết quả cải cách hành chính quý I năm 2027\n"

RULE = Rule(
    "D107",
    Severity.WARNING,
    "Văn bản tính vào kỳ báo cáo nhưng ban hành ngoài kỳ",
    "Nghị định 09/2019/NĐ-CP, Điều 12: số liệu chốt trong kỳ báo cáo.",
    _check,
    bad=(
        _HEAD + "Trong quý I, UBND xã đã ban hành Kế hoạch số 268/KH-UBND ngày 09/12/2026 của UBND xã.",
        _HEAD + "Trong quý I, UBND xã đã ban hành Kế hoạch năm 2027¹.\n\n¹ Kế hoạch số 268/KH-UBND ngày 09/12/2026.",
    ),
    good=(
        _HEAD + "Trong quý I, UBND xã đã ban hành Kế hoạch số 06/KH-UBND ngày 11/01/2027 của UBND xã.",
        _HEAD + "Trong quý I, UBND xã đã ban hành Kế hoạch số 268/KH-UBND ngày 29/12/2026 của UBND xã.",
    ),
)
