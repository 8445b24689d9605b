"""Archives that are broken, locked, of another kind, or built to exhaust the machine; each made by a few lines."""

import io
import zipfile
from functools import cache

from corpora.docx_parts import W, archive, docx, paragraph, text_table
from plans_sample import COLUMNS, HEAD, ROWS

__all__ = [
    "damaged",
    "encrypted_package",
    "entities",
    "laughing",
    "locked_entries",
    "lying",
    "many_entries",
    "nested",
    "of_parts",
    "outside",
    "plan_docx",
    "ratio_bomb",
    "relations",
    "truncated",
    "twice",
    "with_part",
]

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
XML = '<?xml version="1.0" encoding="UTF-8"?>'


@cache
def plan_docx() -> bytes:
    """Return a sound plan as DOCX, to be spoilt."""
    rows = [line.split("\t") for line in (COLUMNS, *ROWS)]
    heads = "".join(paragraph(line.strip("#* ")) for line in HEAD.splitlines() if line.strip("#* "))
    return docx(heads + text_table(rows))


def truncated(share: float) -> bytes:
    """Return the first part of a sound file, as a broken upload leaves it."""
    whole = plan_docx()
    return whole[: int(len(whole) * share)]


def damaged() -> bytes:
    """Return a sound file with a hole of zeros in its text."""
    whole = bytearray(plan_docx())
    at = whole.index(b"word/document.xml") + 200
    whole[at : at + 60] = bytes(60)
    return bytes(whole)


def encrypted_package() -> bytes:
    """Return what Word writes behind a password: an OLE container with one locked stream."""
    return OLE + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


def locked_entries() -> bytes:
    """Return an archive whose entries are said to be locked by a password."""
    whole = bytearray(plan_docx())
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    return bytes(whole)


def ole_stream(name: str) -> bytes:
    """Return an old Office container with the stream ``name``."""
    return OLE + name.encode("utf-16-le") + bytes(2000)


def of_parts(**parts: str) -> bytes:
    """Return an archive; ``xl__workbook_xml="…"`` names the part ``xl/workbook.xml``."""
    return archive({name.replace("__", "/").replace("_", "."): text for name, text in parts.items()})


def with_part(name: str, content: str | bytes, **others: str | bytes) -> bytes:
    """Return a sound plan with one part more (or another in its place)."""
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(plan_docx())) as whole:
        parts.update({entry: whole.read(entry) for entry in whole.namelist()})
    return archive(parts | {name: content} | others)


def ratio_bomb() -> bytes:
    """Return a small file whose text unpacks to 60 MB of blanks."""
    return archive({"word/document.xml": XML + f'<w:document xmlns:w="{W}">' + " " * 60_000_000 + "</w:document>"})


def nested() -> bytes:
    """Return a sound plan beside a picture that is an archive of 80 MB within an archive."""
    inner = archive({"bom": bytes(80_000_000)})
    for _ in range(3):
        inner = archive({"bom.zip": inner * 10})
    return with_part("word/media/anh.png", inner, **{"word/media/so": bytes(300_000_000)})


def many_entries() -> bytes:
    """Return an archive of 6,000 empty parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body/></w:document>')
        for number in range(6_000):
            file.writestr(f"word/media/{number}", b"")
    return buffer.getvalue()


def lying() -> bytes:
    """Return an archive whose directory declares a thousandth of what a part unpacks to."""
    whole = bytearray(archive({"word/document.xml": b" " * 80_000_000}))
    at = whole.rindex(b"PK\x01\x02")
    whole[at + 24 : at + 28] = (80_000).to_bytes(4, "little")
    return bytes(whole)


def laughing(*, encoding: str = "utf-8") -> bytes:
    """Return a document whose entities would expand to ten thousand million words."""
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11))
    body = f'<w:document xmlns:w="{W}"><w:body>&a10;</w:body></w:document>'
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY a0 "ha">{laughs}]>{body}'
    return archive({"word/document.xml": text.encode(encoding)})


def entities(target: str, *, part: str = "word/document.xml") -> bytes:
    """Return a document that asks for the content of ``target`` (a file of the machine, an address)."""
    text = f'{XML}<!DOCTYPE a [<!ENTITY x SYSTEM "{target}">]><a>&x;</a>'
    return with_part(part, text)


def outside(name: str) -> bytes:
    """Return a sound plan with a part whose name leads out of the archive."""
    return with_part(name, "ghi đè")


def twice() -> bytes:
    """Return an archive that holds two different texts under one name: who opens it decides what it says."""
    buffer = io.BytesIO(plan_docx())
    with zipfile.ZipFile(buffer, "a") as file:
        file.NameToInfo.clear()  # so that no warning is given
        file.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body/></w:document>')
    return buffer.getvalue()


def relations() -> bytes:
    """Return a sound plan whose relations point at what is not there."""
    broken = XML + '<Relationships xmlns="x"><Relationship Id="rId1" Target="../../../khong-co" TargetMode="???"/>'
    return with_part("word/_rels/document.xml.rels", broken)
