"""Words of agency names: one spelling for the many ways in which a body is written.

Owns: abbreviations, titles of heads, place words, words that mark bodies outside command. Does not: choose a body.
All results are canonical words: ``vanban.text.compare_key`` with abbreviations written out and "và" dropped, so that
"Văn phòng HĐND-UBND", "VP HĐND & UBND" and "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân" are one.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from vanban.text.forms import compare_key

__all__ = ["LEVEL_NOUNS", "canonical", "is_outside_name", "noun_and_proper", "without_head", "without_place"]

# Written form (folded) -> words meant (folded). The longest match wins, read from the left.
_WRITTEN_OUT = {
    "ubnd": "uy ban nhan dan",
    "uy ban nd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "hdnd ubnd": "hoi dong nhan dan uy ban nhan dan",
    "mttq": "mat tran to quoc",
    "mttqvn": "mat tran to quoc viet nam",
    "ubmttq": "uy ban mat tran to quoc",
    "ubmttqvn": "uy ban mat tran to quoc viet nam",
    "ldld": "lien doan lao dong",
    "lhpn": "lien hiep phu nu",
    "vp": "van phong",
    "tt": "trung tam",
    "bql": "ban quan ly",
    "tp": "thanh pho",
    "tx": "thi xa",
    "bhxh": "bao hiem xa hoi",
    "bchqs": "bo chi huy quan su",
    "chqs": "chi huy quan su",
    "bch qs": "bo chi huy quan su",
    "tn mt": "tai nguyen moi truong",
    "tnmt": "tai nguyen moi truong",
    "nn mt": "nong nghiep moi truong",
    "nnmt": "nong nghiep moi truong",
    "nn ptnt": "nong nghiep phat trien nong thon",
    "nnptnt": "nong nghiep phat trien nong thon",
    "kh dt": "ke hoach dau tu",
    "khdt": "ke hoach dau tu",
    "kh cn": "khoa hoc cong nghe",
    "khcn": "khoa hoc cong nghe",
    "gd dt": "giao duc dao tao",
    "gddt": "giao duc dao tao",
    "gtvt": "giao thong van tai",
    "ld tb xh": "lao dong thuong binh xa hoi",
    "ld tbxh": "lao dong thuong binh xa hoi",
    "ldtb xh": "lao dong thuong binh xa hoi",
    "ldtbxh": "lao dong thuong binh xa hoi",
    "tt tt": "thong tin truyen thong",
    "tttt": "thong tin truyen thong",
    "vh tt dl": "van hoa the thao du lich",
    "vhttdl": "van hoa the thao du lich",
    "vh tt": "van hoa thong tin",
    "vhtt": "van hoa thong tin",
    "vh xh": "van hoa xa hoi",
    "vhxh": "van hoa xa hoi",
    "tc kh": "tai chinh ke hoach",
    "tckh": "tai chinh ke hoach",
    "kt ht": "kinh te ha tang",
    "ktht": "kinh te ha tang",
    "dt tg": "dan toc ton giao",
    "pvhcc": "phuc vu hanh chinh cong",
    "ttpvhcc": "trung tam phuc vu hanh chinh cong",
    "ptth": "phat thanh truyen hinh",
    "pt th": "phat thanh truyen hinh",
    "sncl": "su nghiep cong lap",
    "cchc": "cai cach hanh chinh",
    "bcd": "ban chi dao",
    "kkt": "khu kinh te",
    "kcn": "khu cong nghiep",
}
_SEQUENCES = {tuple(short.split()): tuple(full.split()) for short, full in _WRITTEN_OUT.items()}
_LONGEST = max(len(words) for words in _SEQUENCES)
# Nouns of territories by level; the longer first where one begins another.
LEVEL_NOUNS: dict[str, tuple[str, ...]] = {
    "province": ("tinh", "thanh pho"),
    "district": ("huyen", "thi xa", "thanh pho", "quan"),
    "commune": ("xa", "phuong", "thi tran", "dac khu"),
}
_NOUNS = ("thanh pho", "thi xa", "thi tran", "dac khu", "tinh", "huyen", "quan", "xa", "phuong")
# The title of a head -> what remains of the body's name: "Chánh Văn phòng UBND tỉnh" is "Văn phòng UBND tỉnh".
_HEADS = (
    ("chanh van phong ", "van phong "),
    ("chanh thanh tra ", "thanh tra "),
    ("chi cuc truong ", "chi cuc "),
    ("cuc truong ", "cuc "),
    ("truong phong ", "phong "),
    ("truong ban ", "ban "),
    ("hieu truong ", ""),
    ("tong giam doc ", ""),
    ("pho chu tich ", ""),
    ("chu tich ", ""),
    ("pho giam doc ", ""),
    ("giam doc ", ""),
    ("thu truong ", ""),
    ("lanh dao ", ""),
    ("nguoi dung dau ", ""),
)
# How the names of bodies begin that no People's Committee commands: the Party, elected bodies, the Front and its
# organisations, courts and procuracies, enterprises, associations.
_OUTSIDE = (
    "tinh uy", "thanh uy", "huyen uy", "thi uy", "quan uy", "dang uy", "dang bo", "ban thuong vu", "cap uy",
    "ban dang",
    "ban tuyen giao", "ban to chuc tinh uy", "ban noi chinh", "uy ban kiem tra", "van phong tinh uy",
    "van phong huyen uy", "van phong dang uy", "hoi dong nhan dan cap", "hoi dong nhan dan cac",
    "hoi dong nhan dan tinh",
    "hoi dong nhan dan huyen", "hoi dong nhan dan xa", "hoi dong nhan dan thanh pho", "hoi dong nhan dan thi xa",
    "hoi dong nhan dan phuong", "thuong truc hoi dong nhan dan", "doan dai bieu quoc hoi", "mat tran",
    "uy ban mat tran",
    "ban thuong truc uy ban mat tran", "hoi lien hiep", "hoi nong dan", "hoi cuu chien binh", "hoi phu nu", "tinh doan",
    "doan thanh nien", "doan tncs", "lien doan lao dong", "cong doan", "hiep hoi", "cac to chuc chinh tri",
    "to chuc chinh tri", "toa an", "vien kiem sat", "doanh nghiep", "cac doanh nghiep", "cong ty", "tap doan",
    "tong cong ty", "ngan hang", "vnpt", "viettel", "buu dien", "don vi vien thong", "hop tac xa",
)  # fmt: skip

_MINISTRY = re.compile(r"bo (?!phan|chi huy|tu lenh)|chinh phu|thu tuong|van phong (?:chinh phu|trung uong)")


@lru_cache(maxsize=8192)
def canonical(text: str) -> str:
    """Return the canonical words of ``text``: folded, abbreviations written out, "và" dropped.

    Example:
        >>> canonical("VP HĐND & UBND huyện")
        'van phong hoi dong nhan dan uy ban nhan dan huyen'
    """
    words = compare_key(text).split()
    return " ".join(_written_out([word for word in words if word != "va"]))


def _written_out(words: list[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            meant = _SEQUENCES.get(tuple(words[at : at + length]))
            if meant:
                yield from meant
                at += length
                break
        else:
            yield words[at]
            at += 1


def noun_and_proper(place: str) -> tuple[str, str]:
    """Split canonical place words: ``"huyen muong le"`` is ``("huyen", "muong le")``; no noun gives ``("", place)``."""
    for noun in _NOUNS:
        if place.startswith(f"{noun} "):
            return noun, place[len(noun) + 1 :]
    return "", place


def without_place(words: str, place: str) -> str:
    """Return a body's canonical name without its territory at the end: the whole place, its noun or its own name."""
    noun, proper = noun_and_proper(place)
    for tail in (place, proper, noun):
        if tail and words.endswith(f" {tail}"):
            return words[: -len(tail) - 1]
    return words


def without_head(words: str) -> str:
    """Return the body's canonical name where ``words`` name its head; other words come back as they are."""
    for title, body in _HEADS:
        if words.startswith(title):
            return body + words[len(title) :]
    return words


def is_outside_name(words: str) -> bool:
    """Whether canonical ``words`` name a body that no People's Committee commands."""
    return words.startswith(_OUTSIDE) or words == "hoi dong nhan dan" or bool(_MINISTRY.match(words))
