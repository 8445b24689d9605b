"""Tracked changes in a Word file: the old words struck, the new ones inserted, for a person to accept in Word.

Owns: where a change can be made, its mark-up. Does not: find its words (``alignment``), or decide on it.

A change is made only where exactly the old words stand, in plain runs: not in what Word computes by itself (fields),
in content that is bound or locked, or across notes and pictures.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from vanban.writing.docx.alignment import Spot
from vanban.writing.docx.comments import Comment, stamp
from vanban.writing.docx.letters import Letter, cut_before, cut_behind, key_of, letters_of, runs_of, said_by
from vanban.writing.docx.names import SPACE, W, element, like
from vanban.writing.docx.word_file import WordFile
from vanban.writing.names import printable

__all__ = ["Change", "can_make", "computed_runs", "make_change"]

# A comment's own run may stand among the words; it is never struck.
_MARKS = frozenset(
    W + name
    for name in (
        *("rPr", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "lastRenderedPageBreak"),
        *("commentReference", "annotationRef"),
    )
)
_BLANKS = frozenset({W + "rPr", W + "t"})  # of a run that may go with the words beside it
_REFUSED = frozenset(W + name for name in ("fldSimple", "moveTo"))
_CHANGES = frozenset(W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"))  # within a run's look


@dataclass(frozen=True, slots=True)
class Change:
    """Words of one line that are replaced."""

    line: int  # index among the lines of the reading
    start: int  # code points in the line
    end: int  # half open
    old: str  # what stands there
    new: str  # may be empty
    author: str
    made_at: datetime  # aware; the clock on the reader's wall is written
    otherwise: Comment  # what is said instead where the change cannot be made in the file


@dataclass(frozen=True, slots=True)
class _Difference:
    """The words that really change; those at both ends that stay are left out."""

    before: int  # letters of the old words that stay in front
    old: str
    new: str
    after: int  # letters that stay behind


def _difference(old: str, new: str) -> _Difference:
    mine, yours = old.split(), new.split()
    front = _alike(mine, yours)
    back = _alike(mine[front:][::-1], yours[front:][::-1])
    struck, put = mine[front : len(mine) - back], yours[front : len(yours) - back]
    if not struck and not put:  # the blanks alone differ
        return _Difference(0, old, new, 0)
    return _Difference(
        len(key_of(" ".join(mine[:front]))),
        " ".join(struck),
        " ".join(put),
        len(key_of(" ".join(mine[len(mine) - back :]))),
    )


def _alike(mine: Sequence[str], yours: Sequence[str]) -> int:
    """Return how many words are the same from the beginning."""
    pairs = zip(mine, yours, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(mine), len(yours)))


def computed_runs(file: WordFile) -> frozenset[etree._Element]:
    """Return the runs within fields: what stands there is written anew by Word."""
    inside: set[etree._Element] = set()
    for root in (file.body, *file.notes):
        depth = 0
        for run in root.iter(W + "r"):
            marks = [mark.get(W + "fldCharType") for mark in run.findall(W + "fldChar")]
            if depth or marks:
                inside.add(run)
            depth = max(0, depth + marks.count("begin") - marks.count("end"))
    return frozenset(inside)


def can_make(change: Change, spot: Spot | None, computed: frozenset[etree._Element]) -> bool:
    """Say whether exactly the old words stand at ``spot``, where they can be replaced."""
    if spot is None or spot.first < 0 or not change.old.strip() or "\n" in change.new:
        return False
    letters = letters_of(spot.paragraph)
    if spot.behind > len(letters) or said_by(letters[spot.first : spot.behind]) != key_of(change.old):
        return False
    runs = list(_between(spot.paragraph, letters[spot.first].run, letters[spot.behind - 1].run))
    return not any(run in computed or not _is_plain(run) for run in runs)


def _between(paragraph: etree._Element, first: etree._Element, last: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs from ``first`` to ``last``."""
    is_within = False
    for run in runs_of(paragraph):
        is_within = is_within or run is first
        if is_within:
            yield run
        if run is last:
            return


def _is_plain(run: etree._Element) -> bool:
    if any(child.tag not in _MARKS for child in run):
        return False
    for above in run.iterancestors():
        if above.tag == W + "sdt" and _is_bound(above):
            return False
        if above.tag in _REFUSED:
            return False
    return True


