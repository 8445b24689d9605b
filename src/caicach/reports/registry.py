"""What makes a closed report a paper, for apps above; filled in ``AppConfig.ready``."""

from collections.abc import Callable
from datetime import date

from caicach.web.registry import Registry

__all__ = ["Printer", "papers"]

# (what the report was frozen as, its number, its day) -> the file and its name; by the file's ending.
Printer = Callable[[str, str, date], tuple[bytes, str]]
papers: Registry[Printer] = Registry("reports.papers")
