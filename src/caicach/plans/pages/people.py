"""The bodies of a row: whom each phrase means, the open questions, the answers offered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.plans.constants import MeaningState, PartyRole
from caicach.plans.models import Deliverable, Party
from caicach.plans.services import words_of
from caicach.ui.notation import number_text
from reform.groups.offers import MOST_OFFERED
from reform.groups.phrases import standard_groups
from reform.groups.register import RegisterEntry
from reform.groups.resolution import Candidate
from reform.groups.resolver import Resolver
from vanban.text.forms import compare_key

__all__ = [
    "Named",
    "Offer",
    "Question",
    "RoleField",
    "groups_named",
    "offer_of",
    "offers_for",
    "questions_of",
    "role_fields",
]


@dataclass(frozen=True, slots=True)
class Offer:
    """One answer to a question: its value in the form, its words, how near it is."""

    value: str  # "a:<agency id>" or "g:<expression>"
    label: str
    hint: str
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase that the register does not know, with the answers offered."""

    phrase: str
    role: str
    field: str  # of the form: its cell is the question's source
    reason: str
    offers: tuple[Offer, ...]
    places: int  # in how many rows of the plan it stands


@dataclass(frozen=True, slots=True)
class Named:
    """One body as the document names it, and whom that means."""

    words: str
    meaning: str  # empty where it says no more than the words
    is_open: bool


@dataclass(frozen=True, slots=True)
class RoleField:
    """The bodies of one role: as tokens, and as the field that keeps them one a line."""

    name: str
    bound: Any
    named: tuple[Named, ...]
    level: int


def offer_of(candidate: Candidate) -> Offer:
    """Return a resolver's candidate as an answer."""
    value = f"a:{candidate.agency_id}" if candidate.agency_id else f"g:{candidate.expression}"
    return Offer(value, candidate.label, candidate.hint, candidate.score)


def groups_named(resolver: Resolver, query: str) -> list[Offer]:
    """Return the usual groups of the issuer whose names hold the words of ``query``, with their size."""
    words = compare_key(query).split()
    found = []
    for group in standard_groups(resolver.level(resolver.issuer_id)):
        size = len(resolver.expand(group.expression))
        if size and all(word in compare_key(group.label) for word in words):
            hint = ngettext("nhóm %(count)s cơ quan", "nhóm %(count)s cơ quan", size) % {"count": number_text(size)}
            found.append(Offer(f"g:{group.expression}", group.label, hint))
    return found


def offers_for(resolver: Resolver, query: str, phrase: str, found: Iterable[RegisterEntry]) -> list[Offer]:
    """Return the answers for what a person has typed, or for a phrase where nothing is typed yet."""
    if not query:
        offered = [offer_of(one) for one in resolver.resolve(phrase, "agency").candidates] if phrase else []
        return offered or groups_named(resolver, "")[:MOST_OFFERED]
    bodies = [Offer(f"a:{one.id}", one.name, _above(one, resolver)) for one in found]
    return [*bodies, *groups_named(resolver, query)][: MOST_OFFERED + 3]


def _above(entry: RegisterEntry, resolver: Resolver) -> str:
    above = resolver.name(entry.parent_id) if entry.parent_id else ""
    return _("thuộc %(body)s") % {"body": above} if above else ""


def questions_of(
    current: Deliverable, rows: Sequence[Deliverable], resolver: Resolver, found: Sequence[Offer]
) -> list[Question]:
    """Return the open phrases of the row, each once."""
    everywhere = [party.text for one in rows for party in one.parties.all() if party.meaning == MeaningState.OPEN]
    asked: dict[str, Question] = {}
    for party in current.parties.all():
        if party.meaning == MeaningState.OPEN and party.text not in asked:
            resolution = resolver.resolve(party.text, party.kind)
            asked[party.text] = Question(
                phrase=party.text,
                role=str(PartyRole(party.role).label),
                field=party.role,
                reason=resolution.reason,
                # Where no name is near, the usual groups are still better than an empty list.
                offers=tuple([*found, *map(offer_of, resolution.candidates)] or groups_named(resolver, ""))[:9],
                places=everywhere.count(party.text),
            )
    return list(asked.values())


def role_fields(form: Any, current: Deliverable, resolver: Resolver) -> list[RoleField]:
    """Return the three roles with their bodies as tokens."""
    return [_role_field(form, current, role, resolver) for role in PartyRole]


def _role_field(form: Any, current: Deliverable, role: PartyRole, resolver: Resolver) -> RoleField:
    parties = [party for party in current.parties.all() if party.role == role]
    is_open = any(party.meaning == MeaningState.OPEN for party in parties)
    return RoleField(
        name=str(role),
        bound=form[str(role)],
        named=tuple(
            Named(words_of([party], role), _meaning(party, resolver), party.meaning == MeaningState.OPEN)
            for party in sorted(parties, key=lambda party: party.position)
        ),
        level=(2 if role is PartyRole.COORDINATING else 1) if is_open else 3,
    )


def _meaning(party: Party, resolver: Resolver) -> str:
    if party.meaning == MeaningState.AGENCY and party.agency:
        meant = resolver.name(party.agency.pk) or party.agency.current_name
        if party.is_request:
            return _("%(agency)s (đề nghị, không tính hạn)") % {"agency": meant}
        return meant if compare_key(meant) != compare_key(party.text) else ""
    if party.meaning == MeaningState.GROUP:
        return _("nhóm %(count)s cơ quan") % {"count": number_text(len(resolver.expand(party.expression)))}
    return str(MeaningState(party.meaning).label)
