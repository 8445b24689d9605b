"""Names of WordprocessingML that the writers ask for.

Owns: names. Does not: know where they may stand.
"""

from lxml import etree

__all__ = ["MARKUP", "SPACE", "W", "element", "like", "number_of"]

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_NAMESPACE}}}"
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(name: str, **attributes: str) -> etree._Element:
    """Return ``w:name`` with ``attributes`` of the same namespace."""
    made = etree.Element(W + name, nsmap={"w": _NAMESPACE})
    for key, value in attributes.items():
        made.set(W + key, value)
    return made


def like(given: etree._Element) -> etree._Element:
    """Return an element of the same name and attributes, with nothing in it."""
    made = etree.Element(given.tag, nsmap={prefix: name for prefix, name in given.nsmap.items() if prefix})
    for key, value in given.attrib.items():
        made.set(key, value)
    return made


def number_of(text: str | None) -> int:
    """Return an id as a number; -1 where it is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1
