"""Old Word files (.doc) as DOCX, by the LibreOffice of the machine where there is one.

Owns: starting the process and its bounds: an own profile that runs no macros, a folder that goes afterwards, time and
memory. Does not: read the document, or need Django (the command line uses it too).
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from vanban.reading import MAX_BYTES, Document, ReadError, read_document
from vanban.reading.kinds import FileKind, kind_of
from vanban.reading.progress import no_step

__all__ = ["docx_of", "office_program", "read_any"]

LIMIT_SECONDS = 60
_LIMIT_KB = 3 * 1024 * 1024  # of addresses, most of them never used: LibreOffice itself maps 2 GB
_PROGRAMS = ("soffice", "libreoffice")
# No macro runs, no link is followed, nothing is asked: the settings of the profile that is used once.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def read_any(data: bytes, *, name: str, step: Callable[[int, int], None] = no_step) -> Document:
    """Return the document in ``data``, old Word files too where LibreOffice is installed.

    Args:
        data: The whole file.
        name: The file's name.
        step: As ``vanban.reading.read_document``.

    Raises:
        ReadError: as ``read_document``, and where an old Word file cannot be converted.
    """
    if len(data) <= MAX_BYTES and data[:4] == b"\xd0\xcf\x11\xe0" and kind_of(data) is FileKind.LEGACY_WORD:
        data = docx_of(data, name=name)
    return read_document(data, name=name, step=step)


def office_program() -> str | None:
    """Return the path of LibreOffice, or None where it is not installed; ``CAICACH_SOFFICE`` names another place."""
    named = os.environ.get("CAICACH_SOFFICE")
    if named is not None:
        return shutil.which(named) if named else None
    return next((found for program in _PROGRAMS if (found := shutil.which(program))), None)


def docx_of(data: bytes, *, name: str, limit_seconds: float = LIMIT_SECONDS) -> bytes:
    """Return an old Word file as DOCX.

    Args:
        data: The whole .doc file.
        name: Its name, for messages.
        limit_seconds: After that the process and its children are ended.

    Raises:
        ReadError: LibreOffice is not installed (RD005), or could not convert the file within the bounds (RD052).
    """
    program = office_program()
    if program is None:
        raise ReadError("RD005", name=name)
    with tempfile.TemporaryDirectory(prefix="caicach-doc-") as folder:
        place = Path(folder)
        _run(_command(program, place, data), place, limit_seconds)
        made = place / "out" / "tep.docx"
        if not made.is_file() or made.stat().st_size > MAX_BYTES:
            raise ReadError("RD052", name=name)
        content = made.read_bytes()
    if kind_of(content) is not FileKind.DOCX:
        raise ReadError("RD052", name=name)
    return content


def _command(program: str, place: Path, data: bytes) -> list[str]:
    """Lay the file and the profile down; return the command that converts it."""
    profile = place / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    (place / "out").mkdir()
    source = place / "tep.doc"
    source.write_bytes(data)
    bounded = ["/bin/sh", "-c", f'ulimit -v {_LIMIT_KB}; exec "$@"', "sh"]
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--infilter=MS Word 97"]
    to = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "out"), str(source)]
    return [*bounded, program, f"-env:UserInstallation={profile.as_uri()}", *quiet, *to]


def _run(command: list[str], place: Path, limit_seconds: float) -> None:
    """Run the command until it ends or its time is up; its children end with it."""
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ}
    process = subprocess.Popen(  # noqa: S603 -- a program of the machine with arguments of our own
        command,
        cwd=place,
        env=kept | {"HOME": str(place), "TMPDIR": str(place)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with suppress(subprocess.TimeoutExpired):
            process.wait(limit_seconds)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
