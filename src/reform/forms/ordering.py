"""In which order lines are computed, and whether one is computed, in the end, from itself."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from reform.forms.model import Form, Line
from reform.forms.tree import When, asked_by

__all__ = ["circle_of", "computed_order"]


def computed_order(form: Form) -> tuple[Line, ...]:
    """Return the lines that a formula gives, each after those that it is computed from; else in printed order."""
    lines = form.by_key()
    done: dict[str, Line] = {}
    for first in form.lines:
        path = [first]
        while path:
            line = path[-1]
            ahead = next((lines[key] for key in _needed(line) if lines[key].calc and key not in done), None)
            if ahead is not None and line.key not in done:
                path.append(ahead)
                continue
            path.pop()
            if line.calc is not None:
                done.setdefault(line.key, line)
    return tuple(done.values())


def circle_of(lines: Mapping[str, Line]) -> tuple[str, ...]:
    """Return the lines of a circle, each computed from the next; nothing where there is none."""
    sorter = TopologicalSorter({key: [one for one in _needed(line) if one in lines] for key, line in lines.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        return tuple(dict.fromkeys(error.args[1]))
    return ()


def _needed(line: Line) -> Iterator[str]:
    """Yield the lines of the same return that ``line`` is computed from."""
    if line.calc is not None:
        yield from sorted({asked.cell.key for asked in asked_by(line.calc) if asked.when is When.NOW})
