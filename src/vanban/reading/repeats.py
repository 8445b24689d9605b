"""The header of a table, known again where a page or a part repeats it."""

from collections.abc import Iterable

from vanban.reading.model import Row
from vanban.text.forms import compare_key

__all__ = ["is_header_again", "keys_of"]

_SAME_HEADER = 0.7  # of the cells: a header repeated on another page, perhaps with a word misread


def keys_of(row: Row) -> frozenset[str]:
    """Return the folded cells of a row with their columns, to know a header again."""
    return frozenset(f"{at}:{compare_key(cell.text)}" for at, cell in enumerate(row.cells) if cell.text.strip())


def is_header_again(row: Row, header: Iterable[frozenset[str]]) -> bool:
    """Say whether ``row`` is one of the header's rows again; ``header``: what ``keys_of`` says of each."""
    own = keys_of(row)
    return any(key and len(own & key) >= _SAME_HEADER * max(len(key), len(own)) for key in header)
