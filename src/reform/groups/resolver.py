"""From a phrase of a document to the body or bodies it means, relative to the issuing body.

The order: what a person decided for this issuer; the exact name, nearest first; a group; a former name; a name that is
almost exact. Whatever is not certain stays an open question with ranked candidates: a wrong agency is worse than a
question, and the answer is remembered.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from reform.groups.expressions import Member, expand, parse_expression, quoted, unclear_names, union_terms
from reform.groups.lookup import NameLookup
from reform.groups.names import canonical, is_outside_name, without_head
from reform.groups.offers import MOST_OFFERED, Offers
from reform.groups.phrases import class_of_list, expression_for_phrase, standard_groups
from reform.groups.register import OUTSIDE_KINDS, Register
from reform.groups.resolution import (
    Candidate,
    FormerName,
    MandateEntry,
    NamedGroup,
    RememberedPhrase,
    Resolution,
    ResolutionStatus,
)
from reform.groups.spelling import is_misspelt
from vanban.text.forms import compare_key, squeeze

__all__ = ["Resolver"]

_SHORTEST_GUESS = 8  # letters of a name in which a typing error is accepted
_ASIDE = re.compile(r"^(?P<main>[^()]+?)\s*\((?P<aside>[^()]+)\)$")
# How a parenthesis begins that says more about a body without choosing among bodies.
_ADDING = ("qua ", "thong qua ", "la ", "co quan thuong truc", "thuong truc", "dau moi", "co quan dau moi", "chu tri")
_AFTER_CLASS = re.compile(r"^(?:các\s+)?(?P<noun>sở|phòng)\s*:\s*(?P<rest>.+)$", re.IGNORECASE)
_PARTS = re.compile(r"\s*[,;]\s*|\s+và\s+")


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves the phrases of one issuer's documents on one date. Build with ``Resolver.of``; a pure value."""

    issuer_id: int
    on: date
    register: Register
    former: tuple[FormerName, ...] = ()
    remembered: Mapping[str, RememberedPhrase] = field(default_factory=dict)  # phrase_key ->
    groups: Mapping[str, NamedGroup] = field(default_factory=dict)  # canonical name ->
    mandates: tuple[MandateEntry, ...] = ()
    _lookup: list[NameLookup] = field(default_factory=list, repr=False)
    _known: dict[tuple[str, str], Resolution] = field(default_factory=dict, repr=False)
    _expanded: dict[str, tuple[Member, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        register: Register,
        issuer_id: int,
        *,
        on: date,
        former: Iterable[FormerName] = (),
        remembered: Iterable[RememberedPhrase] = (),
        groups: Iterable[NamedGroup] = (),
        mandates: Iterable[MandateEntry] = (),
    ) -> "Resolver":
        """Build a resolver; of groups with one name the first given counts."""
        by_name: dict[str, NamedGroup] = {}
        for group in groups:
            by_name.setdefault(canonical(group.name), group)
        return cls(
            issuer_id, on, register, tuple(former), {known.phrase_key: known for known in remembered}, by_name,
            tuple(mandates),
        )  # fmt: skip

    def resolve(self, text: str, kind: str = "agency") -> Resolution:
        """Return what ``text`` means; never raises on any text.

        Args:
            text: An agency phrase, as ``vanban.language.agencies`` cuts it from a cell.
            kind: What that reader took it for: ``agency``, ``group`` or ``related``.
        """
        known = self._known.get((text, kind))
        if known is None:
            known = self._known[text, kind] = self._resolve(squeeze(text).strip(" .;,:"), kind)
        return known

    def expand(self, expression: str) -> tuple[Member, ...]:
        """Return the members of a group on this resolver's date (``reform.groups.expressions.expand``).

        Raises:
            ExpressionError: the text is not an expression.
        """
        if expression not in self._expanded:
            self._expanded[expression] = expand(expression, self.register, self.issuer_id)
        return self._expanded[expression]

    def standing_body(self) -> int | None:
        """Return the standing body of the nearest territory that has one."""
        return self._mandated("standing_body", "")

    def area_lead(self, code: str) -> int | None:
        """Return the body that leads area ``code`` in the nearest territory that has one."""
        return self._mandated("area_lead", code)

    def parent(self, agency_id: int) -> int | None:
        """Return the body above; None at the top, and for a body that the register does not know."""
        entry = self.register.by_id.get(agency_id)
        return entry.parent_id if entry else None

    def name(self, agency_id: int) -> str:
        """Return the name on this date; empty for a body that the register does not know."""
        entry = self.register.by_id.get(agency_id)
        return entry.name if entry else ""

    def level(self, agency_id: int) -> str:
        """Return the level on this date; empty for a body that the register does not know."""
        entry = self.register.by_id.get(agency_id)
        return entry.level if entry else ""

    def is_outside(self, agency_id: int) -> bool:
        """Whether no People's Committee commands the body: what is asked of it is a request."""
        entry = self.register.by_id.get(agency_id)
        return entry is not None and entry.kind in OUTSIDE_KINDS

    def _mandated(self, kind: str, code: str) -> int | None:
        for owner in (self.issuer_id, *self.register.ancestors(self.issuer_id)):
            for mandate in self.mandates:
                fits = (mandate.owner_id, mandate.kind, mandate.area_code) == (owner, kind, code)
                if fits and mandate.agency_id in self.register:
                    return mandate.agency_id
        return None

    @property
    def _names(self) -> NameLookup:
        if not self._lookup:
            self._lookup.append(NameLookup.of(self.register, self.issuer_id))
        return self._lookup[0]

    @property
    def _offers(self) -> Offers:
        return Offers(self._names, self.expand)

    def _resolve(self, text: str, kind: str) -> Resolution:
        words = canonical(text)
        if not words:
            return Resolution(ResolutionStatus.OPEN, "GRP030")
        steps: tuple[Callable[[str, str, str], Resolution | None], ...] = (
            self._remembered, self._related, self._exact, self._group, self._former, self._aside, self._list,
            self._almost,
        )  # fmt: skip
        found = (step(text, words, kind) for step in steps)
        return next((resolution for resolution in found if resolution), None) or self._open(text, words, kind)

    def _remembered(self, text: str, words: str, kind: str) -> Resolution | None:
        known = self.remembered.get(compare_key(text))
        if not known:
            return None
        params = {"issuer": self.name(self.issuer_id)}
        if known.expression:
            return self._of_group(known.expression, "GRP020", params, label=text)
        if known.agency_id is not None and known.agency_id in self.register:
            return self._of_agency(known.agency_id, "GRP020", params)
        gone = next((former for former in self.former if former.agency_id == known.agency_id), None)
        return self._of_former(gone) if gone else self._open(text, words, kind, code="GRP036", params={"name": text})

    def _related(self, _text: str, words: str, kind: str) -> Resolution | None:
        if kind == "related" or words.endswith(" lien quan"):
            return Resolution(ResolutionStatus.RELATED, "GRP025")
        return None

    def _exact(self, text: str, words: str, _kind: str) -> Resolution | None:
        for spelling in dict.fromkeys((words, without_head(words))):
            found = self._names.find(spelling, text)
            if len(found) == 1:
                return self._of_agency(found[0], "GRP021", {})
            if found:
                candidates = tuple(
                    Candidate(self._offers.full_name(agency_id), 100, agency_id, hint_code="GRP043")
                    for agency_id in found
                )
                return Resolution(
                    ResolutionStatus.OPEN, "GRP031", {"count": len(found)}, candidates=candidates[:MOST_OFFERED],
                    is_outside=is_outside_name(words),
                )  # fmt: skip
        return None

    def _group(self, text: str, words: str, _kind: str) -> Resolution | None:
        named = self.groups.get(words) or self.groups.get(without_head(words))
        if named:
            params = {"issuer": self.name(named.owner_id), "name": named.name}
            return self._of_group(named.expression, "GRP027", params, label=text)
        expression = expression_for_phrase(text, issuer_level=self.level(self.issuer_id))
        return self._of_group(expression, "GRP023", {}, label=text) if expression else None

    def _former(self, _text: str, words: str, _kind: str) -> Resolution | None:
        wanted = {form for spelling in (words, without_head(words)) for form in self._names.placeless(spelling)}
        matches = [former for former in self.former if canonical(former.name) in {words, without_head(words)}]
        matches = matches or [name for name in self.former if wanted & self._names.placeless(canonical(name.name))]
        if not matches:
            return None
        # Of several bodies that bore the name, the one nearest to the date.
        return self._of_former(max(matches, key=lambda former: (former.ended_on <= self.on, former.ended_on)))

    def _of_former(self, former: FormerName) -> Resolution:
        if former.agency_id in self.register:
            return self._of_agency(former.agency_id, "GRP026", {})
        params = {
            "name": former.name,
            "ended": f"{former.ended_on:%d/%m/%Y}",
            "started": f"{former.started_on:%d/%m/%Y}",
        }
        came_later = former.started_on > self.on
        ids, hint = (former.forebears, "GRP044") if came_later else (former.heirs, "GRP040")
        code = "GRP034" if came_later else "GRP032" if ids else "GRP033"
        params["heirs"] = "; ".join(self.name(agency_id) for agency_id in ids)
        candidates = tuple(
            Candidate(
                self._offers.full_name(agency_id), 100, agency_id, hint_code=hint, hint_params={"name": former.name}
            )
            for agency_id in ids
        )
        outside = is_outside_name(canonical(former.name))
        return Resolution(ResolutionStatus.OPEN, code, params, candidates=candidates, is_outside=outside)

    def _almost(self, _text: str, words: str, kind: str) -> Resolution | None:
        """Accept a typing error in a name without a place, where no other name is as near."""
        if kind != "agency" or len(words) < _SHORTEST_GUESS:
            return None
        near = {agency_id for name, agency_id in self._names.near_words() if is_misspelt(words, name)}
        if len(near) != 1:
            return None
        agency_id = near.pop()
        return self._of_agency(agency_id, "GRP022", {"name": self.name(agency_id)})

    def _aside(self, text: str, _words: str, kind: str) -> Resolution | None:
        """Read "Sở Nội vụ (cơ quan thường trực)" by what stands before the parenthesis, where that only adds to it."""
        found = _ASIDE.match(text)
        if not found or not self._only_adds(found["aside"]):
            return None
        main = self.resolve(found["main"], kind)
        if main.status not in {ResolutionStatus.AGENCY, ResolutionStatus.GROUP}:
            return None
        return replace(main, reason_code="GRP028", reason_params={"main": found["main"], "aside": found["aside"]})

    def _only_adds(self, aside: str) -> bool:
        words = canonical(aside)
        return words.startswith(_ADDING) or bool(self._names.find(words, aside)) or self._one_in_each(aside)

    def _one_in_each(self, aside: str) -> bool:
        """Whether several bodies of the territory bear the name: each commune's own office."""
        return bool(self.expand(f"under(territory) & named({quoted(aside)})"))

    def _list(self, text: str, _words: str, _kind: str) -> Resolution | None:
        """Read "Sở Nội vụ, Sở Tài chính" and "Các sở: Nội vụ, Tài chính", where every part is a known name."""
        found = _AFTER_CLASS.match(text)
        common, rest = (found["noun"], found["rest"]) if found else ("", text)
        ids = self._segmented([part for part in _PARTS.split(rest) if part], common)
        if len(ids) < 2:
            return None
        return self._of_group(f"agency({', '.join(map(str, ids))})", "GRP029", {}, label=text)

    def _segmented(self, parts: list[str], common: str) -> tuple[int, ...]:
        """Return the bodies that consecutive parts name, the longest names first; none where a part is left over."""
        ids: list[int] = []
        at = 0
        while at < len(parts):
            for until in range(len(parts), at, -1):
                named = self._named_by(", ".join(parts[at:until]), common)
                if named is not None:
                    ids.append(named)
                    at = until
                    break
            else:
                return ()
        return tuple(dict.fromkeys(ids))

    def _named_by(self, name: str, common: str) -> int | None:
        for spelled in filter(None, (common and f"{common} {name}", name)):
            found = self._names.find(canonical(spelled), spelled)
            if len(found) == 1:
                return found[0]
        return None

    def _open(
        self, text: str, words: str, kind: str, code: str = "GRP030", params: Mapping[str, str] | None = None
    ) -> Resolution:
        groups, agencies = self._offers.groups(text, kind), self._offers.agencies(words)
        ranked = (*groups, *agencies) if kind == "group" else (*agencies, *groups)
        return Resolution(
            ResolutionStatus.OPEN,
            code,
            params or {},
            candidates=ranked[:MOST_OFFERED],
            is_outside=is_outside_name(words),
        )

    def _of_agency(self, agency_id: int, code: str, params: Mapping[str, str]) -> Resolution:
        return Resolution(
            ResolutionStatus.AGENCY, code, params, agency_id=agency_id, is_outside=self.is_outside(agency_id)
        )

    def _of_group(self, expression: str, code: str, params: Mapping[str, str], *, label: str) -> Resolution:
        members = self.expand(expression)
        unclear = unclear_names(parse_expression(expression), self.register, self.issuer_id)
        if unclear:
            return self._of_names(expression, unclear, len(members), label)
        if not members:
            return self._open(label, canonical(label), "group", code="GRP035")
        empty = self._empty_terms(expression, label) if code == "GRP023" else []
        filled = {**params, "count": len(members), "term": "; ".join(empty)}
        code = "GRP024" if empty else code
        outside = all(self.is_outside(member.agency_id) for member in members)
        return Resolution(
            ResolutionStatus.GROUP, code, filled, expression=expression, members=members, is_outside=outside
        )

    def _empty_terms(self, expression: str, label: str) -> list[str]:
        """Return the usual names of the parts of a union that the phrase speaks of and the register has none of."""
        usual = {group.expression: group.label for group in standard_groups(self.level(self.issuer_id))}
        terms = [str(term) for term in union_terms(parse_expression(expression))]
        empty = [usual.get(term, term) for term in terms if not self.expand(term)]
        return [words for words in empty if _says_level(label, words)]

    def _of_names(self, expression: str, unclear: tuple[str, ...], count: int, label: str) -> Resolution:
        """Ask about a list of names of which some name nobody, or several.

        Offered, in this order: those that were found, the whole class that the names are drawn from, the usual groups
        near the phrase, and of the class the bodies whose names are near to an unclear one.
        """
        known = Candidate(label, 99, expression=expression, hint_code="GRP045", hint_params={"count": count})
        drawn_from = class_of_list(label, issuer_level=self.level(self.issuer_id))
        members = self.expand(drawn_from.expression) if drawn_from else ()
        ids = {member.agency_id for member in members}
        offered = (
            *((known,) if count else ()),
            *self._offers.whole(drawn_from, len(members)),
            *self._offers.groups(label, "group"),
            *(one for name in unclear for one in self._offers.agencies(canonical(name)) if one.agency_id in ids),
        )
        ranked = {(one.agency_id, one.expression): one for one in reversed(offered)}
        first = tuple(dict.fromkeys((one.agency_id, one.expression) for one in offered))[:MOST_OFFERED]
        return Resolution(
            ResolutionStatus.OPEN,
            "GRP037",
            {"names": "; ".join(unclear)},
            candidates=tuple(ranked[key] for key in first),
        )


def _says_level(label: str, part: str) -> bool:
    """Whether a phrase itself speaks of the level of a part; "địa phương" speaks of none."""
    return "huyen" not in canonical(part) or any(noun in canonical(label) for noun in ("huyen", "thi xa"))
