"""The file around the pages of a PDF: is it whole, open and of a size that can be read?

Owns: passwords, damage, compressed streams that unpack without end, the number of pages, what runs or is attached.
Does not: interpret pages (``device``). Source: ISO 32000-1, 7.
"""

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, resolve1

from vanban.reading.bounds import MAX_PAGES, MAX_STREAM, MAX_STREAMS
from vanban.reading.errors import ReadError

__all__ = ["active_parts", "open_pages"]

_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 2000  # bytes before a stream in which its description stands
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/(?:DCTDecode|JPXDecode|CCITTFaxDecode|JBIG2Decode)\b|/Subtype\s*/Image\b")
_OLD_PACKING = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b")
_MOST_OLD = 1024 * 1024  # bytes packed the old ways, which are unpacked slowly
_WIDE_ROWS = re.compile(rb"/Columns\s+\d{6,}")
_TIMES = 3  # a stream may be packed more than once
_MOST_OBJECTS = 200_000
_ACTIVE = {"JavaScript": "JavaScript", "JS": "JavaScript", "Launch": "Launch", "EmbeddedFiles": "EmbeddedFiles"}


def open_pages(data: bytes, *, name: str) -> tuple[PDFDocument, list[PDFPage]]:
    """Return a PDF and its pages, none of them interpreted.

    Raises:
        ReadError: It is behind a password, damaged, unpacks beyond all measure, or has too many pages.
    """
    _check_streams(_packed_streams(data), name)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        if document.decipher is not None:
            _check_streams(_deciphered_streams(document), name)
        pages = list(islice(PDFPage.create_pages(document), MAX_PAGES + 1))
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise ReadError("RD004", name=name) from error
    except ReadError:
        raise
    except Exception as error:  # the parser raises whatever a damaged file makes of it
        raise ReadError("RD003", name=name) from error
    if not pages:
        raise ReadError("RD003", name=name)
    if len(pages) > MAX_PAGES:
        raise ReadError("RD022", name=name, limit=MAX_PAGES)
    return document, pages


def active_parts(document: PDFDocument, data: bytes) -> list[str]:
    """Return what the file holds beside its pages that runs or is carried along: programs, launches, attached files."""
    found = {part for mark, part in _ACTIVE.items() if re.search(rb"/" + mark.encode() + rb"[\s/<(\[]", data)}
    seen: set[int] = set()
    for key in ("OpenAction", "AA", "Names"):
        found |= _walk(document.catalog.get(key), seen, 6)
    return sorted(found)


def _walk(value: object, seen: set[int], depth: int) -> set[str]:
    """Return the marks of active parts among the keys and kinds below ``value``."""
    try:
        value = resolve1(value)
    except Exception:  # a reference into damage
        return set()
    if depth == 0 or id(value) in seen or len(seen) > 5000:
        return set()
    seen.add(id(value))
    if isinstance(value, dict):
        kinds = {_ACTIVE[key] for key in value if key in _ACTIVE}
        kind = getattr(resolve1(value.get("S")), "name", None)
        kinds |= {_ACTIVE[kind]} if isinstance(kind, str) and kind in _ACTIVE else set()
        return kinds.union(*(_walk(item, seen, depth - 1) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(_walk(item, seen, depth - 1) for item in value[:1000]))
    return set()


def _packed_streams(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the description and the bytes of every stream in a file that is not encrypted."""
    for mark in _STREAM.finditer(data):
        if data[max(mark.start() - 3, 0) : mark.start()] == b"end":
            continue
        head = data[max(mark.start() - _HEAD, 0) : mark.start()]
        end = data.find(b"endstream", mark.end())
        yield head[head.rfind(b" obj") + 1 :], data[mark.end() : end if end >= 0 else len(data)]


def _deciphered_streams(document: PDFDocument) -> Iterator[tuple[bytes, bytes]]:
    """Yield the description and the bytes of every stream in a file that is encrypted without a password."""
    numbers = {number for xref in document.xrefs for number in islice(xref.get_objids(), _MOST_OBJECTS)}
    for number in sorted(numbers):
        position = next((xref.get_pos(number) for xref in document.xrefs if _knows(xref, number)), None)
        if position is None or position[0] is not None:
            continue  # within another stream, which is no stream itself
        found: object = None
        with suppress(Exception):  # damage of one object is told where it is needed
            found = document.getobj(number)
        if isinstance(found, PDFStream) and found.rawdata is not None and document.decipher is not None:
            raw = document.decipher(number, found.genno or 0, found.rawdata, found.attrs)
            yield " ".join(f"/{name}" for name, _ in found.get_filters()).replace("/'", "").encode(), raw


def _knows(xref: PDFBaseXRef, number: int) -> bool:
    try:
        xref.get_pos(number)
    except KeyError:
        return False
    return True


def _check_streams(streams: Iterator[tuple[bytes, bytes]], name: str) -> None:
    total = 0
    for head, packed in streams:
        if _WIDE_ROWS.search(head) or (_OLD_PACKING.search(head) and len(packed) > _MOST_OLD):
            raise ReadError("RD013", name=name)
        if _PICTURE.search(head) or not _PACKED.search(head):
            continue
        total += _unpacked(packed, name)
        if total > MAX_STREAMS:
            raise ReadError("RD013", name=name)


def _unpacked(packed: bytes, name: str) -> int:
    """Return how many bytes a stream unpacks to, in memory bounded by what a stream may hold."""
    size = 0
    for _ in range(_TIMES):
        try:
            packed = zlib.decompressobj().decompress(packed, MAX_STREAM + 1)
        except zlib.error:
            break
        size = len(packed)
        if size > MAX_STREAM:
            raise ReadError("RD013", name=name)
    return size
