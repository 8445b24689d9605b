"""The templates that come with the program; a body edits a copy of its own."""

from functools import cache
from importlib.resources import files

__all__ = ["packaged_templates"]


@cache
def packaged_templates() -> tuple[str, ...]:
    """Return the YAML of every packaged template, by file name."""
    folder = files(__package__).joinpath("data")
    found = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml"))
    return tuple(folder.joinpath(name).read_text(encoding="utf-8") for name in found)
