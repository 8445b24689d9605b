"""Footnotes: small lines below a short rule at the foot of a page.

Owns: which lines they are, and the raised marks in the text that point at them. Does not: join their lines.
"""

import re
from collections import Counter
from collections.abc import Sequence

from vanban.reading.pdf.lines import Line
from vanban.reading.pdf.page_text import PageText

__all__ = ["body_size", "take_notes", "without_marks"]

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(rf"\A\s*([{_RAISED}]+|\[?\d{{1,3}}\]?(?=[\s.)])|\*+)\s*")
_SMALLER = 0.95  # of the body's size, below a rule
_SMALL = 0.88  # without a rule
_SHORTEST, _LONGEST = 30.0, 0.62  # of the rule: points, share of the page


def body_size(pages: Sequence[PageText]) -> float:
    """Return the size in which most of the text outside tables stands; of all text where nothing is outside."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page.rows:
            for line in row:
                sizes[round(line.size, 1)] += line.letters
    if not sizes:
        sizes.update(round(line.size, 1) for page in pages for line in page.lines())
    return sizes.most_common(1)[0][0] if sizes else 0.0


def take_notes(text: PageText, size: float) -> None:
    """Move the footnotes of a page from its lines to its notes; marks in the page's text that name them go."""
    start = _below_rule(text, size)
    if start is None:
        start = _small_end(text, size)
    if start is None:
        return
    text.notes, text.rows = text.rows[start:], text.rows[:start]
    marks = {match[1].translate(_PLAIN).strip("[]") for row in text.notes if (match := _MARK.match(row[0].text))}
    own = {id(line) for row in text.notes for line in row}
    for line in text.lines():
        if id(line) not in own:
            line.text, line.runs = _unmarked(line, marks)


_PLAIN = str.maketrans(_RAISED, "0123456789")


def without_marks(text: str) -> str:
    """Return a footnote's words without the mark before them."""
    return _MARK.sub("", text, count=1)


def _unmarked(line: Line, marks: set[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    def drop(match: re.Match[str]) -> str:
        return "" if match[0].translate(_PLAIN) in marks else match[0]

    pattern = re.compile(f"(?<=\\S)[{_RAISED}]+")
    return pattern.sub(drop, line.text), tuple((font, pattern.sub(drop, run)) for font, run in line.runs)


def _below_rule(text: PageText, size: float) -> int | None:
    rules = [
        rule
        for rule in text.rules
        if _SHORTEST <= rule.end - rule.start <= _LONGEST * text.page.width
        and all(part.grid.ys[-1] <= rule.at + 2 for part in text.tables)
    ]
    for rule in sorted(rules, key=lambda rule: rule.at):
        start = next((i for i, row in enumerate(text.rows) if min(p.box.top for p in row) >= rule.at - 3), None)
        if start is None:
            continue
        below = [line for row in text.rows[start:] for line in row]
        if below and all(line.size <= _SMALLER * size for line in below) and _MARK.match(below[0].text):
            return start
    return None


def _small_end(text: PageText, size: float) -> int | None:
    """Return where the small lines at the end of a page begin, of which the first has a mark."""
    start = len(text.rows)
    while start > 0 and all(line.size <= _SMALL * size for line in text.rows[start - 1]):
        start -= 1
    below = text.rows[start:]
    tables = [part.grid.ys[-1] for part in text.tables]
    if not below or start == 0 or any(bottom > below[0][0].box.top for bottom in tables):
        return None
    first = next((i for i, row in enumerate(below) if row[0].text[:1] in _RAISED), None)
    return start + first if first == 0 else None
