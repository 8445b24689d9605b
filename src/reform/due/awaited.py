"""What dormant duties wait for, as something to compare: with each other, and with a document that came in.

Owns: the folded words of an event without what says nothing, the symbols it cites, and whether a document may be it.
Does not: decide that an event has happened: a person does.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from vanban.language.citations import read_citations, symbol_key
from vanban.text.forms import compare_key, normalise, squeeze

__all__ = ["ArrivedPaper", "Awaited", "is_same_event", "may_have_come"]

# Words before the event itself: "kể từ khi có", "ngay sau khi", "nhận được".
_OPENING = re.compile(
    r"^(?:(?:trong|vong|thoi|han|cham|nhat|khong|qua|ngay|sau|khi|ke|tu|tinh|luc|diem|co|duoc|moi|lap|tuc|theo)\s+"
    r"|\d+\s+(?:gio|ngay lam viec|ngay|tuan|thang|quy|nam)\s+)+"
)
# Kinds of documents that an event may name, as ``compare_key`` writes them.
_KIND = re.compile(
    r"\b(?:nghi quyet|nghi dinh|thong tu|quyet dinh|chi thi|ke hoach|huong dan|to trinh|cong van|thong bao|ket luan"
    r"|chuong trinh|de an|bao cao|luat|cong dien|quy che)\b"
)
_ANY_TEXT = re.compile(r"\bvan ban\b|\bchi dao\b|\bquy dinh\b")  # "văn bản hướng dẫn": whatever the kind
# Who issues what comes from the centre, in an event's words with their tone marks ("công bố" is no ministry) and in a
# document's issuer.
_CENTRAL = re.compile(
    r"\b(?:trung ương|chính phủ|thủ tướng|quốc hội|tw)\b"
    r"|(?<!cán )(?<!nội )(?<!toàn )(?<!đồng )(?<!tiến )\bbộ\b(?! phận| máy| chỉ| tiêu| thủ tục| câu)"
)
_CENTRAL_ISSUER = re.compile(
    r"^(?:chinh phu|thu tuong|quoc hoi|uy ban thuong vu|van phong chinh phu|thanh tra chinh phu|bo(?! phan| chi huy)"
    r"|ngan hang nha nuoc|ban chi dao cua chinh phu)\b"
)
# Words that stand in most events and titles: a pair with one of them tells nothing.
_COMMON = frozenset(
    """
    cac cua cho co duoc den de do ke khi la mot moi nay ngay nhan nhung qua sau tai theo thi trong tren va ve
    vao voi so ban hanh nam thuc hien tinh uy dan ubnd trung uong
    """.split()  # noqa: SIM905 - one word after the other reads better than a list
)
_COMMON_PAIRS = frozenset(
    {"cai cach", "thu tuc", "hanh chinh", "tuc hanh", "cach hanh", "van ban", "quy dinh", "co quan"}
)
_ENOUGH = 2  # pairs of words that a title must share with the event and what waits for it


@dataclass(frozen=True)
class ArrivedPaper:
    """A registered document, as far as an event may name it; a list of thousands is compared with every event."""

    type: str  # "Quyết định"; may be empty
    symbol: str
    issuer_name: str
    subject: str = ""

    @cached_property
    def symbol_key(self) -> str:
        """The key of its symbol."""
        return symbol_key(self.symbol)

    @cached_property
    def kind(self) -> str:
        """Its kind, folded."""
        return compare_key(self.type)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The pairs of words of its title that tell something."""
        return _pairs(compare_key(self.subject))

    @cached_property
    def is_central(self) -> bool:
        """Whether a central body issued it."""
        return bool(_CENTRAL_ISSUER.search(compare_key(self.issuer_name)))


@dataclass(frozen=True)
class Awaited:
    """The words of an event, made to be compared."""

    words: str  # of the text
    about: str = ""  # what waits for it: its title and task, which an event without a name of its own is about

    @cached_property
    def key(self) -> str:
        """The folded words without what opens them; empty where nothing is left to compare."""
        return _OPENING.sub("", f"{compare_key(self.words)} ").strip()

    @cached_property
    def symbols(self) -> frozenset[str]:
        """Keys of the documents it cites."""
        cited = read_citations(normalise(self.words))
        return frozenset(symbol_key(one.symbol) for one in cited if one.symbol)

    @cached_property
    def telling(self) -> frozenset[str]:
        """Its pairs of words that tell something."""
        return _pairs(self.key) | _pairs(compare_key(self.about))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of document it names; empty where any text will do, or none is named."""
        return frozenset() if _ANY_TEXT.search(self.key) else frozenset(_KIND.findall(self.key))

    @property
    def is_text(self) -> bool:
        """Whether it is a document that is awaited."""
        return bool(_ANY_TEXT.search(self.key) or _KIND.search(self.key))

    @cached_property
    def from_centre(self) -> bool:
        """Whether a central body brings it about."""
        return bool(_CENTRAL.search(squeeze(self.words).lower()))


def is_same_event(one: Awaited, other: Awaited) -> bool:
    """Return whether two deliverables wait for the same thing: they cite one document, or say it in the same words."""
    return bool(one.symbols & other.symbols) or (bool(one.key) and one.key == other.key)


def may_have_come(awaited: Awaited, paper: ArrivedPaper) -> bool:
    """Return whether ``paper`` may be what is awaited: worth asking a person, never more.

    Either the event cites its symbol; or the event names a document without a symbol, the paper is of a kind and of an
    issuer that fit, and its title shares two pairs of words with the event and with what waits for it.
    """
    if awaited.symbols:
        return paper.symbol_key in awaited.symbols
    if not awaited.is_text or awaited.from_centre != paper.is_central:
        return False
    if awaited.kinds and paper.kind not in awaited.kinds:
        return False
    return len(awaited.telling & paper.telling) >= _ENOUGH


def _pairs(folded: str) -> frozenset[str]:
    """Return the pairs of neighbouring words that tell something."""
    words = folded.split()
    pairs = (f"{one} {two}" for one, two in pairwise(words) if one not in _COMMON and two not in _COMMON)
    return frozenset(pairs) - _COMMON_PAIRS
