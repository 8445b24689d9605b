"""Duties with a term that stand in prose: who, what, when, to whom.

Owns: which parts give duties, whom a sentence speaks of. Does not: guess: a sentence without a term, or without a verb,
is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from vanban.language.agencies import read_agencies
from vanban.language.deadlines import read_deadlines
from vanban.language.letters import CAPITALS
from vanban.language.targets import is_target_section
from vanban.plans.duty_actions import action_of, acts_between, named_action, receiver_of
from vanban.plans.duty_terms import Term, is_rhythm, terms_of, without_repeats
from vanban.plans.model import PeriodicDuty
from vanban.plans.outline import Passage
from vanban.text.findings import Finding, Reading
from vanban.text.forms import compare_key, squeeze

__all__ = ["periodic_duties"]


def _any(words: str) -> str:
    """Return a pattern of the words, which ``|`` divides over several lines."""
    return "(?:" + "|".join(word.strip() for word in words.split("|")) + ")"


# Headings of the parts that give duties, on ``compare_key``.
_ORGANISATION = re.compile(
    _any("to chuc thuc hien | trach nhiem | cong tac trien khai | che do bao cao | che do thong tin bao cao | "
         "phan cong nhiem vu | to chuc trien khai | phan cong thuc hien")
)  # fmt: skip
_HEADING_WORDS = 16  # a heading is no longer
_GENERAL_HEADING = re.compile(r"\A(?:(?P<part>[A-H])[.)/]\s|(?:PHẦN|Phần)\s|[IVX]{1,6}[.)/]\s|Điều \d)")
_CLAUSE = re.compile(r"\A\s*\d{1,2}(?:\.\d{1,2})*\s?[.)]\s*")
_MARK = re.compile(r"\A\s*(?:\d{1,2}(?:\.\d{1,2})*\s?[.)]|[a-zđ]\)|[-+])\s*")
_BODY = _any(
    "Các | Thủ trưởng | Giám đốc | Trưởng | Chánh | Chủ tịch | Người đứng đầu | Sở | Ban(?!\\shành) | Bộ | UBND | "
    "Ủy ban | Uỷ ban | HĐND | Hội đồng | Văn phòng | Phòng | Công an | Thanh tra | Cơ quan | Đơn vị | Trung tâm | "
    "Báo(?!\\scáo) | Đài | Bộ phận | Cục | Chi cục | Trường | Bưu điện | Kho bạc | Bảo hiểm | Mặt trận | Đảng ủy | "
    "Đảng uỷ | Tổ(?!\\schức) | Đề nghị | "
    "Công chức | Cán bộ | Lãnh đạo | [Mm]ỗi cơ quan | [Mm]ỗi đơn vị | Từng cơ quan"
)
_VERB = _any(
    "có trách nhiệm | chịu trách nhiệm | chủ trì | chủ động | phối hợp | xây dựng | tổ chức | tham mưu | báo cáo | "
    "tổng hợp | định kỳ | thường xuyên | hướng dẫn | theo dõi | căn cứ | bố trí | đẩy mạnh | triển khai | thực hiện | "
    "ban hành | gửi | rà soát | chỉ đạo | đôn đốc | giúp | nghiêm túc | hoàn thành | tự đánh giá | kiểm tra | "
    "công khai | đề xuất | hằng | hàng | trước | chậm nhất | là | phải | nộp | lập kế hoạch | lập báo cáo | "
    "tự chấm điểm | tự kiểm tra | "
    "cập nhật | sơ kết | tuyên truyền | tăng cường | quan tâm | trực tiếp | cử | "
    "thẩm định | trình | cân đối | phổ biến | đánh giá | tiếp tục | niêm yết | cung cấp | quản lý | vận hành"
)
_CHARGED = r"(?:\sđược giao (?:nhiệm vụ )?[^.;]{3,90}?(?:Phụ lục|Kế hoạch)(?: kèm theo)?(?: Kế hoạch)?(?: này)?)?"
_SUBJECT = re.compile(
    rf"\A(?:Giao\s|Yêu cầu\s)?(?P<who>{_BODY}(?:[,\s][^.]{{0,240}}?)?{_CHARGED})"
    rf"(?=:|\Z|\s*\Z|,?\s{_VERB}(?!\w))"
)
_SENTENCE = re.compile(rf"(?<=[\w)])\.\s+(?=[{CAPITALS}(])|;\s+")
_PERIOD_REPORT = re.compile(
    r"\A\W*(?:(?:các|riêng)\s+)*báo cáo(?:\s+(?:định kỳ|quý|tháng|năm|6 tháng|sơ kết|tổng kết|cả năm))*"
    r"(?:\s+(?:nộp|gửi|hoàn thành|xong))?(?:\s+(?:về|cho)\s[^,;.]{3,40}?)?\s*\Z",
    re.IGNORECASE,
)
_LEAD_IN_BRACKETS = re.compile(rf"\((?:Giao\s)?(?P<who>{_BODY}\s[^()]{{1,120}}?) chủ trì[^()]*\)")
_REACH = 1_000  # letters before and behind a term where its verb and its receiver stand
_ASKED = "Đề nghị "
_LONGEST_TITLE = 2  # words of a product that only repeats what an earlier sentence names
_MAKES_PLAN = r"(?:xây dựng|ban hành|lập|thành lập)(?:,?\s(?:và\s)?(?:ban hành|triển khai))?\s[^.;,()]*?"


def periodic_duties(
    passages: Sequence[Passage], *, year: int, everywhere: bool = False
) -> Reading[tuple[PeriodicDuty, ...]]:
    """Return the duties with a term in the parts on organisation, and those of a rhythm elsewhere, in source order.

    Args:
        passages: The prose.
        year: The plan's year, for terms that name none.
        everywhere: The plan has no table of tasks: its duties stand in every part but the goals, where a sentence
            says who acts.
    """
    found: list[_Draft] = []
    part = inside = tasks = False  # the part, and the section within it, are on organisation; it gives tasks
    holder: str | None = None  # whom the lettered points of a clause are for
    for passage in passages:
        heading = _GENERAL_HEADING.match(passage.text)
        if heading:
            on = len(passage.text.split()) <= _HEADING_WORDS and bool(_ORGANISATION.search(compare_key(passage.text)))
            part = on if heading["part"] else part
            inside, holder = on or part, None
            tasks = everywhere and not is_target_section(passage.text)
            continue
        subject = _subject(passage.text, _begin(passage.text))
        if _CLAUSE.match(passage.text):
            holder = subject[0] if subject else None
        drafts = _Sentences(passage, subject, holder if inside else None, inside=inside or tasks).drafts()
        found.extend(drafts if inside or not tasks else (draft for draft in drafts if draft.who))
    return _reading(found, year)


@dataclass(slots=True)
class _Draft:
    """A duty under way."""

    passage: Passage
    span: tuple[int, int]
    who: str | None
    what: str
    to: str | None
    terms: list[str] = field(default_factory=list)


def _reading(drafts: Sequence[_Draft], year: int) -> Reading[tuple[PeriodicDuty, ...]]:
    duties = []
    findings: list[Finding] = []
    for draft in drafts:
        when = "; ".join(draft.terms)
        who = draft.who.removeprefix(_ASKED) if draft.who else None
        reading = read_deadlines(when, year=year)
        place = draft.passage.place(*draft.span)
        findings.extend(replace(finding, place=place) for finding in reading.findings)
        duties.append(
            PeriodicDuty(
                who=who,
                what=draft.what,
                when=when,
                to=draft.to,
                section=draft.passage.section,
                place=place,
                leads=read_agencies(who or ""),
                deadlines=without_repeats(reading.value),
            )
        )
    return Reading(tuple(duties), tuple(findings))


def _begin(text: str) -> int:
    mark = _MARK.match(text)
    return mark.end() if mark else 0


def _subject(text: str, at: int) -> tuple[str, int] | None:
    """Return the body that a sentence begins with and where its words end, or None."""
    match = _SUBJECT.match(text[at:])
    who = squeeze(match["who"]).rstrip(" ,;:") if match else ""
    return (who, at + match.end("who")) if match and who else None


class _Sentences:
    """The sentences of one passage, and the duties in them."""

    def __init__(self, passage: Passage, subject: tuple[str, int] | None, holder: str | None, *, inside: bool) -> None:
        self._passage = passage
        self._text = passage.text
        self._subject = subject
        self._holder = holder
        self._who = subject[0] if subject else holder
        self._inside = inside
        self._drafts: list[_Draft] = []

    def drafts(self) -> list[_Draft]:
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
        sentence = self._text[start:end]
        own = self._subject if start == 0 else _subject(self._text, start)
        acts_at = max(own[1] - start, 0) if own else _begin(sentence) if start == 0 else 0
        terms = terms_of(sentence, always_at=None if self._is_request else _past_blanks(sentence, acts_at))
        if not terms or not (self._inside or self._is_rhythm(sentence, own, terms)):
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
        return any((name or "").startswith(_ASKED) for name in (self._who, self._holder))

    def _is_rhythm(self, sentence: str, own: tuple[str, int] | None, terms: Sequence[Term]) -> bool:
        """Say whether a sentence outside the parts on organisation gives a duty: someone acts in a rhythm."""
        first = terms[0]
        leads = not sentence[_begin(sentence) : first.start].strip()
        acts = own is not None and not sentence[own[1] : first.start].strip(" ,") if self._drafts or own else False
        return is_rhythm(first) and len(first.text.split()) > 1 and (leads or acts)

    def _add(
        self, who: str | None, words: tuple[int, int], group: Sequence[Term], sentence: str, span: tuple[int, int]
    ) -> None:
        start, end = max(words[0], group[0].start - _REACH), min(words[1], group[-1].end + _REACH)
        before, after = sentence[start : group[0].start], sentence[group[0].end : end]
        behind = _subject(after.lstrip(" ,"), 0)
        if behind and not before.strip(" ,-"):
            who, after = behind[0], after.lstrip(" ,")[behind[1] :]
        if who is None and (lead := _LEAD_IN_BRACKETS.search(sentence)):
            who, before = squeeze(lead["who"]), before.replace(lead[0], "")
        what = self._named(before) or action_of(before, after)
        if what is None:
            return
        to = self._through(receiver_of(sentence[start:end]))
        self._drafts.append(_Draft(self._passage, span, who, what, to, [_trimmed(term.text) for term in group]))

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
