"""What stands on a page of a PDF: letters, ruled lines and pictures, measured from the page's upper left corner.

Owns: the values. Does not: read files (``container``), interpret pages (``device``) or join letters (``lines``).
Lengths are points (1/72 inch); y grows downwards.
"""

from dataclasses import dataclass, field

__all__ = ["Box", "Glyph", "Page", "Rule", "box_around", "place_box"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return the height."""
        return self.bottom - self.top

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Say whether a point lies inside, or no further outside than ``slack``."""
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack


@dataclass(slots=True)
class Glyph:
    """One letter as it is drawn."""

    text: str
    box: Box
    size: float  # of the font, as it is shown
    font: str
    bold: bool = False
    turn: int | None = 0  # degrees against the clock in which the line runs; None: aslant
    lost: bool = False  # the font does not say which letter it is
    pale: bool = False  # hardly darker than paper

    @property
    def upright(self) -> bool:
        """Say whether the letter stands as one reads."""
        return self.turn == 0

    @property
    def middle(self) -> tuple[float, float]:
        """Return the centre."""
        return (self.box.x0 + self.box.x1) / 2, (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, across or down."""

    across: bool
    at: float  # y of a line across, x of a line down
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """One page."""

    number: int  # from 1
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    overlaid: list[Glyph] = field(default_factory=list)  # of stamps that a program laid over the page
    overlays: list[str] = field(default_factory=list)  # lines of watermarks and of marks of signatures
    hidden: list[Glyph] = field(default_factory=list)  # laid invisibly over a picture by a scanner's program
    rules: list[Rule] = field(default_factory=list)
    edges: list[Rule] = field(default_factory=list)  # across: the upper and lower edges of shaded boxes
    pictured: float = 0.0  # the share of the page under pictures
    drawings: int = 0  # strings and forms
    points: int = 0  # of paths
    outlines: int = 0  # those that are no lines: of a drawing, or of words whose letters were turned into outlines
    overdrawn: bool = False  # more lines than a table has: a map or a chart, in which none is looked for
    turned: int = 0  # degrees, with the clock, by which what was drawn was turned to be read
    failed: bool = False  # the page is damaged: not all of it was read


def box_around(boxes: list[Box]) -> Box:
    """Return the smallest box around ``boxes``, of which there is at least one."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def place_box(box: Box, page: Page) -> tuple[int, int, int, int]:
    """Return a box in thousandths of the page's width and height as it is shown, as places have it."""
    box, width, height = _as_shown(box, page)
    return (
        _thousandths(box.x0, width),
        _thousandths(box.top, height),
        _thousandths(box.x1, width),
        _thousandths(box.bottom, height),
    )


def _as_shown(box: Box, page: Page) -> tuple[Box, float, float]:
    """Return a box, and the page's width and height, before the page was turned to be read."""
    width, height = page.width, page.height
    if page.turned == 90:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0), height, width
    if page.turned == 270:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1), height, width
    if page.turned == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top), width, height
    return box, width, height


def _thousandths(length: float, whole: float) -> int:
    return min(max(round(1000 * length / whole), 0), 1000)
