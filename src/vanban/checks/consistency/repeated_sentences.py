"""C413: the same sentence in two items of the prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.plans.outline import Passage
from vanban.text.findings import Finding, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["RULE"]

_RUN = 18  # words in a row that two items share; shorter runs are names of documents and of fields
_LONGEST = 200
_NO_ITEM = re.compile(r"\A(?:[⁰¹²³⁴-⁹]|\W*(?:Căn cứ|Nơi nhận|Theo đề nghị|Kính gửi|\(?Kèm theo|\(?Ban hành))")
_WORD = re.compile(r"\w+")
# What is repeated on purpose: who is told, in each clause, to report to whom; what is quoted.
_CITED = re.compile(
    r"\b(?:luat|nghi dinh|nghi quyet|quyet dinh|thong tu|chi thi|de an|chuong trinh|chien luoc|ket luan|cong van) "
)
_MARK = re.compile(r"\b(?!20\d\d\b)\d+\b")  # a target is set among the goals and again where it is worked for
_TOLD = re.compile(r"\b(?:bao cao|chiu trach nhiem|tong hop|phu luc|don doc|chu tri|phoi hop)\b")


def _check(paper: Paper) -> Iterator[Finding]:
    items = [_Item(passage, _words(passage.text)) for passage in paper.passages if _is_item(passage)]
    seen: dict[tuple[str, ...], tuple[_Item, int]] = {}
    for item in items:
        finding = _shared(item, seen)
        if finding is not None:
            yield finding
        for at in range(len(item.words) - _RUN + 1):
            seen.setdefault(item.run(at), (item, at))


@dataclass(frozen=True, slots=True)
class _Item:
    """A passage as folded words with their spans."""

    passage: Passage
    words: tuple[tuple[str, int, int], ...]

    def run(self, at: int, length: int = _RUN) -> tuple[str, ...]:
        """Return so many words from ``at``."""
        return tuple(word for word, _, _ in self.words[at : at + length])

    def span(self, at: int, length: int) -> tuple[int, int]:
        """Return where the words stand in the passage."""
        return self.words[at][1], self.words[at + length - 1][2]


def _is_item(passage: Passage) -> bool:
    return bool(passage.section) and not _NO_ITEM.match(passage.text)


def _words(text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((compare_key(match.group()), *match.span()) for match in _WORD.finditer(text))


def _shared(item: _Item, seen: dict[tuple[str, ...], tuple[_Item, int]]) -> Finding | None:
    """Return the first run that an earlier item holds too, as far as it goes."""
    for at in range(len(item.words) - _RUN + 1):
        run = item.run(at)
        twin, start = seen.get(run, (None, 0))
        if twin is None or _is_on_purpose(" ".join(run)):
            continue
        length = _RUN
        while (longer := item.run(at, length + 1)) == twin.run(start, length + 1) and len(longer) > length:
            length += 1
        return _finding((twin, *twin.span(start, length)), (item, *item.span(at, length)))
    return None


def _is_on_purpose(words: str) -> bool:
    return bool(_CITED.search(words) or _TOLD.search(words) or _MARK.search(words))


def _finding(one: tuple[_Item, int, int], other: tuple[_Item, int, int]) -> Finding:
    words = [squeeze(item.passage.text[start:end])[:_LONGEST] for item, start, end in (one, other)]
    places = [item.passage.place(start, end) for item, start, end in (one, other)]
    return Finding(RULE.code, RULE.severity, places[0], " | ".join(words), also=(places[1],))


_SENTENCE = (
    "Chuẩn hóa, điện tử hóa quy trình xử lý hồ sơ trên môi trường mạng, thực hiện số hóa và lưu trữ hồ sơ công việc "
    "điện tử tại các cơ quan, đơn vị"
)
_FRAME = ("1", "Rà soát", "Văn bản", "Sở Tư pháp", "", "Thường xuyên")
RULE = Rule(
    "C413",
    Severity.ADVICE,
    "Một câu ở hai mục",
    "Nội dung nhắc lại làm văn bản dài và dễ lệch nhau khi sửa.",
    _check,
    bad=(plan_text(_FRAME, prose=(f"1. {_SENTENCE}.", f"2. {_SENTENCE}; mở rộng kết nối mạng.")),),
    good=(
        plan_text(_FRAME, prose=(f"1. {_SENTENCE}.", "2. Chuẩn hóa, điện tử hóa quy trình xử lý hồ sơ.")),
        plan_text(
            _FRAME,
            prose=(
                "1. Sở Tư pháp tổng hợp kết quả thực hiện các nhiệm vụ được giao chủ trì, báo cáo Ủy ban nhân dân tỉnh "
                "trước ngày 05 tháng cuối quý.",
                "2. Sở Tài chính tổng hợp kết quả thực hiện các nhiệm vụ được giao chủ trì, báo cáo Ủy ban nhân dân "
                "tỉnh trước ngày 05 tháng cuối quý.",
            ),
        ),
    ),
)
