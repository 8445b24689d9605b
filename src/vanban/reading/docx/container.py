"""The parts of a DOCX that are read.

Owns: which they are. Does not: bound or parse them (``archives``), or know what the XML means.
"""

import re
from collections.abc import Mapping

from lxml import etree

from vanban.reading.archives import parse_part, unpack_parts

__all__ = ["read_parts"]

_PARTS = re.compile(
    r"word/(?:document|numbering|styles|footnotes|endnotes|(?:header|footer)\d{0,3})\.xml\Z"  # no pictures, no settings
)


def read_parts(data: bytes) -> Mapping[str, etree._Element]:
    """Return the root elements of the parts that are read, by name; a part that is missing has no entry.

    Raises:
        ReadError: The archive is broken, unpacks beyond the bounds, names parts as no program does, or a part is no
            sound XML.
    """
    parts = unpack_parts(data, lambda name: _PARTS.match(name) is not None)
    return {name: parse_part(content) for name, content in parts.items()}
