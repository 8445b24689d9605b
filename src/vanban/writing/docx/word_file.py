"""A Word file that is opened to be written into: the parts that change are parsed, all others stay as they are.

Owns: parts, their relationships and content types, free ids. Does not: know what is written into them.
"""

import io
import re
import zipfile
import zlib
from posixpath import join, normpath

from lxml import etree

from vanban.writing.archives import repacked
from vanban.writing.docx.names import W, element, number_of

__all__ = ["UnwritableError", "WordFile"]

_BODY, _RELATIONS, _TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/%s}"
_RELATION, _TYPE = _PACKAGE % "relationships", _PACKAGE % "content-types"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml"
# A template or a file with macros under the name of a plain document is one that Word refuses to open.
_PLAIN = _MEDIA % "document.main"
_ID = re.compile(rb':id="(\d{1,9})"')
_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    RuntimeError,
    NotImplementedError,
    zlib.error,
    EOFError,
    etree.LxmlError,
    OSError,
)


class UnwritableError(ValueError):
    """The file is no Word file that can be written again."""


class WordFile:
    """One DOCX file in memory.

    Raises:
        UnwritableError: it is no DOCX file, is damaged, a template, or holds macros.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._roots: dict[str, etree._Element] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._contents = {name: archive.read(name) for name in archive.namelist() if _is_written(name)}
            body = self._root(_BODY).find(W + "body")
            self.notes = tuple(self._root(name) for name in _NOTES if name in self._contents)
            kind = self._media(f"/{_BODY}")
        except _BROKEN as error:
            raise UnwritableError(str(error)) from error
        if body is None or kind != _PLAIN:
            raise UnwritableError(f"no plain Word document: {kind}")
        self.body = body
        ids = (int(found) for content in self._contents.values() for found in _ID.findall(content))
        self._last_id = max(ids, default=0)

    def free_id(self) -> str:
        """Return an id that nothing in the file bears."""
        self._last_id += 1
        return str(self._last_id)

    def comments(self) -> etree._Element:
        """Return the part of the comments; one is added where the file has none.

        Raises:
            UnwritableError: the part is damaged.
        """
        try:
            name = self._related(_COMMENTS)
            if name is None:
                name = self._unused("word/comments%s.xml")
                self._relate(name)
                self._roots[name] = element("comments")
            self._declare(f"/{name}", _MEDIA % "comments")
            return self._root(name)
        except _BROKEN as error:
            raise UnwritableError(str(error)) from error

    def free_comment_id(self) -> str:
        """Return the id behind the last comment's."""
        ids = (number_of(comment.get(W + "id")) for comment in self.comments().iter(W + "comment"))
        return str(max(ids, default=-1) + 1)

    def packed(self) -> bytes:
        """Return the file; parts that were not written into have the bytes they had."""
        return repacked(self._data, {name: _written(root) for name, root in self._roots.items() if self._changed(name)})

    def _changed(self, name: str) -> bool:
        """Whether a parsed part says something else than it did."""
        given = self._contents.get(name)
        return given is None or _written(_parsed(given)) != _written(self._roots[name])

    def _root(self, name: str) -> etree._Element:
        if name not in self._roots:
            self._roots[name] = _parsed(self._contents[name])
        return self._roots[name]

    def _media(self, part: str) -> str | None:
        types = self._root(_TYPES)
        own = (one.get("ContentType") for one in types.iter(f"{_TYPE}Override") if one.get("PartName") == part)
        return next(own, None)

    def _declare(self, part: str, media: str) -> None:
        if self._media(part) is None:
            self._root(_TYPES).append(etree.Element(f"{_TYPE}Override", PartName=part, ContentType=media))

    def _related(self, kind: str) -> str | None:
        relations = self._relations()
        targets = (one.get("Target") or "" for one in relations if one.get("Type") == kind)
        names = (target.lstrip("/") if target.startswith("/") else normpath(join("word", target)) for target in targets)
        return next((name for name in names if name in self._contents or name in self._roots), None)

    def _relate(self, name: str) -> None:
        relations = self._relations()
        taken = {one.get("Id") for one in relations}
        free = next(key for at in range(1, len(taken) + 2) if (key := f"rId{at}") not in taken)
        target = name.removeprefix("word/")
        relations.append(etree.Element(f"{_RELATION}Relationship", Id=free, Type=_COMMENTS, Target=target))

    def _relations(self) -> etree._Element:
        if _RELATIONS not in self._contents and _RELATIONS not in self._roots:
            self._roots[_RELATIONS] = _parsed(f'<Relationships xmlns="{_RELATION[1:-1]}"/>'.encode())
        return self._root(_RELATIONS)

    def _unused(self, form: str) -> str:
        names = (form % ("" if at == 0 else at) for at in range(len(self._contents) + 1))
        return next(name for name in names if name not in self._contents)


def _is_written(name: str) -> bool:
    """Whether a part may have to change, or bears ids."""
    return name in (_TYPES, _RELATIONS) or (name.startswith("word/") and name.endswith(".xml"))


def _parsed(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
