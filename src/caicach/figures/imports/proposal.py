"""What a file or a paste would put into the cells of a return, before anybody has said yes.

Owns: the values. Does not: read any of the sources, or compare with what stands in the return.
"""

from dataclasses import dataclass

from reform.forms import Cell
from reform.forms.figures import Figure

__all__ = ["Proposal", "Proposed", "Refused"]


@dataclass(frozen=True, slots=True)
class Proposed:
    """One cell as the source has it."""

    cell: Cell
    figure: Figure | None  # None: it is blank there
    place: str  # where it stands in the source: "G17", "dòng 4"
    said: str  # as it stands there
    remarks: tuple[str, ...] = ()  # sentences about how it was understood
    base: str | None = None  # what stood in the return when the source was handed out (mapping.figure_text)
    note: str | None = None  # what the source notes beside it; None: it has no such column
    is_doubtful: bool = False  # a person should look before it is taken


@dataclass(frozen=True, slots=True)
class Refused:
    """One cell of the source that is not taken."""

    place: str
    label: str  # the line, in words
    said: str
    sentence: str  # why, and what to do


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that a source says of one return."""

    cells: tuple[Proposed, ...] = ()
    refused: tuple[Refused, ...] = ()
    remarks: tuple[str, ...] = ()  # about the source as a whole
    clears: bool = False  # a cell that is blank there, and was not when the source was handed out, becomes blank
