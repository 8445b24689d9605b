"""The rules' sentences in the reader's language.

Findings and reasons are kept as the Vietnamese sentences that were read or worked out, with their words filled in:
a document's reading never changes, and a job runs when nobody looks. Whoever reads them in English gets the English of
the catalogue: the sentence is recognised by its fixed words, and its own words are put into the translation.
Owns: that recognition. Does not: the sentences (``vanban.text.messages``, ``reform.messages``).
"""

import re
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.utils.translation import get_language, gettext

from reform.forms.phrases import CHANGES
from reform.messages import MESSAGES as OF_RULES
from vanban.text.messages import MESSAGES as OF_READING

__all__ = ["in_language"]

_HOLE = re.compile(r"%\((\w+)\)[ds]")


def in_language(text: str, *, also: Iterable[str] = ()) -> str:
    """Return one or more of the rules' sentences in the language of the page; what is not known stays as it is.

    Args:
        text: Sentences as ``message_of`` and ``explain`` give them, joined by spaces.
        also: More message ids (``%(name)s`` for their own words) that may stand in the text.
    """
    if not text or (get_language() or settings.LANGUAGE_CODE) == settings.LANGUAGE_CODE:
        return text
    whole = gettext(text)
    return whole if whole != text else _piece_by_piece(text, tuple(also))


def _piece_by_piece(text: str, also: tuple[str, ...]) -> str:
    said: list[str] = []
    while text:
        found = next(filter(None, (_match(one, text) for one in (*_known(), *also))), None)
        if found is None:
            said.append(gettext(text))
            break
        message, match = found
        # The words of a hole may be words of the catalogue too: a unit, a level.
        said.append(gettext(message).replace("%%", "%") if not match.groupdict() else _filled(message, match))
        text = text[match.end() :].lstrip()
    return " ".join(said)


def _filled(message: str, match: re.Match[str]) -> str:
    holes = {name: _words(value) for name, value in match.groupdict().items()}
    return _HOLE.sub(lambda hole: holes[hole[1]], gettext(message)).replace("%%", "%")


def _words(value: str) -> str:
    """Return what fills a hole: words of the catalogue, a change of a figure, or the document's own words."""
    for phrase in CHANGES.values():
        found = _pattern(phrase).fullmatch(value)
        if found is not None:
            return _filled(phrase, found)
    return gettext(value)


@cache
def _known() -> tuple[str, ...]:
    """Return the sentences of the rules, those with most fixed words first."""
    known = dict.fromkeys((*OF_READING.values(), *OF_RULES.values()))
    return tuple(sorted(known, key=lambda message: -len(_HOLE.sub("", message))))


def _match(message: str, text: str) -> tuple[str, re.Match[str]] | None:
    """Return the message and its place at the front of ``text``; None where it does not stand there."""
    if not text.startswith(_HOLE.split(message, maxsplit=1)[0].replace("%%", "%")):
        return None
    match = _pattern(message).match(text)
    return (message, match) if match else None


@cache
def _pattern(message: str) -> re.Pattern[str]:
    pattern, end = "", 0
    for hole in _HOLE.finditer(message):
        pattern += re.escape(message[end : hole.start()].replace("%%", "%"))
        name = hole[1]
        pattern += f"(?P={name})" if f"(?P<{name}>" in pattern else f"(?P<{name}>.*?)"
        end = hole.end()
    return re.compile(pattern + re.escape(message[end:].replace("%%", "%")) + r"(?=\s|\Z)", re.DOTALL)
