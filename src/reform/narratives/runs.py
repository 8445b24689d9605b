"""What a template gives: paragraphs of words and of printed pieces, each with its figures, gaps and footnotes.

Owns: the values and their JSON form, in which an issued report is kept. Does not: make them (``rendering``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from reform.forms.figures import cell_of, members_text
from reform.forms.tree import Cell

__all__ = ["GAP", "Gap", "Paragraph", "Printed", "Run", "Shown", "Words", "paragraph_from", "paragraph_json"]

GAP = "…"  # printed where a figure is missing
Kind = Literal["text", "heading", "item"]
When = Literal["now", "prev", "yoy", "target"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One number inside a printed piece: whose it is and where it stands in the piece's text."""

    cell: Cell
    value: str  # canonical: "99.03", "-12"
    start: int
    end: int
    basis: str = "now"  # "now": the cell's value; "prev", "yoy", "target": how far it is from that


@dataclass(frozen=True, slots=True)
class Gap:
    """A place that had to stay "…": which figure, or which words, are missing."""

    what: str  # for people: "1.1.3 Văn bản chỉ đạo đã ban hành"
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the template or of whoever wrote the section."""

    text: str


@dataclass(frozen=True, slots=True)
class Printed:
    """What one call of a template printed; it stays whole in an editor as long as its text is left as it is."""

    text: str
    source: str  # the call: "{{ so('steer.docs') }}"
    figures: tuple[Shown, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()  # footnotes: place in the text, words
    slot: str = ""  # key of a free slot


Run = Words | Printed


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``block`` (from 1) is the same for all paragraphs of one list, which only stay together."""

    runs: tuple[Run, ...]
    kind: Kind = "text"
    block: int = 0

    @property
    def text(self) -> str:
        """The printed words, without marks of footnotes."""
        return "".join(run.text for run in self.runs)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing in it."""
        return tuple(gap for run in self.runs if isinstance(run, Printed) for gap in run.gaps)


def paragraph_json(paragraph: Paragraph) -> dict[str, Any]:
    """Return ``paragraph`` as JSON values."""
    return {"kind": paragraph.kind, "block": paragraph.block, "runs": [_run_json(run) for run in paragraph.runs]}


def paragraph_from(told: Mapping[str, Any]) -> Paragraph:
    """Return the paragraph of ``paragraph_json``."""
    return Paragraph(tuple(_run_from(run) for run in told["runs"]), told["kind"], told["block"])


def _run_json(run: Run) -> dict[str, Any]:
    if isinstance(run, Words):
        return {"text": run.text}
    return {
        "text": run.text,
        "source": run.source,
        "figures": [
            [one.cell.key, members_text(one.cell), one.value, one.start, one.end, one.basis] for one in run.figures
        ],
        "gaps": [[gap.what, *([gap.cell.key, members_text(gap.cell)] if gap.cell else [])] for gap in run.gaps],
        "notes": [list(note) for note in run.notes],
        "slot": run.slot,
    }


def _run_from(told: Mapping[str, Any]) -> Run:
    if "source" not in told:
        return Words(told["text"])
    return Printed(
        told["text"],
        told["source"],
        tuple(Shown(cell_of(key, members), *rest) for key, members, *rest in told["figures"]),
        tuple(Gap(what, cell_of(*cell) if cell else None) for what, *cell in told["gaps"]),
        tuple((at, words) for at, words in told["notes"]),
        told["slot"],
    )
