"""From a cell to its bodies.

Owns: the result type, findings, joining clauses that go on with the one before. Does not: find bodies in a register.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from vanban.language.agencies.clauses import Break, Clause, clauses_of
from vanban.language.agencies.kinds import kind_of
from vanban.language.agencies.lists import Opening, items_of, opening_at
from vanban.language.agencies.matching import fold_blanks, match_form
from vanban.language.agencies.members import members_of, names_in
from vanban.language.agencies.roles import label_of, own_role, role_after_colon
from vanban.text.findings import Finding, Place, Reading, Severity
from vanban.text.forms import normalise, squeeze

__all__ = ["AgencyPhrase", "parse_agencies", "read_agencies"]


@dataclass(frozen=True, slots=True)
class AgencyPhrase:
    """One body, or one class of bodies, as a cell names it."""

    text: str  # the source's spelling, blanks folded
    kind: str  # "agency", "group" or "related"
    role: str | None = None  # what is said of it beside its name
    at: int = 0  # span [at, until) in the normalised text given
    until: int = 0
    members: tuple[str, ...] = ()  # the names of a shortened list: "UBND các huyện: A, B" has A and B

    def to_json(self) -> dict[str, Any]:
        """Return the contract's shape: text and kind, with role and members only where there are any."""
        shape: dict[str, Any] = {"text": self.text, "kind": self.kind}
        if self.role:
            shape["role"] = self.role
        if self.members:
            shape["members"] = list(self.members)
        return shape


_NOTHING = re.compile(r"(?:không(?: có)?|[-/.…x\s]*)$")
_ABOVE = re.compile(r"(?:như trên|nt|n/t)$")


def read_agencies(text: str) -> tuple[AgencyPhrase, ...]:
    """Return the bodies that the cell ``text`` names, in order; a blank cell gives none.

    Lists are split, names that contain a comma or "và" are not. Never raises.

    Example:
        >>> [(a.text, a.kind) for a in read_agencies("- Sở Nội vụ; - UBND các xã, phường")]
        [('Sở Nội vụ', 'agency'), ('UBND các xã, phường', 'group')]
    """
    return parse_agencies(text).value


def parse_agencies(text: str) -> Reading[tuple[AgencyPhrase, ...]]:
    """Return the bodies of a cell with findings.

    AG001: a phrase in which no word for a body stands (it is kept as one body). AG002: "như trên", which names nobody.
    """
    text, places = fold_blanks(normalise(text))
    form = match_form(text)
    phrases: list[AgencyPhrase] = []
    findings: list[Finding] = []
    label, label_open = None, False
    for clause in clauses_of(text, form):
        if clause.before is not Break.SEMICOLON and not label_open:
            label = None
        label_open = label_open and clause.before is not Break.SENTENCE
        new_label, start = label_of(text, form, clause)
        if new_label is not None:
            label, label_open = new_label, start >= clause.end
        if _ABOVE.match(form[start : clause.end]):
            findings.append(_finding("AG002", text, places, (start, clause.end)))
        elif start < clause.end and not _NOTHING.match(form[start : clause.end]):
            _extend(phrases, text, form, replace(clause, start=start), label)
    unknown = [phrase for phrase in phrases if opening_at(text, form, phrase.at) is Opening.NONE]
    findings.extend(_finding("AG001", text, places, (phrase.at, phrase.until)) for phrase in unknown)
    return Reading(tuple(_placed(phrase, places) for phrase in phrases), tuple(findings))


def _placed(phrase: AgencyPhrase, places: Sequence[int]) -> AgencyPhrase:
    """Return the phrase with its span in the text as it was given, from that in the text with single blanks."""
    return replace(phrase, at=places[phrase.at], until=places[phrase.until - 1] + 1)


def _finding(code: str, text: str, places: Sequence[int], span: tuple[int, int]) -> Finding:
    place = Place(start=places[span[0]], end=places[span[1] - 1] + 1)
    return Finding(code, Severity.NOTE, place, squeeze(text[span[0] : span[1]]))


def _extend(phrases: list[AgencyPhrase], text: str, form: str, clause: Clause, label: str | None) -> None:
    """Add the bodies of one clause to ``phrases``."""
    if _continues(phrases, text, form, clause):
        return
    end, role = role_after_colon(text, form, clause)
    for start, until in items_of(text, form, clause.start, end):
        if any(char.isalnum() for char in text[start:until]):
            phrases.append(_phrase(text, form, start, until, role, label))


def _continues(phrases: list[AgencyPhrase], text: str, form: str, clause: Clause) -> bool:
    """Join a clause without a body to the one before it, as a further member or part of the role; say if it was."""
    if clause.before is not Break.SEMICOLON or not phrases or opening_at(text, form, clause.start) is not Opening.NONE:
        return False
    last = phrases[-1]
    words = text[clause.start : clause.end]
    if last.members:
        whole = squeeze(text[last.at : clause.end])
        phrases[-1] = replace(last, members=last.members + names_in(words), text=whole, until=clause.end)
        return True
    if last.role and not words[0].isupper():
        phrases[-1] = replace(last, role=f"{last.role}; {squeeze(words)}")
        return True
    return False


def _phrase(text: str, form: str, start: int, end: int, role: str | None, label: str | None) -> AgencyPhrase:
    """Return the body in ``text[start:end]`` with its kind and all that is said of it."""
    start, end, own = own_role(text, form, start, end)
    said = ": ".join(part for part in (label, role or own) if part)
    members = members_of(text[start:end], form[start:end])
    kind = kind_of(text, form, start, end, members=bool(members))
    return AgencyPhrase(squeeze(text[start:end]), kind, said or None, start, end, members)
