"""How a figure stands to another one, in the words of a report: tăng, giảm, bằng; điểm phần trăm; đạt, vượt, thấp hơn.

Owns: the words. Rates differ by điểm phần trăm, never by per cent of per cent; a difference is that of the printed
values, so that whoever subtracts gets it too.
"""

from dataclasses import dataclass
from decimal import Decimal

from reform.forms.model import Form, Line, LineType
from reform.forms.tree import When
from reform.narratives.facts import Relation, Target
from reform.narratives.notation import as_printed, lowered, printed_number
from vanban.text.forms import compare_key

__all__ = ["NO_HISTORY", "Phrase", "against_earlier", "against_target"]

NO_HISTORY = "chưa có số so sánh"
_BASES = {
    When.PREVIOUS: "kỳ trước",
    When.YEAR_BEFORE: "cùng kỳ năm trước",
    When.YEAR_END: "cả năm trước",
}
_RANKS = ("hang", "bac")  # units of places in a ranking, where less is higher
_SHARE_FROM = 20  # a share of a smaller number says nothing


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with the difference in them: ``text[start:end]`` is ``difference`` as printed."""

    text: str
    difference: Decimal | None = None
    start: int = 0
    end: int = 0


def against_earlier(now: Decimal, before: Decimal, when: When, line: Line, form: Form) -> Phrase:
    """Return ``tăng 2,50 điểm phần trăm so với cùng kỳ năm trước``."""
    difference = as_printed(now, line, form) - as_printed(before, line, form)
    if not difference:
        return Phrase(f"bằng {_BASES[when]}")
    rises = difference > 0 if not _is_rank(line) else difference < 0
    number = _number(abs(difference), line, form)
    verb = "tăng " if rises else "giảm "
    share = _share(difference, before, line)
    text = f"{verb}{number}{_unit(line)}{share} so với {_BASES[when]}"
    return Phrase(text, difference, len(verb), len(verb) + len(number))


def against_target(now: Decimal, target: Target, line: Line, form: Form) -> Phrase:
    """Return ``đạt chỉ tiêu 95%``, ``vượt chỉ tiêu 95% là 4,03 điểm phần trăm``, ``chưa đạt chỉ tiêu 100%, …``."""
    difference = as_printed(now, line, form) - as_printed(target.value, line, form)
    wanted = printed_number(target.value) + ("%" if line.type is LineType.PERCENT else "")
    named = f"chỉ tiêu {wanted}"
    if not difference:
        return Phrase(f"đạt {named}")
    number = _number(abs(difference), line, form)
    if target.is_met(now):
        verb = "vượt" if target.relation is Relation.LEAST else "tốt hơn"
        head = f"{verb} {named} là "
    else:
        head = f"chưa đạt {named}, còn thiếu " if difference < 0 else f"chưa đạt {named}, cao hơn "
    return Phrase(f"{head}{number}{_unit(line)}", difference, len(head), len(head) + len(number))


def _is_rank(line: Line) -> bool:
    return line.good < 0 and any(word in compare_key(line.unit).split() for word in _RANKS)


def _number(value: Decimal, line: Line, form: Form) -> str:
    return printed_number(value, form.percent_digits if line.type is LineType.PERCENT else None)


def _unit(line: Line) -> str:
    if line.type is LineType.PERCENT:
        return " điểm phần trăm"
    if _is_rank(line):
        return " bậc"
    first = line.unit.split(",")[0]
    return f" {lowered(first)}" if first and first != "%" else ""


def _share(difference: Decimal, before: Decimal, line: Line) -> str:
    """Return the difference as a share of what it was, where that says something."""
    if line.type is LineType.PERCENT or _is_rank(line) or abs(before) < _SHARE_FROM:
        return ""
    return f", tương ứng {printed_number(abs(difference) / abs(before) * 100, 2)}%,"
