"""What every page must be: checked on its text, without a browser."""

import re
from collections import Counter
from itertools import pairwise

__all__ = ["assert_clean"]

_OUTSIDE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")


def assert_clean(page: str) -> None:
    """Check that ``page`` runs under the strict policy and is sound for a screen reader."""
    assert "<style" not in page
    assert not re.search(r"\sstyle=", page)
    assert not re.search(r"\son[a-z]+=\"", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not _OUTSIDE.search(page)
    assert page.count("<h1") == 1
    assert page.count("<main") == 1
    doubled = [name for name, times in Counter(re.findall(r'\sid="([^"]*)"', page)).items() if times > 1]
    assert not doubled, f"ids used twice: {doubled}"
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", page)]
    assert all(after - before <= 1 for before, after in pairwise(levels)), f"skipped level: {levels}"
