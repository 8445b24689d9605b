"""How alike two labels are: "Số TTHC đã công bố mới" and "Thủ tục công bố mới" say the same.

Owns: abbreviations, words that say nothing, words that exclude one another. Does not: know codes or order
(``matching``).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from vanban.text.forms import compare_key

__all__ = ["Likeness", "are_opposed", "words_of"]

# On folded text; the longer first.
_LONG = {
    "vbqppl": "van ban quy pham phap luat",
    "dvsncl": "don vi su nghiep cong lap",
    "dvsn": "don vi su nghiep",
    "sncl": "su nghiep cong lap",
    "tthc": "thu tuc",
    "thu tuc hanh chinh": "thu tuc",
    "cchc": "cai cach hanh chinh",
    "bcci": "buu chinh",
    "buu chinh cong ich": "buu chinh",
    "ubnd": "uy ban",
    "uy ban nhan dan": "uy ban",
    "nsnn": "ngan sach",
    "ngan sach nha nuoc": "ngan sach",
    "dvctt": "dich vu cong truc tuyen",
    "dvcqg": "dich vu cong quoc gia",
    "dvc": "dich vu cong",
    "ttdt": "trang",
    "cntt": "cong nghe thong tin",
    "csdl": "co so du lieu",
    "cbccvc": "can bo cong chuc vien chuc",
    "cbcc": "can bo cong chuc",
    "qlvb": "quan ly van ban",
    "vtvl": "vi tri viec lam",
    "gqtthc": "giai quyet thu tuc",
    "pakn": "phan anh kien nghi",
    "dtc": "dau tu cong",
    "kh": "ke hoach",
    "muc do 3": "truc tuyen mot phan",
    "muc do 4": "truc tuyen toan trinh",
    "dvt": "don vi",
    "qua han": "qua_han",
    "tre han": "qua_han",
    "dung han": "dung_han",
    "truoc han": "truoc_han",
    "ho so": "ho_so",
    "dang giai quyet": "dang_giai_quyet",
    "ky luat": "ky_luat",
    "ky cuong": "ky_cuong",
    "co so": "co_so",
    "cong tac": "",
    "thuc hien": "",
    "bao cao": "",
    "truong hop": "",
    "dia ban": "",
    "tai cap": "cap",
}
_EXPANDED = re.compile(rf"\b(?:{'|'.join(sorted(_LONG, key=len, reverse=True))})\b")
_EMPTY = frozenset({
    "so", "luong", "tong", "cac", "da", "duoc", "va", "theo", "trong", "ve", "voi", "la", "cho", "nhung", "hoac", "boi",
    "tren", "gom", "neu", "ky", "nay",
})  # fmt: skip
# Two labels that name different ones of a row speak of different things.
_APART = (
    ("qua_han", "dung_han", "truoc_han"),
    ("cap tinh", "cap huyen", "cap xa"),
    ("mot phan", "toan trinh"),
    ("truc tiep", "truc tuyen", "buu chinh"),
    ("cong chuc", "vien chuc"),
    ("tiep nhan", "giai quyet", "cong khai", "dang_giai_quyet"),
    ("ban hanh", "ra soat", "bai bo"),
    ("duoc giao", "co mat", "tinh gian"),
)
_AGAINST = 0.45
_OTHER_NUMBERS = 0.6
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=20_000)
def words_of(label: str) -> tuple[str, ...]:
    """Return the words of ``label`` that say something, folded, abbreviations written out."""
    return tuple(word for word in _folded(label).split() if word not in _EMPTY)


@lru_cache(maxsize=20_000)
def _folded(label: str) -> str:
    return _EXPANDED.sub(lambda match: _LONG[match[0]], compare_key(label))


@lru_cache(maxsize=20_000)
def _terms(label: str) -> frozenset[str]:
    """Return the words of a label and its pairs of neighbours: Vietnamese words are mostly of two syllables."""
    words = words_of(label) or tuple(_folded(label).split())
    return frozenset(words) | frozenset(map(" ".join, pairwise(words)))


@lru_cache(maxsize=20_000)
def _marks(label: str) -> dict[int, frozenset[str]]:
    """Return what a label names of each row of ``_APART`` of which it names anything."""
    folded = f" {_folded(label)} "
    found = {at: frozenset(word for word in row if f" {word} " in folded) for at, row in enumerate(_APART)}
    return {at: named for at, named in found.items() if named}


class Likeness:
    """How alike labels are, where words that stand in many of them count little."""

    def __init__(self, labels: Iterable[str]) -> None:
        known = [_terms(label) for label in labels]
        common = Counter(term for terms in known for term in terms)
        self._rare = math.log(1 + max(len(known), 1))  # weight of a word that stands in one label, or in none
        self._weights = {term: math.log(1 + max(len(known), 1) / count) for term, count in common.items()}
        self._wholes: dict[str, float] = {}

    def of(self, one: str, other: str) -> float:
        """Return from 0, nothing in common, to 1, the same words."""
        common = _terms(one) & _terms(other)
        mine, theirs = self._whole(one), self._whole(other)
        if not common or not mine or not theirs:
            return 0.0
        shared = self._weight(common)
        like = 0.6 * 2 * shared / (mine + theirs) + 0.4 * shared / min(mine, theirs)
        return like * _agreement(one, other)

    def _whole(self, label: str) -> float:
        if label not in self._wholes:
            self._wholes[label] = self._weight(_terms(label))
        return self._wholes[label]

    def _weight(self, terms: Iterable[str]) -> float:
        return sum(self._weights.get(term, self._rare) for term in terms)


def are_opposed(one: str, other: str) -> bool:
    """Return whether two labels name different ones of what excludes one another: on time and late, two levels."""
    return _apart(one, other) > 0


def _apart(one: str, other: str) -> int:
    mine, theirs = _marks(one), _marks(other)
    if not mine or not theirs:
        return 0
    return sum(not mine[at] & theirs[at] for at in mine.keys() & theirs.keys())


def _agreement(one: str, other: str) -> float:
    """Return how far two labels may speak of the same: less where they name what excludes one another."""
    factor = _AGAINST ** _apart(one, other)
    mine, theirs = _numbers(one), _numbers(other)
    return float(factor * _OTHER_NUMBERS if mine and theirs and mine != theirs else factor)


@lru_cache(maxsize=20_000)
def _numbers(label: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(_folded(label)))
