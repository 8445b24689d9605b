"""The names of WordprocessingML that are read (ECMA-376, part 1, 17)."""

__all__ = ["W", "attribute", "flag"]

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_OFF = frozenset({"0", "false", "off", "none"})


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """Return the attribute ``w:name`` of ``element``, or None where either is missing."""
    return None if element is None else element.get(W + name)


def flag(properties: etree._Element | None, name: str) -> bool | None:
    """Return the on/off property ``w:name``: None where it is not stated, so that a style may state it."""
    element = None if properties is None else properties.find(W + name)
    if element is None:
        return None
    return (element.get(W + "val") or "1").lower() not in _OFF
