"""A page made upright and of usual size, whatever way it was put on its sheet.

Owns: pages whose words run up or down the sheet, pages drawn at half or double size. Does not: turn pictures.

Programs that print a landscape annex onto upright sheets turn what is drawn and not the page; the measures in points
of all that comes after hold for letters of the size that papers have.
"""

from collections import Counter
from dataclasses import replace
from statistics import median

from vanban.reading.pdf.ink import Box, Glyph, Page, Rule

__all__ = ["straightened"]

_MOST = 0.7  # of the letters run in one direction
_LEAST_LETTERS = 40
_SMALLEST, _USUAL, _LARGEST = 7.5, 12.0, 20.0  # points: of most letters


def straightened(page: Page) -> None:
    """Turn and scale what was drawn on a page, in place, so that it reads as other papers do."""
    drawn = [glyph for glyph in page.glyphs if not glyph.text.isspace()]
    if len(drawn) < _LEAST_LETTERS:
        return
    turn, count = Counter(glyph.turn for glyph in drawn).most_common(1)[0]
    if turn and count >= _MOST * len(drawn):
        _turn(page, turn)
    size = median(glyph.size for glyph in drawn)
    if not _SMALLEST <= size <= _LARGEST:
        _scale(page, _USUAL / size)


def _turn(page: Page, turn: int) -> None:
    width, height = page.width, page.height
    page.glyphs, page.overlaid, page.hidden = (
        [_turned_glyph(glyph, turn, width, height) for glyph in glyphs]
        for glyphs in (page.glyphs, page.overlaid, page.hidden)
    )
    page.rules = [_turned_rule(rule, turn, width, height) for rule in page.rules]
    page.edges = []  # of shading, which are known only across the sheet
    page.turned = turn
    if turn != 180:
        page.width, page.height = height, width


def _turned_glyph(glyph: Glyph, turn: int, width: float, height: float) -> Glyph:
    own = None if glyph.turn is None else (glyph.turn - turn) % 360
    return replace(glyph, box=_turned_box(glyph.box, turn, width, height), turn=own)


def _turned_rule(rule: Rule, turn: int, width: float, height: float) -> Rule:
    whole = Box(rule.start, rule.at, rule.end, rule.at) if rule.across else Box(rule.at, rule.start, rule.at, rule.end)
    box = _turned_box(whole, turn, width, height)
    across = rule.across == (turn == 180)
    return Rule(True, box.top, box.x0, box.x1) if across else Rule(False, box.x0, box.top, box.bottom)  # noqa: FBT003


def _turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    if turn == 90:
        return Box(height - box.bottom, box.x0, height - box.top, box.x1)
    if turn == 270:
        return Box(box.top, width - box.x1, box.bottom, width - box.x0)
    return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)


def _scale(page: Page, by: float) -> None:
    for glyph in (*page.glyphs, *page.overlaid, *page.hidden):
        glyph.size *= by
        glyph.box = Box(*(by * length for length in (glyph.box.x0, glyph.box.top, glyph.box.x1, glyph.box.bottom)))
    page.rules, page.edges = (
        [replace(rule, at=by * rule.at, start=by * rule.start, end=by * rule.end) for rule in rules]
        for rules in (page.rules, page.edges)
    )
    page.width, page.height = by * page.width, by * page.height
