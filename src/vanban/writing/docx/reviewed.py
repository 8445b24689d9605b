"""A Word file with comments in its margin and changes to accept: all else of it stays as it is.

Owns: what is put in which order, what cannot be changed and is said instead. Does not: the mark-up of either.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from vanban.writing.docx.alignment import Alignment, Spot
from vanban.writing.docx.changes import Change, can_make, computed_runs, make_change
from vanban.writing.docx.comments import Comment, Writer, put_comment
from vanban.writing.docx.names import W
from vanban.writing.docx.word_file import WordFile

__all__ = ["reviewed_docx"]


class _Made(NamedTuple):
    change: Change
    spot: Spot


def reviewed_docx(
    data: bytes, lines: Sequence[str], comments: Sequence[Comment], changes: Sequence[Change] = (), *, writer: Writer
) -> bytes:
    """Return the Word file ``data`` with ``comments`` and tracked ``changes``.

    Its own text, changes and comments stay as they are; so do the bytes of every part that need not change. A change
    whose old words do not stand at its place, or which overlaps an earlier one, is said as a comment instead.

    Args:
        data: A DOCX file.
        lines: The lines of its reading in order: paragraphs, and the lines of each cell.
        comments: What is said, in the order in which it is numbered.
        changes: What is replaced.
        writer: Who writes the comments; each change has its own author.

    Raises:
        UnwritableError: the file cannot be opened for writing.
    """
    file = WordFile(data)
    alignment = Alignment(file, lines)
    made, refused = _sorted(file, alignment, changes)
    fallback = _first(file, alignment)
    for comment in (*comments, *(change.otherwise for change in refused)):
        put_comment(file, comment, _spot(alignment, comment), writer, fallback)
    for change, spot in sorted(made, key=lambda one: one.spot.first, reverse=True):
        make_change(file, change, spot)
    return file.packed()


def _sorted(file: WordFile, alignment: Alignment, changes: Sequence[Change]) -> tuple[list[_Made], list[Change]]:
    """Return the changes that can be made with their spots, and the others."""
    made: list[_Made] = []
    refused: list[Change] = []
    computed = computed_runs(file)
    for change in changes:
        spot = alignment.spot(change.line, change.start, change.end)
        if spot is not None and can_make(change, spot, computed) and not any(_meet(spot, one.spot) for one in made):
            made.append(_Made(change, spot))
        else:
            refused.append(change)
    return made, refused


def _spot(alignment: Alignment, comment: Comment) -> Spot | None:
    if comment.line is None:
        return None
    return alignment.spot(comment.line, comment.start, comment.end) or alignment.beside(comment.line)


def _meet(one: Spot, other: Spot) -> bool:
    return one.paragraph is other.paragraph and one.first < other.behind and other.first < one.behind


def _first(file: WordFile, alignment: Alignment) -> etree._Element:
    """Return the paragraph for what has no place of its own: the first; one is added to an empty file."""
    if alignment.paragraphs:
        return alignment.paragraphs[0]
    found = next(file.body.iter(W + "p"), None)
    if found is None:
        found = etree.Element(W + "p")
        file.body.insert(0, found)
    return found
