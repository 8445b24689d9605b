"""The forms that come with the program, as YAML: what was prescribed and printed, version by version.

Owns: which versions there are, oldest first. Does not: read them (``reading``) or keep them (the app ``figures``).
"""

from functools import cache
from importlib.resources import files

__all__ = ["packaged_forms"]

_NAMES = ("cchc-thong-ke-2024", "cchc-thong-ke-2025")  # oldest first


@cache
def packaged_forms() -> tuple[str, ...]:
    """Return the definitions of the packaged forms, oldest first: YAML that ``read_form`` takes."""
    folder = files("reform.forms").joinpath("data")
    return tuple(folder.joinpath(f"{name}.yaml").read_text(encoding="utf-8") for name in _NAMES)
