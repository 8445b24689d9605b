"""Every mention of another document, with what stands behind it.

Owns: going through prose, footnotes and tables; when two mentions may be of one document. Does not: read a citation
(``vanban.language.citations``).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from vanban.language.citations import Citation, parse_citations, symbol_key
from vanban.plans.outline import Passage
from vanban.reading.model import Document, Paragraph
from vanban.text.findings import Finding, Place
from vanban.text.forms import compare_key

__all__ = ["AMENDING", "Mention", "is_same_issuer", "mentions_of"]

AMENDING = "sua doi"  # begins the subject of an act that changes another: what follows is the other's
_AMENDS = re.compile(r"sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính")
_AFTER = 120  # letters behind a citation that tell its subject
_SUBJECT_WORDS = 16
_SHORT = {"uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd", "thu tuong chinh phu": "thu tuong"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a document that has a symbol or a title."""

    citation: Citation
    place: Place
    words: str  # as printed
    subject: str  # key of the words behind it: "phe duyet de an van hoa cong vu"
    findings: tuple[Finding, ...] = ()  # what the reader of citations found in it

    @property
    def key(self) -> str:
        """Return the key of its symbol, or of its kind and title."""
        citation = self.citation
        return symbol_key(citation.symbol) if citation.symbol else compare_key(f"{citation.type} {citation.title}")


def mentions_of(document: Document, prose: Sequence[Passage]) -> tuple[Mention, ...]:
    """Return the mentions in ``document``, of itself too: those of its prose, of its footnotes, of its tables."""
    return tuple(_all(document, prose))


def is_same_issuer(one: str | None, other: str | None) -> bool:
    """Say whether two namings may be of one body: one lacks, or holds no word that the other has not.

    The chairman and his committee are taken for one here: mentions mix them without meaning two documents.
    """
    if not one or not other:
        return True
    left, right = _issuer_words(one), _issuer_words(other)
    return left <= right or right <= left


def _issuer_words(name: str) -> set[str]:
    key = compare_key(name)
    for long, short in _SHORT.items():
        key = key.replace(long, short)
    return set(key.split()) - {"chu", "tich"}


def _all(document: Document, prose: Sequence[Passage]) -> Iterator[Mention]:
    for passage in prose:
        yield from _in_text(passage.text, passage.place)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.note:
                yield from _in_text(block.text, block.place.within)
            continue
        for row in block.rows:
            for cell in row.cells:
                if _may_cite(cell.text):
                    yield from _in_text(cell.text, cell.place.within)


def _may_cite(text: str) -> bool:
    return "/" in text or "Luật" in text or "luật" in text


def _in_text(text: str, within: Callable[[int, int], Place]) -> Iterator[Mention]:
    reading = parse_citations(text)
    for citation in reading.value:
        own = tuple(
            finding
            for finding in reading.findings
            if citation.at <= (finding.place.start or 0) < max(citation.until, citation.at + 1)
        )
        place = within(citation.at, citation.until)
        yield Mention(citation, place, text[citation.at : citation.until], _subject(text[citation.until :]), own)


def _subject(after: str) -> str:
    match = re.match(
        r"[^.;:]*?(?:về(?: việc)?|phê duyệt|ban hành|quy định|hướng dẫn)\s+(?P<words>[^.;]*)", after[:_AFTER]
    )
    if match is None:
        return ""
    words = compare_key(match["words"]).split()[:_SUBJECT_WORDS]
    return " ".join(([AMENDING] if _AMENDS.search(after[: match.start("words")]) else []) + words)
