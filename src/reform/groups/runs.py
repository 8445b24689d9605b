"""The words of group phrases, and how they are cut into runs of heads with the levels said of them.

"các sở, ban, ngành cấp tỉnh; UBND cấp huyện, cấp xã" is two runs: three heads at the level of the province; the head
UBND at two levels.
"""

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["EVERY_LEVEL", "Head", "Run", "runs_of"]

EVERY_LEVEL = "*"  # "các cấp"


class Head(StrEnum):
    """What kind of body a head speaks of."""

    BODY = "body"  # cơ quan, ban, ngành
    UNIT = "unit"  # đơn vị
    ROOM = "room"  # phòng
    DEPARTMENT = "department"  # sở
    LOCAL = "local"  # địa phương
    ALL = "all"  # cơ quan hành chính: a level's own bodies and those below it
    COMMITTEE = "committee"  # UBND
    PUBLIC_UNIT = "public"  # đơn vị sự nghiệp công lập
    ABOVE = "above"  # cơ quan quản lý cấp trên
    FRONT = "front"  # đoàn thể
    VERTICAL = "vertical"  # cơ quan ngành dọc


@dataclass(slots=True)
class Run:
    """Heads that stand together, with the levels said of them."""

    heads: set[Head] = field(default_factory=set)
    levels: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)  # levels said by bare nouns ("huyện, thị xã")
    is_many: bool = False  # "các", or several heads or nouns
    is_bound: bool = False  # "thuộc", "của"
    is_scoped: bool = False  # bound after its levels were said: what follows is where, not which
    bound_to_department: bool = False  # "thuộc sở"
    has_units: bool = False  # "có đơn vị sự nghiệp công lập trực thuộc"

    @property
    def is_levelled(self) -> bool:
        """Whether a level was said of the heads."""
        return bool(self.levels or self.nouns)


# The words of the language, canonical, apart by commas. The longest match wins.
_HEADS = {
    Head.BODY: "co quan, co quan chuyen mon, ban, nganh, ban nganh, to chuc",
    Head.UNIT: "don vi",
    Head.ROOM: "phong, phong ban, phong nganh, phong chuyen mon",
    Head.DEPARTMENT: "so, so ban, so nganh, co quan ngang so, co quan tuong duong so, ngang so",
    Head.LOCAL: "dia phuong, don vi hanh chinh, chinh quyen dia phuong",
    Head.ALL: "co quan hanh chinh",
    Head.COMMITTEE: "uy ban nhan dan, chinh quyen",
    Head.PUBLIC_UNIT: "don vi su nghiep cong lap, don vi su nghiep, don vi su nghiep cong",
    Head.ABOVE: "co quan quan ly cap tren, co quan quan ly cap tren truc tiep, co quan cap tren, co quan chu quan, "
    "co quan quan ly",
    Head.FRONT: "doan the, doan the chinh tri xa hoi, to chuc doan the, to chuc chinh tri xa hoi",
    Head.VERTICAL: "nganh doc, co quan nganh doc, don vi nganh doc, co quan trung uong",
}
_LEVEL_WORDS = {
    "province": "cap tinh",
    "district": "cap huyen",
    "commune": "cap xa, cap co so",
    EVERY_LEVEL: "cac cap",
}
_PLACE_WORDS = {
    "province": "tinh",
    "district": "huyen, thi xa, thanh pho, quan",
    "commune": "xa, phuong, thi tran, dac khu",
}
# Words that make a class or its head without saying which.
_FILLING = (
    "cac, nhung, tat ca, toan bo, toan the, toan, moi, cung, chuyen mon, nha nuoc, tuong duong, dong, chu tich, "
    "thu truong, lanh dao, nguoi dung dau"
)
_BINDING = "thuoc, truc thuoc, thuoc pham vi, cua, trong, o, tren dia ban"
_HAVING = "co, quan ly"
_LEVEL, _PLACE, _FILLER, _BOND, _HAS = "level", "place", "filler", "bond", "has"


def _lexicon() -> dict[str, tuple[str, str]]:
    """Return canonical words -> (what they are, which level they speak of)."""
    found: dict[str, tuple[str, str]] = {}
    for words, meaning in (
        *((words, (str(head), "")) for head, words in _HEADS.items()),
        *((words, (_LEVEL, level)) for level, words in _LEVEL_WORDS.items()),
        *((words, (_PLACE, level)) for level, words in _PLACE_WORDS.items()),
        (_FILLING, (_FILLER, "")),
        (_BINDING, (_BOND, "")),
        (_HAVING, (_HAS, "")),
    ):
        found.update(dict.fromkeys(words.split(", "), meaning))
    return found


_LEXICON = _lexicon()
_LONGEST = max(len(words.split()) for words in _LEXICON)


def runs_of(words: list[str]) -> list[Run] | None:
    """Cut canonical words into runs; None where a word is not of the language."""
    runs: list[Run] = []
    at = 0
    while at < len(words):
        length, token = _longest(words, at)
        if not token:
            return None
        at += length
        _take(token, runs)
    return runs


def _longest(words: list[str], at: int) -> tuple[int, tuple[str, str] | None]:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        token = _LEXICON.get(" ".join(words[at : at + length]))
        if token:
            return length, token
    return 0, None


def _take(token: tuple[str, str], runs: list[Run]) -> None:
    """Add one token to the last run, or open a new one."""
    what, level = token
    if not runs:
        runs.append(Run())
    run = runs[-1]
    if what == _FILLER:
        _next_if_levelled(run, runs).is_many = True
    elif what == _BOND:
        run.is_bound = True
        run.is_scoped = run.is_levelled
    elif what == _HAS:
        run.has_units = True
    elif what in {_LEVEL, _PLACE}:
        _take_level(what, level, run)
    else:
        _take_head(Head(what), run, runs)


def _take_level(what: str, level: str, run: Run) -> None:
    if run.is_scoped:  # "các xã trực thuộc tỉnh": the province is the place, not a member
        return
    if what == _LEVEL:
        run.levels.append(level)
    else:
        run.is_many |= bool(run.nouns)
        run.nouns.append(level)


def _next_if_levelled(run: Run, runs: list[Run]) -> Run:
    """Open a new run after one whose levels were said; "UBND các huyện, các xã" stays one."""
    if run.is_levelled and run.heads != {Head.COMMITTEE}:
        runs.append(Run())
    return runs[-1]


def _take_head(head: Head, run: Run, runs: list[Run]) -> None:
    if run.is_bound and run.heads and not run.is_levelled:
        # "thuộc UBND tỉnh", "thuộc sở": what it belongs to, not another head.
        run.bound_to_department |= head == Head.DEPARTMENT
        if Head.ABOVE in run.heads:
            run.heads.add(head)
        return
    if run.has_units and head in {Head.PUBLIC_UNIT, Head.UNIT}:
        return
    if run.heads and (_starts_run(head, run) or run.is_levelled):
        run = Run()
        runs.append(run)
    run.is_many |= bool(run.heads)
    run.heads.add(head)


def _starts_run(head: Head, run: Run) -> bool:
    apart = {Head.COMMITTEE, Head.PUBLIC_UNIT}
    return head not in run.heads and (head in apart or Head.COMMITTEE in run.heads)
