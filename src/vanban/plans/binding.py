"""Which rows of a superior's plan bind the body that writes its own.

Owns: whether a lead's phrase takes in the issuer of the plan below, by the words alone. Does not: know the register,
which decides in the application.
"""

from collections.abc import Callable

from vanban.language.agencies import read_agencies
from vanban.plans.body_names import is_same_body, level_of
from vanban.plans.comparison import ComparedLine
from vanban.text.forms import compare_key

__all__ = ["binding"]

_ALL = ("co quan don vi dia phuong", "cac don vi dia phuong", "cac dia phuong", "cac cap", "cac co quan don vi")


def binding(issuer: str | None) -> Callable[[ComparedLine], bool]:
    """Return which rows bind ``issuer``: those it leads by name or by its class, and those that name no lead.

    Without an issuer every row binds.
    """
    level = _committee_level(issuer or "")

    def binds(line: ComparedLine) -> bool:
        if issuer is None or not line.leads:
            return True
        return any(_takes_in(lead, issuer, level) for lead in line.leads)

    return binds


def _committee_level(issuer: str) -> str | None:
    key = compare_key(issuer)
    return level_of(issuer) if "ubnd" in key.split() or "uy ban nhan dan" in key else None


def _takes_in(lead: str, issuer: str, level: str | None) -> bool:
    key = compare_key(lead)
    if any(words in key for words in _ALL) or is_same_body(lead, issuer):
        return True
    names = [body.text for body in read_agencies(lead)] or [lead]
    if level is None:
        return "so ban nganh" in key or "so nganh" in key
    committees = [name for name in names if {"ubnd"} & set(compare_key(name).split()) or "uy ban" in compare_key(name)]
    return any(level_of(name) in (level, None) for name in committees)
