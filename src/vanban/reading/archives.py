"""The archive of an office file, opened with every size bounded.

Owns: how large a part may be, that its XML can neither expand entities nor reach the network. Does not: know which
parts a format needs or what they mean. Only the parts that are wanted are unpacked, so that pictures cost nothing.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

from lxml import etree

from vanban.reading.errors import ReadError

__all__ = [
    "MAX_ENTRIES",
    "MAX_MARKS",
    "MAX_PART_BYTES",
    "MAX_TOTAL_BYTES",
    "check_declared",
    "parse_part",
    "unpack_parts",
]

MAX_ENTRIES = 5_000  # parts in the archive; a real plan has 10 to 100
MAX_TOTAL_BYTES = 400 * 1024 * 1024  # declared size of all parts unpacked
MAX_PART_BYTES = 64 * 1024 * 1024  # one XML part unpacked; a plan of 300 pages has 3 MB
MAX_MARKS = 1_500_000  # tags and attributes of one part, each some 200 bytes once read; 300 pages have 250,000
_MAX_RATIO = 300  # unpacked to packed size; office XML has 10 to 40
_RATIO_FROM_BYTES = 4 * 1024 * 1024  # small parts may pack better than that


def unpack_parts(data: bytes, wanted: Callable[[str], bool]) -> Mapping[str, bytes]:
    """Return the bytes of the parts whose names are ``wanted``.

    Raises:
        ReadError: The archive is broken, unpacks beyond the bounds, or names parts as no program does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive)
            return {name: _unpack(archive, name) for name in archive.namelist() if wanted(name)}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise ReadError("RD003") from error


def parse_part(content: bytes) -> etree._Element:
    """Return the root element of a part.

    Raises:
        ReadError: It declares what no office program declares, holds too many marks, or is no sound XML.
    """
    check_declared(content)
    if content.count(b"<") + content.count(b"=") > MAX_MARKS:
        raise ReadError("RD013")
    # A parser keeps state while it works, so that each part gets its own.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("RD014") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError("RD015")
    return root


def check_declared(content: bytes) -> None:
    """Refuse a part with a document type, which office programs never write: it is where entity bombs are declared.

    Raises:
        ReadError: There is one.
    """
    if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content:
        raise ReadError("RD015")


def _check_directory(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    # One name twice is two documents in one file; a name that leads out of the archive is meant for whoever unpacks it.
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(_leads_out(name) for name in names):
        raise ReadError("RD015")
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL_BYTES:
        raise ReadError("RD013")
    for entry in entries:
        if entry.file_size > _RATIO_FROM_BYTES and entry.file_size > _MAX_RATIO * max(entry.compress_size, 1):
            raise ReadError("RD013")


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _unpack(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part's bytes; what the directory declares is not trusted, the bytes themselves are counted."""
    with archive.open(name) as part:
        content = part.read(MAX_PART_BYTES + 1)
    if len(content) > MAX_PART_BYTES:
        raise ReadError("RD013")
    return content
