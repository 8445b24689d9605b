"""Which places of a table's rows are covered by cells that reach over rows and columns.

Owns: the account of what is covered, and refusing what does not fit. Does not: write any file.
"""

from collections.abc import Iterator, Sequence

from vanban.writing.model import Cell

__all__ = ["Spans"]


class Spans:
    """Follows the rows of a table from above down."""

    def __init__(self, columns: int) -> None:
        self._left = [0] * columns  # rows that a cell above still covers
        self._width = [1] * columns

    def row(self, row: Sequence[Cell | None]) -> Iterator[tuple[int, int, Cell | None]]:
        """Yield the places of a row: its column, how many columns it takes, and the cell or None where it is covered.

        Raises:
            ValueError: more or fewer items than columns, a cell beyond the table, or nothing where None says so.
        """
        if len(row) != len(self._left):
            raise ValueError(f"a row of {len(row)} in a table of {len(self._left)} columns")
        at = 0
        while at < len(row):
            cell = row[at]
            columns = self._covered(at) if cell is None else self._opens(at, cell)
            yield at, columns, cell
            at += columns

    def _opens(self, column: int, cell: Cell) -> int:
        """Take note of a cell at ``column``."""
        if column + cell.columns > len(self._left):
            raise ValueError(f"a cell at column {column} reaches over {cell.columns} columns, beyond the table")
        for covered in range(column, column + cell.columns):
            self._left[covered] = cell.rows - 1
        self._width[column] = cell.columns
        return cell.columns

    def _covered(self, column: int) -> int:
        """Return how many columns a cell above covers from ``column`` on; one of its rows is used up."""
        width = self._width[column]
        if not self._left[column]:
            raise ValueError(f"no cell reaches column {column} from above")
        for one in range(column, column + width):
            self._left[one] -= 1
        return width

    def check_closed(self) -> None:
        """Refuse a cell that reaches below the last row.

        Raises:
            ValueError: there is one.
        """
        if any(self._left):
            raise ValueError("a cell reaches below the last row")
