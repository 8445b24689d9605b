"""What the numbers of a chart count, and how one is written.

Owns: notation of values in charts; what a missing value is called. Does not: know any chart.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.ui.notation import NO_BREAK, decimal_text, number_text

__all__ = ["COUNT", "PERCENT", "Unit", "fitting", "missing_text"]


@dataclass(frozen=True, slots=True)
class Unit:
    """How a value is written: digits behind the comma and the word behind it."""

    places: int = 0
    word: str = ""  # "%", "hồ sơ"
    most: int | None = None  # no value is above: 100 of a share

    def text(self, value: Decimal | None) -> str:
        """Return ``96,40 %``; what is missing is said in words, never written as 0."""
        if value is None:
            return missing_text()
        return self._behind(decimal_text(value, self.places) if self.places else number_text(value))

    def set_text(self, value: Decimal) -> str:
        """Return a value that somebody has set, as it was set: ``95 %``, not ``95,00 %``."""
        return self._behind(number_text(value.normalize() if value % 1 else int(value)))

    def _behind(self, number: str) -> str:
        return f"{number}{NO_BREAK}{self.word}" if self.word else number


COUNT = Unit()
PERCENT = Unit(places=2, word="%", most=100)


def missing_text() -> str:
    """Return what stands where there is no value."""
    return _("chưa có số liệu")


def fitting(text: str, letters: int, most: int = 2) -> list[str]:
    """Return ``text`` as lines of at most ``letters``, ``most`` at most; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            return [*lines[:-1], f"{lines[-1][: letters - 1].rstrip(' ,;')}…"]
    return lines
