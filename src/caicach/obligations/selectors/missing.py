"""What an acceptor named as missing: stored codes, and their words."""

import json
from collections.abc import Collection, Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from caicach.obligations.constants import Missing
from caicach.web.errors import BadInput

__all__ = ["missing_codes", "missing_from_json", "missing_sentence", "missing_to_json", "own_words"]


def missing_codes(given: Iterable[str]) -> tuple[Missing, ...]:
    """Return the codes in the order of the list, each once.

    Raises:
        BadInput: one is none of the list.
    """
    asked = set(given)
    if not asked <= set(Missing.values):
        raise BadInput(_("Có mục không nằm trong danh sách còn thiếu. Tải lại trang rồi chọn lại."))
    return tuple(code for code in Missing if code in asked)


def missing_to_json(codes: Collection[Missing]) -> str:
    """Return the codes as they are stored."""
    return json.dumps([str(code) for code in codes])


def missing_from_json(stored: str) -> tuple[Missing, ...]:
    """Return stored codes; what is not known any more is left out."""
    known = set(json.loads(stored or "[]"))
    return tuple(code for code in Missing if code in known)


def missing_sentence(codes: Iterable[Missing]) -> str:
    """Return what is missing as one Vietnamese sentence, to be kept where nobody wrote words."""
    with translation.override("vi"):
        return "Còn thiếu: " + "; ".join(str(code.label) for code in codes) + "."


def own_words(reason: str, codes: Collection[Missing]) -> str:
    """Return what somebody wrote; empty where the sentence only says again what stands in the list beside it."""
    return "" if codes and reason == missing_sentence(codes) else reason
