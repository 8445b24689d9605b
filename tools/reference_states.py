"""The reference page of an obligation's states, made from ``caicach.obligations.moves``."""

from collections.abc import Iterable, Iterator

from django.utils import translation

from caicach.obligations.constants import ObligationState
from caicach.obligations.moves import MOVES

__all__ = ["ABOUT", "TITLE", "parts"]

TITLE = "States of an obligation"
ABOUT = (
    "Every change of state that there is. The database takes no other (constraint `obligations_transition_is_a_move`); "
    "lateness is no state, it is computed from dates. Each change leaves a transition and an audit entry."
)


def parts() -> Iterator[list[str]]:
    """Yield the diagram and the table of acts, in Markdown."""
    with translation.override("vi"):
        yield ["```mermaid", "stateDiagram-v2", *_diagram(), "```"]
        yield [
            "| state | on the screen |",
            "|---|---|",
            *(f"| `{one.value}` | {one.label} |" for one in ObligationState),
        ]
        yield ["| act | service | from | to |", "|---|---|---|---|", *_acts()]


def _diagram() -> Iterator[str]:
    for one in ObligationState:
        yield f"    {one.value}: {one.label}"
    for (before, after), words in _arrows().items():
        yield f"    {before or '[*]'} --> {after}: {' / '.join(words)}"
    for one in (ObligationState.ACCEPTED, ObligationState.CANCELLED, ObligationState.TRANSFERRED):
        yield f"    {one.value} --> [*]"


def _arrows() -> dict[tuple[str, str], list[str]]:
    """Return what leads from one state to another; acts that are alike stand on one arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in MOVES:
        for before in move.before:
            words = arrows.setdefault((str(before), str(move.after)), [])
            if str(move.words) not in words:
                words.append(str(move.words).replace(":", ","))
    return arrows


def _acts() -> Iterator[str]:
    for move in MOVES:
        yield f"| {move.words} | `{move.act}` | {_names(move.before)} | `{move.after.value}` |"


def _names(states: Iterable[str]) -> str:
    return ", ".join(f"`{state}`" if state else "*nothing*" for state in states)
