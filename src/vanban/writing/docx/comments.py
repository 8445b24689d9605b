"""Comments in the margin of a Word file, at the words that they speak of.

Owns: finding the words of a reading in the file's runs, comments, a plain file for what was no Word file. Does not:
change a letter of the document, or know what the comments say.

The reading and the file are laid side by side line by line: a line of the reading is a paragraph of the file, perhaps
behind a printed number that the file keeps elsewhere. What finds no place of its own stands at the first paragraph.
"""

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from vanban.writing.archives import repacked
from vanban.writing.names import printable

__all__ = ["Comment", "UnwritableError", "comment_docx", "plain_docx"]

_AHEAD = 60  # lines of the reading that may have no paragraph of their own before the next that has
_DROPPED = frozenset(qn(f"w:{name}") for name in ("del", "moveFrom", "txbxContent", "pPr"))
_SIMPLE = frozenset(qn(f"w:{name}") for name in ("rPr", "t"))


class UnwritableError(ValueError):
    """The file is no Word file that can be written again."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of some words of one line; without a line it is said of the whole document."""

    text: str  # line feeds divide paragraphs
    line: int | None = None  # index among the lines of the reading
    start: int | None = None  # code points in the line; None: the whole line
    end: int | None = None  # half open


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter of a paragraph that is no blank, and where it stands."""

    run: etree._Element
    at: int  # among all letters of the run


def comment_docx(
    data: bytes, lines: Sequence[str], comments: Sequence[Comment], *, author: str, initials: str, written_at: datetime
) -> bytes:
    """Return the Word file ``data`` with ``comments``; its own text, changes and comments stay as they are.

    Args:
        data: A DOCX file.
        lines: The lines of its reading in order: paragraphs, and the lines of each cell.
        comments: What is said, in the order in which it is numbered.
        author: The name beside each comment.
        initials: Its short form.
        written_at: Aware; the moment of the comments.

    Raises:
        UnwritableError: the file cannot be opened for writing.
    """
    try:
        document = docx.Document(io.BytesIO(data))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, etree.LxmlError) as error:
        raise UnwritableError(str(error)) from error
    paragraphs = [element for element in document.element.body.iter(qn("w:p")) if _key(_text(element))]
    of_line = _aligned(paragraphs, lines)
    for comment in comments:
        _add(document, comment, lines, of_line, paragraphs, author=author, initials=initials)
    _date(document, author, written_at)
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue())


def plain_docx(blocks: Sequence[str | Sequence[Sequence[str]]]) -> bytes:
    """Return a Word file of paragraphs (texts) and tables (rows of cells), in plain letters, to carry comments."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(printable(block))
        elif block and block[0]:
            _table(document, block)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            first, *rest = printable(text).split("\n")
            cell.paragraphs[0].add_run(first)
            for line in rest:
                cell.add_paragraph(line)


def _add(
    document: Document,
    comment: Comment,
    lines: Sequence[str],
    of_line: dict[int, etree._Element],
    paragraphs: Sequence[etree._Element],
    *,
    author: str,
    initials: str,
) -> None:
    element = of_line.get(comment.line) if comment.line is not None else None
    if element is None:
        first = paragraphs[0] if paragraphs else document.add_paragraph(" ")._p
        runs = _whole(first) or [Paragraph(first, document).add_run(" ")._r]  # type: ignore[arg-type]
    else:
        runs = _runs(element, lines[comment.line or 0], comment) or _whole(element)
    ends = [Run(run, document) for run in (runs[0], runs[-1])]  # type: ignore[arg-type]
    document.add_comment(ends, text=printable(comment.text), author=author, initials=initials)


def _aligned(paragraphs: Sequence[etree._Element], lines: Sequence[str]) -> dict[int, etree._Element]:
    """Return the paragraph of each line that has one."""
    keys = [_key(line) for line in lines]
    found: dict[int, etree._Element] = {}
    next_line = 0
    for element in paragraphs:
        own = _key(_text(element))
        window = islice(enumerate(keys[next_line:], next_line), _AHEAD)
        at = next((index for index, key in window if _is_same(key, own)), None)
        if at is not None:
            found[at] = element
            next_line = at + 1
    return found


def _is_same(line: str, own: str) -> bool:
    """Whether a line of the reading is a paragraph, behind at most a printed number."""
    return line.endswith(own) and len(line) - len(own) <= 12


def _runs(element: etree._Element, line: str, comment: Comment) -> list[etree._Element]:
    """Return the runs of exactly the words of ``comment``; runs that hold more are divided where they can be."""
    letters = list(_letters(element))
    start, end = comment.start or 0, len(line) if comment.end is None else comment.end
    before = len(_key(line)) - len(letters)  # letters of the printed number
    first = max(0, len(_key(line[:start])) - before)
    last = max(first, len(_key(line[:end])) - before - 1)
    if first >= len(letters):
        return []
    return _divided(letters, first, min(last, len(letters) - 1))


def _divided(letters: Sequence[_Letter], first: int, last: int) -> list[etree._Element]:
    left, right = letters[first], letters[last]
    if _can_divide(right.run):
        _split(right.run, right.at + 1)
    start = _split(left.run, left.at) if _can_divide(left.run) else left.run
    return [start, start if right.run is left.run else right.run]


def _can_divide(run: etree._Element) -> bool:
    return all(child.tag in _SIMPLE for child in run)


def _split(run: etree._Element, at: int) -> etree._Element:
    """Divide ``run`` before its letter ``at``, if anything stands on both sides; return the part behind."""
    text = "".join(part.text or "" for part in run.findall(qn("w:t")))
    if at <= 0 or at >= len(text):
        return run
    behind = deepcopy(run)
    run.addnext(behind)
    _set_text(run, text[:at])
    _set_text(behind, text[at:])
    return behind


def _set_text(run: etree._Element, text: str) -> None:
    first, *rest = run.findall(qn("w:t"))
    for part in rest:
        run.remove(part)
    first.text = text
    first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _whole(element: etree._Element) -> list[etree._Element]:
    letters = list(_letters(element))
    return [letters[0].run, letters[-1].run] if letters else []


def _letters(element: etree._Element) -> Iterator[_Letter]:
    """Yield the letters of a paragraph in the accepted view, without blanks, as ``_key`` counts them."""
    for run in _text_runs(element):
        at = 0
        for part in run.findall(qn("w:t")):
            text = part.text or ""
            for index, letter in enumerate(text):
                if not letter.isspace() and not unicodedata.combining(letter):
                    yield _Letter(run, at + index)
            at += len(text)


def _text_runs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in _DROPPED:
            yield from _text_runs(child)


def _text(element: etree._Element) -> str:
    parts = (part.text or "" for run in _text_runs(element) for part in run.findall(qn("w:t")))
    return "".join(parts)


def _key(text: str) -> str:
    """Return the letters of ``text`` without blanks; composed and decomposed letters count as one each."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if not letter.isspace() and not unicodedata.combining(letter))


def _date(document: Document, author: str, written_at: datetime) -> None:
    """Put the given moment in place of the one that the library takes from the clock."""
    stamp = written_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for comment in document.part._comments_part.element.iter(qn("w:comment")):
        if comment.get(qn("w:author")) == author:
            comment.set(qn("w:date"), stamp)
