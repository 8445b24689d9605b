"""The letters of a Word file's paragraphs, as a reading counts them, and runs divided between two of them.

Owns: which paragraphs and runs are read, letters, dividing a run. Does not: know lines of a reading (``alignment``).

The accepted view: what was inserted stands, what was deleted does not. Blanks and marks over letters are not counted,
so that neither squeezed blanks nor decomposed letters move a place.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from vanban.writing.docx.names import MARKUP, SPACE, W, like

__all__ = [
    "Letter",
    "cut_before",
    "cut_behind",
    "key_of",
    "letters_of",
    "paragraphs_of",
    "runs_of",
    "said_by",
    "text_of",
]

_NO_TEXT = frozenset(W + name for name in ("del", "moveFrom", "txbxContent", "pPr", "sdtPr", "rPr"))
_NO_BLOCK = frozenset(W + name for name in ("del", "moveFrom", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "pPr"))
_OFF = frozenset({"0", "false", "off"})
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Cs"})  # soft hyphens, joiners, marks of order
_HYPHEN = W + "noBreakHyphen"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of a paragraph that is no blank, and where it stands."""

    run: etree._Element
    part: etree._Element  # the w:t of the run, or its hyphen that does not break
    at: int  # code points in the part
    until: int  # behind the letter and the marks over it


def paragraphs_of(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs in ``container`` that a reading has, in its order: those of a text box behind their own."""
    for child in container:
        if child.tag == W + "p":
            yield child
            yield from _boxed(child)
        elif isinstance(child.tag, str) and not _is_dropped(child):
            yield from paragraphs_of(child)


def _is_dropped(child: etree._Element) -> bool:
    if child.tag == W + "tr":
        return child.find(f"{W}trPr/{W}del") is not None
    if child.tag == W + "tc":
        merge = child.find(f"{W}tcPr/{W}vMerge")
        return merge is not None and merge.get(W + "val") != "restart"
    return child.tag in _NO_BLOCK


def _boxed(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs of the text boxes in ``element``; of alternatives that say the same, the first's."""
    for child in element:
        if child.tag == W + "txbxContent":
            yield from paragraphs_of(child)
        elif child.tag == MARKUP + "AlternateContent":
            yield from _boxed(child[0]) if len(child) else ()
        elif child.tag not in (W + "del", W + "moveFrom"):
            yield from _boxed(child)


def runs_of(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs of ``paragraph`` that are seen, those of links and of insertions too."""
    for child in paragraph:
        if child.tag == W + "r":
            if not _is_hidden(child):
                yield child
        elif child.tag == MARKUP + "AlternateContent":
            yield from runs_of(child[0]) if len(child) else ()
        elif isinstance(child.tag, str) and child.tag not in _NO_TEXT:
            yield from runs_of(child)


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(W + "val") not in _OFF


def letters_of(paragraph: etree._Element) -> list[Letter]:
    """Return the letters of ``paragraph`` as ``key_of`` counts them."""
    return [letter for run in runs_of(paragraph) for part in _parts(run) for letter in _in_part(run, part)]


def _parts(run: etree._Element) -> Iterator[etree._Element]:
    return (part for part in run if part.tag in (W + "t", _HYPHEN))


def _words(part: etree._Element) -> str:
    return "-" if part.tag == _HYPHEN else part.text or ""


def _is_counted(char: str) -> bool:
    return not (char.isspace() or unicodedata.combining(char) or unicodedata.category(char) in _UNSEEN)


def _in_part(run: etree._Element, part: etree._Element) -> Iterator[Letter]:
    text = _words(part)
    for at, char in enumerate(text):
        if _is_counted(char):
            until = at + 1
            while until < len(text) and unicodedata.combining(text[until]):
                until += 1
            yield Letter(run, part, at, until)


def text_of(paragraph: etree._Element) -> str:
    """Return the text of ``paragraph`` without its tabs and line breaks."""
    return "".join(_words(part) for run in runs_of(paragraph) for part in _parts(run))


def said_by(letters: Iterable[Letter]) -> str:
    """Return what ``letters`` are, as a key."""
    return key_of("".join(_words(one.part)[one.at : one.until] for one in letters))


def key_of(text: str) -> str:
    """Return the letters of ``text`` without blanks; composed and decomposed letters count as one each."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(filter(_is_counted, composed))


def cut_before(letter: Letter) -> etree._Element:
    """Divide the letter's run before it, if anything stands there; return the run that begins with the letter."""
    content = _content(letter.run)
    at = content.index(letter.part)
    return letter.run if at == 0 and letter.at == 0 else _divided(letter.run, letter.part, letter.at)


def cut_behind(letter: Letter) -> etree._Element:
    """Divide the letter's run behind it, if anything stands there; return the run that ends with the letter."""
    if _content(letter.run)[-1] is not letter.part or letter.until < len(_words(letter.part)):
        _divided(letter.run, letter.part, letter.until)
    return letter.run


def _content(run: etree._Element) -> list[etree._Element]:
    return [child for child in run if child.tag != W + "rPr"]


def _divided(run: etree._Element, part: etree._Element, at: int) -> etree._Element:
    """Divide ``run`` at ``at`` code points in its text ``part``; return the piece behind, which looks the same."""
    behind = like(run)
    look = run.find(W + "rPr")
    if look is not None:
        behind.append(deepcopy(look))
    content = _content(run)
    rest = content[content.index(part) + 1 :]
    text = _words(part)
    if at == 0:
        behind.append(part)
    elif at < len(text):
        behind.append(_text_part(text[at:]))
        part.text = text[:at]
        part.set(SPACE, "preserve")
    behind.extend(rest)
    run.addnext(behind)
    return behind


def _text_part(text: str) -> etree._Element:
    part = etree.Element(W + "t")
    part.text = text
    part.set(SPACE, "preserve")
    return part
