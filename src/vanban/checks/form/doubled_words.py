"""F610: words written twice in a row."""

import re
from collections.abc import Iterator

from vanban.checks.model import Paper, Rule
from vanban.checks.texts import texts_of
from vanban.text.findings import Edit, Finding, Severity

__all__ = ["RULE"]

# One syllable twice is often a word of its own ("xa xa", "ngày ngày"): only those that never double.
_JOINING = "của|các|và|cho|về|theo|được|tại|trong|với|để|là|từ|bằng|do|những|đã|đang|sẽ|trên|hoặc|nhằm|khi|bởi|số"
_ONE = re.compile(rf"(?<!\w)(?P<word>{_JOINING})[ \t]+(?P=word)(?!\w)", re.IGNORECASE)
_SEVERAL = re.compile(r"(?<!\w)(?P<word>[^\W\d_]+(?:[ \t]+[^\W\d_]+){1,5})[ \t]+(?P=word)(?!\w)")
_KINDS = "Nghị định|Thông tư|Quyết định|Nghị quyết|Kế hoạch|Chỉ thị|Công văn|Luật|Báo cáo|Tờ trình"
_KIND = re.compile(rf"(?<!\w)(?P<word>(?P<kind>{_KINDS}) số)[ \t]+(?P=kind)(?!\w)(?:[ \t]+số(?!\w))?")
_ABOUT = re.compile(r"(?<!\w)(?P<word>về việc)[ \t]+về(?!\w)", re.IGNORECASE)


def _check(paper: Paper) -> Iterator[Finding]:
    for text, place in texts_of(paper.document):
        for match in (found for form in (_SEVERAL, _ONE, _KIND, _ABOUT) for found in form.finditer(text)):
            if not _is_sensible(match["word"]):
                place_of = place.within(*match.span())
                edits = (Edit(place_of, match.group(), match["word"]),)
                yield Finding(RULE.code, RULE.severity, place_of, match.group(), fix=match["word"], edits=edits)


def _is_sensible(words: str) -> bool:
    """Say whether the words may well stand twice: a reduplication of one syllable, or one that means more and more."""
    syllables = words.lower().split()
    return len(syllables) > 1 and (len(set(syllables)) == 1 or words.lower() in ("ngày càng", "từng bước", "dần dần"))


RULE = Rule(
    "F610",
    Severity.ADVICE,
    "Từ ngữ bị lặp liền nhau",
    "Nghị định 30/2020/NĐ-CP, Điều 8: soạn thảo đúng chính tả, ngữ pháp.",
    _check,
    bad=(
        "Cơ quan, đơn vị có liên quan liên quan.",
        "Báo cáo của của Ủy ban nhân dân xã.",
        "Theo quy định tại Thông tư số Thông tư 02/2027/TT-VPCP.",
        "Quyết định về việc về ban hành Kế hoạch.",
    ),
    good=(
        "Ngày ngày kiểm tra, từng bước từng bước khắc phục; nơi xa xa được quan tâm.",
        "Sở Nội vụ chủ trì, Sở Nội vụ theo dõi các cơ quan, đơn vị.",
        "Thực hiện Thông tư số 02/2027/TT-VPCP, Thông tư số 03/2027/TT-VPCP.",
    ),
)
