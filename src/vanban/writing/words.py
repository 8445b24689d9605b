"""Words and marks that every paper has, whatever its file: the state's title, "Kính gửi", "Nơi nhận", marks of items.

Owns: these words (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II). Does not: lay out anything.
"""

from collections.abc import Iterator, Sequence

from vanban.writing.model import Listing

__all__ = ["MOTTO", "RECIPIENTS", "STATE", "addressed", "listed", "marks_of"]

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
_TO = "Kính gửi:"
_LETTERS = "abcdđeghiklmnopqrstuvxy"  # no f, j, w, z; đ behind d


def addressed(to: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of "Kính gửi:": one body stands on its line, several stand below, each behind a dash."""
    if len(to) == 1:
        return (f"{_TO} {to[0]}",)
    return (_TO, *listed(to)) if to else ()


def listed(lines: Sequence[str]) -> tuple[str, ...]:
    """Return ``lines`` behind dashes, closed by semicolons and a full stop."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return tuple(f"- {line.rstrip(';.')}{end}" for line, end in zip(lines, ends, strict=False))


def marks_of(listing: Listing) -> Iterator[str]:
    """Yield the mark of every item: ``-``, ``2.``, ``đ)``; behind ``y)`` follow ``aa)``, ``ab)``."""
    for number in range(len(listing.items)):
        if listing.mark == "1.":
            yield f"{number + 1}."
        elif listing.mark == "a)":
            turn, place = divmod(number, len(_LETTERS))
            yield f"{_LETTERS[turn - 1] if turn else ''}{_LETTERS[place]})"
        else:
            yield listing.mark
