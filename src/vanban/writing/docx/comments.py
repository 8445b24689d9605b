"""Comments in the margin of a Word file, at the words that they speak of.

Owns: the mark-up of comments. Does not: find their words (``alignment``), or know what they say.
"""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from vanban.writing.docx.alignment import Spot
from vanban.writing.docx.letters import cut_before, cut_behind, letters_of, runs_of
from vanban.writing.docx.names import SPACE, W, element
from vanban.writing.docx.word_file import WordFile
from vanban.writing.names import printable

__all__ = ["Comment", "Writer", "put_comment", "stamp"]

_SIZE = "20"  # half points: the letters of a comment where the file has no style for them


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of some words of one line; without a line it is said of the whole document."""

    text: str  # line feeds divide paragraphs
    line: int | None = None  # index among the lines of the reading
    start: int | None = None  # code points in the line; None: the whole line
    end: int | None = None  # half open


@dataclass(frozen=True, slots=True)
class Writer:
    """Who says it, and when."""

    name: str
    initials: str
    at: datetime  # aware; the clock on the reader's wall is written, as Word does


def stamp(moment: datetime) -> str:
    """Return a moment as Word writes it: the time on the wall, whatever the letter Z promises."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def put_comment(file: WordFile, comment: Comment, spot: Spot | None, writer: Writer, fallback: etree._Element) -> None:
    """Add ``comment`` at ``spot``, or at the paragraph ``fallback``; runs that hold more words are divided."""
    number = file.free_comment_id()
    first, last = _ends(file, spot, fallback)
    first.addprevious(element("commentRangeStart", id=number))
    end = element("commentRangeEnd", id=number)
    last.addnext(end)
    reference = element("r")
    reference.append(element("commentReference", id=number))
    end.addnext(reference)
    file.comments().append(_comment(number, printable(comment.text), writer))


def _ends(file: WordFile, spot: Spot | None, fallback: etree._Element) -> tuple[etree._Element, etree._Element]:
    """Return the first and the last run of the words."""
    if spot is not None:
        reference = _reference(file, spot.paragraph)  # a comment cannot stand in a note
        if reference is not None:
            return reference, reference
        letters = letters_of(spot.paragraph)
        first = min(max(spot.first, 0), len(letters) - 1)
        last = min(max(spot.behind - 1, first), len(letters) - 1)
        end = cut_behind(letters[last])
        begin = cut_before(letters[first])
        return begin, begin if letters[first].run is letters[last].run else end
    return _whole(fallback)


def _whole(paragraph: etree._Element) -> tuple[etree._Element, etree._Element]:
    letters = letters_of(paragraph)
    if letters:
        return letters[0].run, letters[-1].run
    runs = list(runs_of(paragraph))
    if not runs:
        run = element("r")
        run.append(element("t"))
        run[0].text = " "
        run[0].set(SPACE, "preserve")
        paragraph.append(run)
        runs = [run]
    return runs[0], runs[-1]


def _reference(file: WordFile, paragraph: etree._Element) -> etree._Element | None:
    """Return the run in the body that leads to the note in which ``paragraph`` stands; None where it is in no note."""
    for kind in ("footnote", "endnote"):
        note = next(paragraph.iterancestors(W + kind), None)
        if note is not None:
            own = note.get(W + "id")
            marks = (one for one in file.body.iter(f"{W}{kind}Reference") if one.get(W + "id") == own)
            return next((one.getparent() for one in marks), None)
    return None


def _comment(number: str, text: str, writer: Writer) -> etree._Element:
    made = element("comment", id=number, author=printable(writer.name), date=stamp(writer.at), initials=writer.initials)
    for nth, line in enumerate(text.split("\n")):
        paragraph = etree.SubElement(made, W + "p")
        if nth == 0:
            etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "annotationRef")
        run = etree.SubElement(paragraph, W + "r")
        etree.SubElement(etree.SubElement(run, W + "rPr"), W + "sz").set(W + "val", _SIZE)
        words = etree.SubElement(run, W + "t")
        words.text = line
        words.set(SPACE, "preserve")
    return made
