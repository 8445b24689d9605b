"""Mark-up inside text: HTML in cells, Markdown in paragraphs.

Owns: turning both into plain lines. Does not: decide what a line means.
Only the tags that converters of office files write are taken for mark-up; any other ``<`` is a sign of the text.
"""

import html
import re

__all__ = ["is_bold", "plain_from_html", "plain_from_markdown"]

_TAG = re.compile(r"<(/?)(b|strong|i|em|u|s|sub|sup|font|span|div|p|br|ul|ol|li)\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*])\1(?!\*)", re.DOTALL)
_TOUCHING = re.compile(r"\*{4}")  # the end of one bold run and the begin of the next
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])")
_BOLD_HTML = re.compile(r"<(b|strong)>.*?</\1>", re.IGNORECASE | re.DOTALL)
_BOLD_MARKDOWN = re.compile(r"\*\*.+?\*\*", re.DOTALL)
_NO_WORDS = re.compile(r"<[^<>]*>|[\W_]")
# Longer runs without a blank line are no paragraph of a paper; their marks are left as they stand.
_LONGEST = 20_000


def is_bold(marked: str) -> bool:
    """Say whether the whole of a marked-up text is bold."""
    if len(marked) > _LONGEST or ("*" not in marked and "<" not in marked):
        return False
    rest = _BOLD_MARKDOWN.sub("", _BOLD_HTML.sub("", marked))
    return rest != marked and not _NO_WORDS.sub("", rest)


def plain_from_html(marked: str) -> str:
    """Return the text of an HTML fragment: list items and line breaks become lines, ``- `` before an item."""
    if "<" not in marked and "&" not in marked:
        return marked
    text = _tags_to_lines(marked) if "<" in marked else marked
    text = _LINK.sub(r"\1", text)
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def _tags_to_lines(marked: str) -> str:
    """Replace the known tags; ordered lists count, nested ones are marked ``+``."""
    pieces: list[str] = []
    lists: list[int | None] = []  # the open lists: next number, or None for bullets
    end = 0
    for tag in _TAG.finditer(marked):
        pieces.append(marked[end : tag.start()])
        pieces.append(_replacement(tag[2].lower(), closing=bool(tag[1]), lists=lists))
        end = tag.end()
    pieces.append(marked[end:])
    return "".join(pieces)


def _replacement(name: str, *, closing: bool, lists: list[int | None]) -> str:
    if name in ("ul", "ol"):
        if closing:
            lists[-1:] = []
        else:
            lists.append(1 if name == "ol" else None)
        return "\n"
    if name == "li":
        return "\n" if closing else f"\n{_item_mark(lists)} "
    return "\n" if name in ("p", "div", "br") else ""


def _item_mark(lists: list[int | None]) -> str:
    if not lists:
        return "-"
    number = lists[-1]
    if number is None:
        return "-" if len(lists) == 1 else "+"
    lists[-1] = number + 1
    return f"{number}."


def plain_from_markdown(marked: str) -> str:
    """Return a paragraph without the marks of emphasis and escapes; a lone ``*`` is kept."""
    text = plain_from_html(marked)
    if "*" in text and len(text) <= _LONGEST:
        text = _TOUCHING.sub("", text)
        # Marks may stand within marks: bold around italics.
        for _ in range(2):
            text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
