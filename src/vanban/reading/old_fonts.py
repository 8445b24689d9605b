"""The names of old Vietnamese fonts, whatever file names them."""

import re
from dataclasses import dataclass

from vanban.text.legacy import Legacy

__all__ = ["RunFont", "old_font"]

_TCVN3_NAME = re.compile(r"\A\.?Vn[A-Z]")
_VNI_NAME = re.compile(r"\AVNI[- ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RunFont:
    """An old font: its encoding, and whether it shows small letters as capitals."""

    legacy: Legacy
    capitals: bool = False


def old_font(name: str) -> RunFont | None:
    """Return which old font a name is, or None."""
    if _TCVN3_NAME.match(name):
        return RunFont(Legacy.TCVN3, capitals=name.rstrip().endswith("H"))
    return RunFont(Legacy.VNI) if _VNI_NAME.match(name) else None
