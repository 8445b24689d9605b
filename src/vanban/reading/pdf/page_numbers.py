"""How a page's number is written: "3", "- 3 -", "3/27", "Trang 3"."""

import re

__all__ = ["is_page_number", "page_number"]

_NUMBER = re.compile(
    r"\A[-–—.\s|]*(?:trang|page|tr\.?)?\s*(\d{1,3})(?:\s*(?:/|\||trên|of)\s*\d{1,3})?[-–—.\s|]*\Z", re.IGNORECASE
)


def page_number(text: str) -> int | None:
    """Return the number that a line consists of; None where it says anything else."""
    match = _NUMBER.match(text)
    return int(match[1]) if match else None


def is_page_number(text: str) -> bool:
    """Say whether a line is a page's number."""
    return page_number(text) is not None
