"""What is known, in rows and figures: headline figures, facts, table cells, files, duties, weeks."""

from collections.abc import Iterable, Sequence
from datetime import date

from caicach.ui.charts import Chart
from caicach.ui.library import Values, block_component, component
from caicach.ui.values import Check, Day, DueStep, Fact, Figure, Moment, Share

__all__ = [
    "cell_agency",
    "cell_due",
    "cell_title",
    "chart_figure",
    "checklist",
    "deadline_chain",
    "duty",
    "facts",
    "file_row",
    "quote",
    "ribbon",
    "share_bar",
    "tiles",
    "timeline",
    "week_strip",
]

_FILE_LOOKS = {"XLSX": "x", "CSV": "x", "DOCX": "w", "TXT": "w", "ẢNH": "w"}
_BAR_WIDTH = 240
_BAR_GAP = 1


@component
def ribbon(figures: Sequence[Figure], *, label: str) -> Values:
    """Show up to four headline figures in one band; each opens the rows behind it."""
    return {"figures": figures, "label": label}


@component
def tiles(figures: Sequence[Figure]) -> Values:
    """Show single figures in boxes of their own."""
    return {"figures": figures}


@component
def facts(items: Iterable[Fact], *, row: bool = False) -> Values:
    """Show a definition list; ``row``: side by side."""
    return {"items": items, "row": row}


@component
def checklist(items: Iterable[Check]) -> Values:
    """Show requirements and whether each is met."""
    return {"items": items}


@component
def timeline(items: Iterable[Moment]) -> Values:
    """Show what happened, newest first."""
    return {"items": items}


@component
def deadline_chain(items: Iterable[DueStep]) -> Values:
    """Show every date a deadline has had; the original stands first."""
    return {"items": items}


@component
def quote(text: str, *, plain: bool = False) -> Values:
    """Show a person's words, or a document's, between quotation marks."""
    return {"text": text, "plain": plain}


@block_component
def file_row(
    name: str, *, url: str = "", kind: str = "", info: str = "", sha256: str = "", signature: str = ""
) -> Values:
    """Show a file of evidence (inside ``<ul class="files">``): kind, facts, fingerprint; the body stands at the right.

    ``signature``: "valid", "none", "invalid" or "" where nobody has looked.
    """
    kind = kind.upper()
    short = f"{sha256[:12]}…{sha256[-4:]}" if len(sha256) > 20 else sha256
    return {
        "name": name,
        "url": url,
        "kind": kind,
        "look": _FILE_LOOKS.get(kind, ""),
        "info": info,
        "sha256": sha256,
        "short": short,
        "signature": signature,
    }


@block_component
def duty(  # noqa: PLR0913 -- one row says everything a person needs to act
    title: str,
    *,
    url: str,
    due_on: date | None,
    today: date,
    info: Iterable[str] = (),
    due_word: str = "",
    due_title: str = "",
    tone: str = "",
    tag: str = "",
    tag_tone: str = "warn",
) -> Values:
    """Show one duty on the desk (inside ``<ul>``): how far, what, whose; the body holds its buttons.

    ``due_title`` stands instead of the distance where nothing can be late any more (it was handed in).
    Late rows turn red by their date; ``tone`` "warn" marks a returned one. ``tag`` stands behind the facts
    in ``tag_tone``. Slot ``note``: a reason or a quotation.
    """
    late = due_on is not None and due_on < today
    return {
        "title": title,
        "url": url,
        "due_on": due_on,
        "today": today,
        "info": info,
        "due_word": due_word,
        "due_title": due_title,
        "tone": "bad" if late else tone,
        "late": late,
        "near": due_on is not None and 0 <= (due_on - today).days <= 7,
        "tag": tag,
        "tag_tone": tag_tone,
    }


@component
def week_strip(days: Iterable[Day], today: date) -> Values:
    """Show a working week and what is due on each day."""
    return {"days": days, "today": today}


@component
def cell_due(due_on: date | None, today: date, *, closed: bool = False) -> Values:
    """Show a due date in a table; red with words where it has passed and the duty is not ``closed``."""
    late = due_on is not None and due_on < today and not closed
    near = due_on is not None and not closed and 0 <= (due_on - today).days <= 7
    return {"due_on": due_on, "today": today, "late": late, "near": near}


@component
def cell_title(title: str, *, url: str = "", sub: str = "") -> Values:
    """Show what a row is about and one grey line below; never cut."""
    return {"title": title, "url": url, "sub": sub}


@component
def cell_agency(name: str, *, url: str = "", sub: str = "") -> Values:
    """Show an agency by its full name."""
    return {"name": name, "url": url, "sub": sub}


@component
def chart_figure(chart: Chart, *, titled: bool = True) -> Values:
    """Show a chart and, folded, its numbers; ``titled``: its title stands above, where no panel says it."""
    return {"chart": chart, "titled": titled}


@component
def share_bar(shares: Sequence[Share], *, legend: bool = True) -> Values:
    """Show parts of a whole; lengths are attributes of the drawing, and the words say the same."""
    shown = [share for share in shares if share.count]
    whole = sum(share.count for share in shown) or 1
    room = _BAR_WIDTH - _BAR_GAP * max(0, len(shown) - 1)
    parts, at = [], 0.0
    for share in shown:
        width = room * share.count / whole
        parts.append((share.tone, f"{at:.1f}", f"{width:.1f}"))
        at += width + _BAR_GAP
    return {"parts": parts, "shares": shares, "legend": legend}
