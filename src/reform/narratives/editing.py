"""A section as plain text for whoever edits it, and the edited text as a template's text again.

Owns: which figures, lists and footnotes stay alive through an edit: those whose printed words were left as they are.
What was typed becomes words. Does not: judge typed numbers (``figures``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reform.narratives.runs import Paragraph, Printed, Run

__all__ = ["plain_of", "source_of"]

_TOKEN = re.compile(r"\n|\[\^\d+\]|\[ghi [^\]\n]*\]|\d+(?:[.,]\d+)*%?|[^\W\d_]+|[ \t]+|.")
_NOTE = re.compile(r"\[\^(\d+)\]")
_SIGNS = re.compile(r"\{(?=[{%])|[}%](?=\})|\[(?=\[)|\](?=\])")  # would open or close a call
_HEADING = "## "


@dataclass(frozen=True, slots=True)
class _Kept:
    """A stretch of tokens that stays alive as a whole, and what it is in the template's language."""

    start: int
    end: int
    source: str


class _Laid:
    """Paragraphs laid out as tokens."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.tokens: list[str] = []
        self.kept: list[_Kept] = []
        self.notes: list[str] = []
        for index, paragraph in enumerate(paragraphs):
            if index:
                self.tokens.append("\n")
            self._lay(paragraph, is_followed=_is_followed(paragraphs, index))

    def _lay(self, paragraph: Paragraph, *, is_followed: bool) -> None:
        start = len(self.tokens)
        if paragraph.kind == "heading":
            self.tokens += _tokens(_HEADING)
        for run in paragraph.runs:
            before = len(self.tokens)
            self.tokens += _tokens(self._text(run))
            if isinstance(run, Printed) and not paragraph.block:
                self.kept.append(_Kept(before, len(self.tokens), run.source))
        if paragraph.block and isinstance(paragraph.runs[0], Printed):
            if is_followed:
                self.kept[-1] = _Kept(self.kept[-1].start, len(self.tokens), paragraph.runs[0].source)
            else:
                self.kept.append(_Kept(start, len(self.tokens), paragraph.runs[0].source))

    def _text(self, run: Run) -> str:
        if not isinstance(run, Printed):
            return run.text
        if run.slot:
            return f"[ghi {run.slot}]"
        text, reached = "", 0
        for at, note in run.notes:
            self.notes.append(note)
            text += f"{run.text[reached:at]}[^{len(self.notes)}]"
            reached = at
        return text + run.text[reached:]


def _is_followed(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether the paragraph before is of the same list."""
    return index > 0 and paragraphs[index].block != 0 and paragraphs[index].block == paragraphs[index - 1].block


def plain_of(paragraphs: Sequence[Paragraph]) -> str:
    """Return paragraphs as text to edit: one a line, ``[^1]`` for a footnote, ``[ghi II.7]`` for a free slot."""
    return "".join(_Laid(paragraphs).tokens)


def source_of(source: str, paragraphs: Sequence[Paragraph], edited: str) -> str:
    """Return the template's text of what somebody made of ``plain_of(paragraphs)``.

    Args:
        source: The text that ``paragraphs`` were rendered from; returned as it is where nothing was changed.
        paragraphs: What was shown.
        edited: What came back.
    """
    laid = _Laid(paragraphs)
    new = _tokens(_normal(edited))
    if new == laid.tokens:
        return source
    starts = _alive(laid, new)
    pieces: list[str] = []
    at = 0
    while at < len(new):
        kept = starts.get(at)
        if kept is not None:
            pieces.append(kept.source)
            at += kept.end - kept.start
        else:
            pieces.append(_typed(new[at], laid.notes))
            at += 1
    return "".join(pieces)


def _alive(laid: _Laid, new: Sequence[str]) -> dict[int, _Kept]:
    """Return the stretches that were left whole, by where they stand in ``new``."""
    alive = {}
    for block in SequenceMatcher(None, laid.tokens, new, autojunk=False).get_matching_blocks():
        for kept in laid.kept:
            if kept.end > kept.start and block.a <= kept.start and kept.end <= block.a + block.size:
                alive[kept.start - block.a + block.b] = kept
    return alive


def _typed(token: str, notes: Sequence[str]) -> str:
    """Return one token that is no printed piece any more; a footnote stays one, brackets of the language do not."""
    match = _NOTE.fullmatch(token)
    if match is None:
        return token
    number = int(match[1])
    words = notes[number - 1] if 0 < number <= len(notes) else ""
    return "{{ cn('" + words.replace("'", "’") + "') }}" if words else ""


def _normal(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    plain = "\n".join(" ".join(line.split()) for line in lines if line.strip())
    return _SIGNS.sub(lambda match: f"{match.group()} ", plain)


def _tokens(text: str) -> list[str]:
    return list(_found(text))


def _found(text: str) -> Iterator[str]:
    return (match.group() for match in _TOKEN.finditer(text))