def _is_bound(control: etree._Element) -> bool:
    """Whether the content of a control comes from elsewhere, or is locked."""
    own = control.find(W + "sdtPr")
    if own is None:
        return False
    lock = own.find(W + "lock")
    is_locked = lock is not None and "ontentLocked" in (lock.get(W + "val") or "")
    return is_locked or own.find(W + "dataBinding") is not None


def make_change(file: WordFile, change: Change, spot: Spot) -> None:
    """Strike the old words at ``spot`` and insert the new ones; ``can_make`` was asked before.

    Changes of one paragraph are made from its end to its beginning: what is struck is counted no more.
    """
    parts = _difference(change.old, change.new)
    first, behind = spot.first + parts.before, spot.behind - parts.after
    if not parts.old:
        _insert_beside(file, change, parts, letters_of(spot.paragraph), first)
        return
    runs = _cut_out(spot.paragraph, first, behind, with_blank=not parts.new)
    look = runs[0].find(W + "rPr")
    last = [_struck(file, run, change) for run in runs][-1]
    if parts.new:
        _place_behind(file, last, _inserted(file, change, parts.new, look))


def _insert_beside(file: WordFile, change: Change, parts: _Difference, letters: Sequence[Letter], first: int) -> None:
    """Insert words beside those that stay: behind them, or before where none stand in front."""
    if parts.before:
        run = cut_behind(letters[first - 1])
        _place_behind(file, run, _inserted(file, change, f" {parts.new}", run.find(W + "rPr")))
    else:
        run = cut_before(letters[first])
        run.addprevious(_inserted(file, change, f"{parts.new} ", run.find(W + "rPr")))


def _cut_out(paragraph: etree._Element, first: int, behind: int, *, with_blank: bool) -> list[etree._Element]:
    """Return the runs of exactly the letters; of words that only go, with the blank before or behind them."""
    letters = letters_of(paragraph)
    is_from_before = with_blank and first > 0
    is_to_behind = with_blank and not is_from_before and behind < len(letters)
    if is_to_behind:
        cut_before(letters[behind])
    else:
        cut_behind(letters[behind - 1])
    if is_from_before:
        cut_behind(letters[first - 1])
    else:
        cut_before(letters[first])
    runs, letters = list(runs_of(paragraph)), letters_of(paragraph)
    start = runs.index(letters[first - 1].run) + 1 if is_from_before else runs.index(letters[first].run)
    stop = runs.index(letters[behind].run) if is_to_behind else runs.index(letters[behind - 1].run) + 1
    own = {letter.run for letter in letters[first:behind]}
    return [run for run in runs[start:stop] if run in own or all(child.tag in _BLANKS for child in run)]


def _struck(file: WordFile, run: etree._Element, change: Change) -> etree._Element:
    """Wrap ``run`` as deleted; return the wrapper."""
    for part in run.findall(W + "t"):
        part.tag = W + "delText"
        part.set(SPACE, "preserve")
    wrapper = _wrapper(file, "del", change)
    run.addprevious(wrapper)
    wrapper.append(run)
    return wrapper


def _inserted(file: WordFile, change: Change, words: str, look: etree._Element | None) -> etree._Element:
    """Return ``words`` as inserted, looking like the run whose properties are ``look``."""
    wrapper = _wrapper(file, "ins", change)
    run = etree.SubElement(wrapper, W + "r")
    if look is not None:
        own = deepcopy(look)
        for child in own:
            if child.tag in _CHANGES:
                own.remove(child)
        run.append(own)
    part = etree.SubElement(run, W + "t")
    part.text = printable(words)
    part.set(SPACE, "preserve")
    return wrapper


def _wrapper(file: WordFile, name: str, change: Change) -> etree._Element:
    return element(name, id=file.free_id(), author=printable(change.author), date=stamp(change.made_at))


def _place_behind(file: WordFile, run: etree._Element, made: etree._Element) -> None:
    """Put ``made`` behind ``run``; what another inserted is divided, one insertion does not stand within another."""
    above = run.getparent()
    if above is None or above.tag != W + "ins":
        run.addnext(made)
        return
    rest = list(run.itersiblings())
    if rest:
        second = like(above)
        second.set(W + "id", file.free_id())
        second.extend(rest)
        above.addnext(second)
    above.addnext(made)
