"""What the pure commands that read files share: opening a document, and printing in UTF-8 whatever the locale says."""

import io
import sys
from pathlib import Path
from typing import TextIO

from caicach.config.cli_pure import argument_text
from caicach.web.office import read_any
from vanban.reading import MAX_BYTES, ReadError
from vanban.reading.model import Document

__all__ = ["BAD_USE", "UnreadableError", "open_document", "refuse", "write", "year_of"]

BAD_USE = 2


class UnreadableError(Exception):
    """A file that cannot be opened or read; the sentence says what to do."""


def open_document(path: Path) -> Document:
    """Return the document in the file at ``path``.

    Raises:
        UnreadableError: the file cannot be opened, or is no document that is read.
    """
    name = argument_text(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # more is refused anyway
    except OSError as error:
        where = argument_text(str(path))
        raise UnreadableError(f"{where}: không mở được tệp. Hãy kiểm tra đường dẫn và quyền đọc.") from error
    try:
        return read_any(data, name=name)
    except ReadError as error:
        raise UnreadableError(f"{name}: {error}") from error


def year_of(text: str) -> int | None:
    """Return a year of four digits; None where ``text`` is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") and text > "0000" else None


def write(text: str, stream: TextIO | None = None) -> None:
    """Write a line to ``stream``, the standard output if None."""
    stream = stream or sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8")
    stream.write(text + "\n")


def refuse(sentence: str) -> int:
    """Write ``sentence`` to the error output and return the code of misuse."""
    write(sentence, sys.stderr)
    return BAD_USE
