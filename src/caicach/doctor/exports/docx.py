"""The document as a Word file with a comment at each finding's place."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from caicach.doctor.mapping.result import Found
from caicach.doctor.mapping.texts import Lines
from caicach.doctor.mapping.words import severity_words, where_words
from caicach.ui.sentences import in_language
from vanban.writing.docx.comments import Comment, UnwritableError, comment_docx, plain_docx

__all__ = ["AUTHOR", "commented"]

AUTHOR = "Cải Cách"
INITIALS = "CC"


def commented(
    result: Mapping[str, Any], found: Sequence[Found], *, original: bytes | None, written_at: datetime
) -> bytes:
    """Return the Word file.

    Args:
        result: What was kept of the examination.
        found: The findings to comment on.
        original: The document's own bytes where it is a Word file; else one is written from the reading.
        written_at: The moment of the comments.
    """
    blocks = result["blocks"]
    lines = Lines(blocks)
    comments = [comment for one in found for comment in _comments(one, blocks, lines)]
    for data in (original, None):
        try:
            return comment_docx(
                plain_docx(_plain(blocks)) if data is None else data,
                lines.texts,
                comments,
                author=AUTHOR,
                initials=INITIALS,
                written_at=written_at,
            )
        except UnwritableError:
            if data is None:
                raise
    raise AssertionError  # the second turn returns or raises


def _plain(blocks: Sequence[Mapping[str, Any]]) -> list[str | list[list[str]]]:
    return [block["p"] if "p" in block else [[cell["x"] for cell in row] for row in block["t"]] for block in blocks]


def _comments(one: Found, blocks: Sequence[Mapping[str, Any]], lines: Lines) -> Iterator[Comment]:
    """Yield the comment of a finding, and a short one at each other place that it speaks of."""
    at = lines.at(blocks, one.place)
    head = f"{one.number}. {severity_words(one.severity)} {one.code}. {one.title}"
    where = where_words(one.where[:1])
    said = [head, "" if at else where, in_language(one.message), f"→ {one.fix}" if one.fix else ""]
    yield Comment("\n".join(filter(None, said)), *(at or (None, None, None)))
    for place in one.also:
        other = lines.at(blocks, place)
        if other:
            yield Comment(f"{head} ({where})" if where else head, *other)
