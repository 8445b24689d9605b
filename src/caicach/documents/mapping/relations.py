"""What a document does with one that it names, by the words around the name.

Only what the sentence says of the present document counts: "Căn cứ Nghị định A sửa đổi Nghị định B" is two bases.
Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (bases and articles); Luật Ban hành văn bản quy phạm pháp luật (amending,
replacing and repealing documents say so in an article or in their title).
"""

import re

from caicach.documents.constants import Relation

__all__ = ["relation_at"]

_FRONT = re.compile(r"\A\s*(?:Điều\s+\d+[a-zđ]?\.?|Khoản\s+\d+\.?|\d+[.)]|[a-zđ][.)]|[-+–])?\s*", re.IGNORECASE)
_THIS = (
    r"(?:nghị quyết|nghị định|quyết định|thông tư|chỉ thị|kế hoạch|quy chế|quy định|văn bản)(?:\s+\w+){0,2}?\s+này\s+"
)
_OPENINGS = (
    (re.compile(r"(?:v/v|về việc)?\s*sửa đổi|bổ sung", re.IGNORECASE), Relation.AMENDS),
    (re.compile(rf"(?:{_THIS})?(?:sẽ\s+)?thay thế", re.IGNORECASE), Relation.REPLACES),
    (re.compile(rf"(?:v/v|về việc|{_THIS})?\s*bãi bỏ", re.IGNORECASE), Relation.REPEALS),
    (re.compile(r"\(?\s*(?:ban hành\s+)?kèm theo", re.IGNORECASE), Relation.ATTACHED),
    (re.compile(r"căn cứ", re.IGNORECASE), Relation.BASIS),
)
_REPLACES_INSIDE = re.compile(rf"{_THIS}[^.;]*?(?P<verb>thay thế|bãi bỏ|sửa đổi)\s+[^.;]*\Z", re.IGNORECASE)
_AND_REPLACES = re.compile(r"và\s+thay thế\s+(?:cho\s+)?\Z", re.IGNORECASE)
_ENDS = re.compile(r"[^.;]{0,60}hết hiệu lực", re.IGNORECASE)
_INSIDE = {"thay thế": Relation.REPLACES, "bãi bỏ": Relation.REPEALS, "sửa đổi": Relation.AMENDS}


def relation_at(paragraph: str, at: int, until: int, *, is_first: bool) -> Relation:
    """Return what the document of ``paragraph`` does with the one named in ``[at, until)``.

    Args:
        paragraph: The words around the name.
        at: Where the name begins.
        until: Where it ends.
        is_first: Whether nothing is named before it there: only the first is what is amended, the others are where
            earlier amendments stand.
    """
    before = paragraph[:at]
    opening = next((kind for pattern, kind in _OPENINGS if pattern.match(before, _FRONT.match(before).end())), None)  # type: ignore[union-attr]
    if opening in {Relation.BASIS, Relation.ATTACHED}:
        return opening if is_first or opening is Relation.BASIS else Relation.MENTION
    if opening is Relation.AMENDS:
        return opening if is_first else Relation.MENTION
    if opening is not None:
        return opening
    inside = _REPLACES_INSIDE.search(before)
    if inside:
        return _INSIDE[inside["verb"].casefold()]
    if _AND_REPLACES.search(before):
        return Relation.REPLACES
    return Relation.REPEALS if is_first and _ENDS.match(paragraph, until) else Relation.MENTION
