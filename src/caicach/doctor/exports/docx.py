"""The document as a Word file: accepted fixes as tracked changes, a comment at the place of every other finding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from caicach.doctor.mapping.result import Found
from caicach.doctor.mapping.texts import Lines
from caicach.doctor.mapping.words import severity_words, where_words
from caicach.ui.sentences import in_language
from caicach.web.clock import LOCAL
from vanban.writing.docx.changes import Change
from vanban.writing.docx.comments import Comment, Writer
from vanban.writing.docx.plain import plain_docx
from vanban.writing.docx.reviewed import reviewed_docx
from vanban.writing.docx.word_file import UnwritableError

__all__ = ["AUTHOR", "Accepted", "commented"]

AUTHOR = "Cải Cách"
INITIALS = "CC"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding whose fix a person accepted."""

    found: Found
    by: str  # the person's name
    at: datetime


def commented(
    result: Mapping[str, Any],
    found: Sequence[Found],
    accepted: Sequence[Accepted] = (),
    *,
    original: bytes | None,
    written_at: datetime,
) -> bytes:
    """Return the Word file.

    Args:
        result: What was kept of the examination.
        found: The findings to comment on.
        accepted: The findings whose words are replaced, as changes that Word tracks.
        original: The document's own bytes where it is a Word file; else one is written from the reading.
        written_at: The moment of the comments.
    """
    blocks = result["blocks"]
    lines = Lines(blocks)
    comments = [comment for one in found for comment in _comments(one, blocks, lines)]
    changes = [change for one in accepted for change in _changes(one, blocks, lines)]
    writer = Writer(AUTHOR, INITIALS, written_at.astimezone(LOCAL))
    if original is not None:
        try:
            return reviewed_docx(original, lines.texts, comments, changes, writer=writer)
        except UnwritableError:
            pass  # with macros, a template: its text in a plain file
    return reviewed_docx(plain_docx(_plain(blocks)), lines.texts, comments, changes, writer=writer)


def _plain(blocks: Sequence[Mapping[str, Any]]) -> list[str | list[list[str]]]:
    return [block["p"] if "p" in block else [[cell["x"] for cell in row] for row in block["t"]] for block in blocks]


def _comments(one: Found, blocks: Sequence[Mapping[str, Any]], lines: Lines) -> Iterator[Comment]:
    """Yield the comment of a finding, and a short one at each other place that it speaks of."""
    at = lines.at(blocks, one.place)
    head = _head(one)
    where = where_words(one.where[:1])
    said = [head, "" if at else where, in_language(one.message), f"→ {one.fix}" if one.fix else ""]
    yield Comment("\n".join(filter(None, said)), *(at or (None, None, None)))
    for place in one.also:
        other = lines.at(blocks, place)
        if other:
            yield Comment(f"{head} ({where})" if where else head, *other)


def _changes(one: Accepted, blocks: Sequence[Mapping[str, Any]], lines: Lines) -> Iterator[Change]:
    for edit in one.found.edits:
        line, start, end = lines.at(blocks, edit["place"]) or (None, None, None)
        if line is None or start is None or end is None:
            continue
        words = {"old": edit["old"], "new": edit["new"], "name": one.by}
        by_hand = (
            _("%(name)s đã chọn sửa “%(old)s” thành “%(new)s”; chỗ này phải sửa bằng tay.")
            if edit["new"]
            else _("%(name)s đã chọn bỏ “%(old)s”; chỗ này phải sửa bằng tay.")
        )
        otherwise = Comment(f"{_head(one.found)}\n{by_hand % words}", line, start, end)
        yield Change(line, start, end, edit["old"], edit["new"], one.by, one.at.astimezone(LOCAL), otherwise)


def _head(one: Found) -> str:
    return f"{one.number}. {severity_words(one.severity)} {one.code}. {one.title}"
