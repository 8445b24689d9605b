"""Office files are ZIP archives that carry the moment of their making; here the same values give the same bytes.

Owns: the dates inside the archive. Does not: know what the parts say.
"""

import io
import zipfile
from collections.abc import Mapping

__all__ = ["repacked"]

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that ZIP knows


def repacked(data: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """Return the archive ``data`` with all parts dated alike and those of ``replaced`` in place of its own.

    What ``replaced`` holds beyond the archive's own parts stands behind them.
    """
    written = io.BytesIO()
    left = dict(replaced or {})
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in given.infolist():
            content = left.pop(part.filename, None)
            _add(packed, part.filename, given.read(part) if content is None else content)
        for name, content in left.items():
            _add(packed, name, content)
    return written.getvalue()


def _add(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    packed.writestr(entry, content)
