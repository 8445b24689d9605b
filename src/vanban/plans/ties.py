"""Which deadline of a row is for which of its deliverables.

Owns: the likeness of a deadline's label and a deliverable. Does not: read either.
"""

from collections.abc import Sequence

from vanban.language.deadlines import Deadline
from vanban.text.forms import compare_key

__all__ = ["tie"]

# What is handed in, on ``compare_key``; the first of these words says what a deliverable is.
_PRODUCTS = (
    *("bao cao", "ke hoach", "quyet dinh", "thong bao", "to trinh", "nghi quyet", "de an", "huong dan", "cong van"),
    *("chuong trinh", "danh muc", "van ban", "hop dong", "ket luan", "bien ban", "chi thi", "hoi nghi", "phan mem"),
    *("quy che", "quy dinh", "quy trinh", "phuong an", "du thao", "du an", "khao sat", "ho so", "phieu", "tai lieu"),
    *("co so du lieu", "he thong", "bo chi so", "bang diem", "tin bai", "lop tap huan", "hoi thao", "ket qua"),
)
_LEAST_LIKENESS = 0.5


def tie(
    deliverables: Sequence[str], deadlines: Sequence[Deadline], *, listed: bool = True
) -> tuple[tuple[int, ...], ...]:
    """Return for each deliverable the indexes of its deadlines.

    A label ties its deadline to the deliverable most like it; deadlines without a label go by position where they are
    listed and there are as many of them as deliverables, else to every deliverable that no label has reached. Where
    no label is like any deliverable, every deadline is for every deliverable.

    Args:
        deliverables: Their texts, in order.
        deadlines: The deadlines of the same row, in order.
        listed: The deadlines stand one by one, on lines of their own or behind semicolons; "Quý II, Quý IV" does not.
    """
    everything = tuple(range(len(deadlines)))
    if not deliverables or not deadlines:
        return tuple(everything for _ in deliverables)
    as_many = len(deliverables) == len(deadlines) > 1
    if listed and as_many and not any(_label(deadline) for deadline in deadlines):
        return tuple((index,) for index in everything)
    tied = _by_label(deliverables, deadlines)
    if not any(tied):
        return tuple(everything for _ in deliverables)
    plain = [index for index, deadline in enumerate(deadlines) if not _label(deadline)]
    reached = all(tied)
    for own in tied:
        if not own or reached:
            own.extend(plain)
    return tuple(tuple(sorted(set(own))) for own in tied)


def _by_label(deliverables: Sequence[str], deadlines: Sequence[Deadline]) -> list[list[int]]:
    keys = [compare_key(text) for text in deliverables]
    tied: list[list[int]] = [[] for _ in deliverables]
    for index, deadline in enumerate(deadlines):
        label = _label(deadline)
        if not label:
            continue
        likeness = [_likeness(label, key) for key in keys]
        best = max(likeness)
        if best >= _LEAST_LIKENESS:
            tied[likeness.index(best)].append(index)
    return tied


def _label(deadline: Deadline) -> str:
    """Return the words of a deadline's label; a mark that recognition left there is none."""
    return compare_key(deadline.label or "")


def _likeness(label: str, deliverable: str) -> float:
    """Return how like a label is to a deliverable, 0 to 1: the same kind of product, and shared words."""
    kinds = [product for product in _PRODUCTS if f" {product} " in f" {label} "]
    own = _kind(deliverable)
    words = set(label.split())
    shared = len(words & set(deliverable.split())) / len(words)
    if not kinds:
        return shared * 0.6
    return (0.5 if own in kinds else 0.0) + shared * 0.5


def _kind(text: str) -> str | None:
    """Return the product that stands first in ``text``."""
    found = [(at, product) for product in _PRODUCTS if (at := f" {text} ".find(f" {product} ")) >= 0]
    return min(found)[1] if found else None
