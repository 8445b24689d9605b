"""The criteria sets that come with the program, as YAML: one file for each set and year.

Owns: which there are. Does not: read them (``reading``) or keep them (the app).
"""

import re
from functools import cache
from importlib.resources import files

__all__ = ["packaged_sets"]

_NAME = re.compile(r"[a-z0-9-]+-\d{4}\.yaml")  # tables of other kinds stand beside them


@cache
def packaged_sets() -> tuple[str, ...]:
    """Return the packaged sets as YAML that ``read_set`` takes: by their keys, and of one key the oldest first.

    The files are named ``<key>-<year>.yaml``.
    """
    folder = files("reform.index").joinpath("data")
    found = sorted(file.name for file in folder.iterdir() if _NAME.fullmatch(file.name))
    return tuple(folder.joinpath(name).read_text(encoding="utf-8") for name in found)
