"""What a review of a read document shows: rows, the field read with its source, the running count."""

from collections.abc import Iterable

from caicach.ui.library import Values, block_component, component
from caicach.ui.values import Row

__all__ = ["read_field", "review_rows", "running_count", "tokens"]


@component
def review_rows(rows: Iterable[Row], *, title: str) -> Values:
    """List rows of a document beside its review (inside ``<nav class="rows">``), under a heading."""
    return {"rows": rows, "title": title}


@block_component
def read_field(label: str, *, level: int = 3, ask: bool = False, source: str = "", target: str = "") -> Values:
    """Frame one field that was read: how sure it is, the field itself (body), the words it was read from.

    ``ask``: a person must settle it. ``target``: id of the control that ``label`` belongs to.
    """
    return {"label": label, "level": level, "ask": ask, "source": source, "target": target}


@component
def tokens(names: Iterable[str], *, unknown: Iterable[str] = ()) -> Values:
    """Show agencies that were read; ``unknown`` names are marked with a question."""
    return {"names": names, "unknown": unknown}


@block_component
def running_count(text: str = "", *, stick: bool = True) -> Values:
    """Show the sum that a review leads to, always in sight; the body holds the actions.

    Slots: ``sum`` (markup: ``<b>68</b> sản phẩm <span>giao</span> …``, spoken when it changes),
    ``how`` (the derivation).
    """
    return {"text": text, "stick": stick}
