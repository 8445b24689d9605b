"""The duties in the sentences of one passage of prose.

Owns: dividing a passage into sentences, terms and actions. Does not: know which passages give duties (``duties``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vanban.language.letters import CAPITALS
from vanban.plans.duty_actions import action_of, acts_between, named_action, receiver_of
from vanban.plans.duty_subjects import BODY, Subject, begin_of, is_told, subject_of
from vanban.plans.duty_terms import Term, is_rhythm, terms_of
from vanban.plans.outline import Passage
from vanban.text.forms import squeeze

__all__ = ["ASKED", "Draft", "Sentences"]

_SENTENCE = re.compile(rf"(?<=[\w)])\.\s+(?=[{CAPITALS}(])|;\s+")
_PERIOD_REPORT = re.compile(
    r"\A\W*(?:(?:các|riêng)\s+)*báo cáo(?:\s+(?:định kỳ|quý|tháng|năm|6 tháng|sơ kết|tổng kết|cả năm))*"
    r"(?:\s+(?:nộp|gửi|hoàn thành|xong))?(?:\s+(?:về|cho)\s[^,;.]{3,40}?)?\s*\Z",
    re.IGNORECASE,
)
_LEAD_IN_BRACKETS = re.compile(rf"\((?:Giao\s)?(?P<who>{BODY}\s[^()]{{1,120}}?) chủ trì[^()]*\)")
_REACH = 1_000  # letters before and behind a term where its verb and its receiver stand
ASKED = "Đề nghị "  # who is asked, not told
_LONGEST_TITLE = 2  # words of a product that only repeats what an earlier sentence names
_MAKES_PLAN = r"(?:xây dựng|ban hành|lập|thành lập)(?:,?\s(?:và\s)?(?:ban hành|triển khai))?\s[^.;,()]*?"


@dataclass(slots=True)
class Draft:
    """A duty under way."""

    passage: Passage
    span: tuple[int, int]
    who: str | None
    what: str
    to: str | None
    terms: list[str] = field(default_factory=list)


class Sentences:
    """The sentences of one passage, and the duties in them."""

    def __init__(self, passage: Passage, subject: Subject | None, holder: str | None, *, inside: bool) -> None:
        self._passage = passage
        self._text = passage.text
        self._subject = subject
        self._holder = holder
        self._who = subject[0] if subject else holder
        self._inside = inside
        self._drafts: list[Draft] = []

    def drafts(self) -> list[Draft]:
        """Return the duties of the passage."""
        for start, end in self._spans():
            self._sentence(start, end)
        return self._drafts

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of sentences; the names of those who act may hold semicolons."""
        start = 0
        text = self._text
        for mark in _SENTENCE.finditer(text, self._subject[1] if self._subject else 0):
            if text.count("(", start, mark.start()) > text.count(")", start, mark.start()):
                continue
            yield start, mark.start() + 1
            start = mark.end()
        yield from self._bracket(start)

    def _bracket(self, start: int) -> Iterator[tuple[int, int]]:
        """Yield the last sentence; one in brackets by its semicolons."""
        pattern = r"[^;]+;?\s*" if self._text.startswith("(", start) else r".+"
        for part in re.finditer(pattern, self._text[start:], re.DOTALL):
            yield start + part.start(), start + part.end()

    def _sentence(self, start: int, end: int) -> None:
        if is_told(self._text, start or begin_of(self._text)):
            return
        sentence = self._text[start:end]
        own = self._subject if start == 0 else subject_of(self._text, start)
        acts_at = max(own[1] - start, 0) if own else begin_of(sentence) if start == 0 else 0
        terms = terms_of(sentence, always_at=None if self._is_request else _past_blanks(sentence, acts_at))
        if not terms or not (self._inside or self._is_rhythm(sentence, acts_at if own else 0, terms)):
            return
        if self._drafts and _PERIOD_REPORT.match(sentence[: terms[0].start]) and len(terms) == 1:
            self._drafts[-1].terms.append(_trimmed(sentence[: terms[0].end]))
            return
        who = own[0] if own else self._who
        groups = list(_groups(sentence, terms, acts_at))
        for words, group in groups if self._inside else groups[:1]:
            self._add(who, words, group, sentence, (start, end))

    @property
    def _is_request(self) -> bool:
        """Whether those who are spoken of are only asked: to go on all the time is then no duty."""
        return any((name or "").startswith(ASKED) for name in (self._who, self._holder))

    @staticmethod
    def _is_rhythm(sentence: str, acts_at: int, terms: Sequence[Term]) -> bool:
        """Say whether a sentence outside the parts on organisation gives a duty: someone acts in a rhythm."""
        first = terms[0]
        leads = not sentence[begin_of(sentence) : first.start].strip()
        acts = acts_at > 0 and not sentence[acts_at : first.start].strip(" ,")
        return is_rhythm(first) and len(first.text.split()) > 1 and (leads or acts)

    def _add(
        self, who: str | None, words: tuple[int, int], group: Sequence[Term], sentence: str, span: tuple[int, int]
    ) -> None:
        start, end = max(words[0], group[0].start - _REACH), min(words[1], group[-1].end + _REACH)
        before, after = sentence[start : group[0].start], sentence[group[0].end : end]
        rest = after.lstrip(" ,")
        behind = subject_of(rest[:1].upper() + rest[1:], 0)  # "hằng quý, các cơ quan báo cáo …"
        if behind and not before.strip(" ,-"):
            who, after = rest[: len(behind[0])] if rest.startswith(behind[0][1:], 1) else behind[0], rest[behind[1] :]
        if who is None and (lead := _LEAD_IN_BRACKETS.search(sentence)):
            who, before = squeeze(lead["who"]), before.replace(lead[0], "")
        what = self._named(before) or action_of(before, after)
        if what is None:
            return
        to = self._through(receiver_of(sentence[start:end]))
        self._drafts.append(Draft(self._passage, span, who, what, to, [_trimmed(term.text) for term in group]))

    def _named(self, before: str) -> str | None:
        """Return what is handed in, where it stands before its verb; what an earlier sentence says more fully of it."""
        named = named_action(before)
        if named is None:
            return None
        what, verb = named
        if len(what.split()) <= _LONGEST_TITLE:
            fuller = re.search(
                rf"{_MAKES_PLAN}{re.escape(what)}(?!\w)[^.;,()]*?(?=\s+(?:để|và)\s|[.;,()])", self._text, re.I
            )
            if fuller:
                return squeeze(fuller[0])
        return f"{verb} {what}"

    def _through(self, to: str | None) -> str | None:
        """Return the receiver with the body through which it goes, where an earlier sentence says it."""
        if to is None or "(" in to:
            return to
        said = re.search(rf"{re.escape(to)} (\((?:qua|thông qua)\s[^)]+\))", self._text)
        return f"{to} {squeeze(said[1])}" if said else to


def _groups(sentence: str, terms: Sequence[Term], acts_at: int) -> Iterator[tuple[tuple[int, int], tuple[Term, ...]]]:
    """Yield the terms that belong to one action, with the span of the words around them."""
    groups: list[list[Term]] = []
    for term in terms:
        if groups and not acts_between(sentence[groups[-1][-1].end : term.start]):
            groups[-1].append(term)
        else:
            groups.append([term])
    start = acts_at
    for index, group in enumerate(groups):
        last = index == len(groups) - 1
        yield (start, len(sentence) if last or is_rhythm(group[0]) else group[-1].end), tuple(group)
        start = group[-1].end


def _past_blanks(sentence: str, at: int) -> int:
    return len(sentence) - len(sentence[at:].lstrip(" ,:"))


def _trimmed(words: str) -> str:
    return squeeze(words).strip(" ().,;")
