"""Whether documents prove a claim: type, issuer, window, in time, not last year's, signed; met or not, with words.

Owns: the rules of proof. Does not: take a point away (an appraiser does), or know where documents are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reform.index.model import CriteriaSet, Issuer, ProofRule, SubCriterion, Window
from reform.messages import Reason

__all__ = ["DocumentCheck", "ProofCheck", "ProofDocument", "Tag", "TagKind", "proof_of"]


class TagKind(StrEnum):
    """What of a document was looked at."""

    TYPE = "type"
    ISSUER = "issuer"
    WINDOW = "window"
    IN_TIME = "in_time"
    OTHER_YEAR = "other_year"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class ProofDocument:
    """A document that is put beside a claim."""

    key: str
    type: str  # abbreviation of its type (Nghị định 30/2020): "BC"; empty: none is known
    issued_on: date | None
    issuer: Issuer | None  # own, superior; ANY: another body; None: not known
    is_signature_valid: bool | None = None  # None: there is none, or nobody verified it
    used_in_years: tuple[int, ...] = ()  # other years' scorings that it proved something in


@dataclass(frozen=True, slots=True)
class Tag:
    """One thing that was looked at."""

    kind: TagKind
    is_met: bool | None  # None: told, and counts neither way
    reason: Reason


@dataclass(frozen=True, slots=True)
class DocumentCheck:
    """A document against the rule that it fits best."""

    key: str
    rule: int | None  # place of the rule among those of the sub-criterion; None: it asks for no proof
    counts: bool  # towards the number asked
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class ProofCheck:
    """All that is put beside a claim."""

    documents: tuple[DocumentCheck, ...]
    found: tuple[int, ...]  # documents that count, by rule
    missing: tuple[ProofRule, ...]  # rules that have too few
    is_met: bool  # every rule has as many as it asks for


# What keeps a document from counting; being late or unsigned is told and left to the appraiser.
DECISIVE = frozenset({TagKind.TYPE, TagKind.ISSUER, TagKind.WINDOW, TagKind.OTHER_YEAR})


def proof_of(criteria_set: CriteriaSet, leaf: SubCriterion, documents: Sequence[ProofDocument]) -> ProofCheck:
    """Return how ``documents`` meet what ``leaf`` asks for; each counts for one rule, the first that it fits."""
    checks = tuple(_best(criteria_set, leaf.proofs, document) for document in documents)
    found = tuple(sum(check.counts and check.rule == place for check in checks) for place in range(len(leaf.proofs)))
    missing = tuple(rule for rule, there in zip(leaf.proofs, found, strict=True) if there < rule.least)
    return ProofCheck(checks, found, missing, not missing)


def _best(criteria_set: CriteriaSet, rules: Sequence[ProofRule], document: ProofDocument) -> DocumentCheck:
    """Return the check against the rule that refuses the least."""
    tried = [_against(criteria_set, place, rule, document) for place, rule in enumerate(rules)]
    if not tried:
        return DocumentCheck(document.key, None, counts=True, tags=_beside(criteria_set, document))
    return min(tried, key=lambda check: sum(tag.is_met is False for tag in check.tags if tag.kind in DECISIVE))


def _against(criteria_set: CriteriaSet, place: int, rule: ProofRule, document: ProofDocument) -> DocumentCheck:
    window = rule.window or criteria_set.window
    found = (
        _type(rule, document),
        _issuer(rule, document),
        _window(window, criteria_set.year, document),
        _in_time(rule, criteria_set.year, document),
        _other_year(criteria_set.year, document),
        _signature(rule, document),
    )
    tags = tuple(tag for tag in found if tag is not None)
    return DocumentCheck(document.key, place, not _is_refused(tags), tags)


def _beside(criteria_set: CriteriaSet, document: ProofDocument) -> tuple[Tag, ...]:
    """Return what is told of a document where nothing is asked for."""
    found = (_window(criteria_set.window, criteria_set.year, document), _other_year(criteria_set.year, document))
    return tuple(tag for tag in found if tag is not None)


def _is_refused(tags: Sequence[Tag]) -> bool:
    return any(tag.is_met is False and tag.kind in DECISIVE for tag in tags)


def _tag(kind: TagKind, code: str, *, is_met: bool | None, **params: object) -> Tag:
    return Tag(kind, is_met, Reason(code, params))


def _type(rule: ProofRule, document: ProofDocument) -> Tag | None:
    if not rule.types:
        return None
    if not document.type:
        return _tag(TagKind.TYPE, "SC030", is_met=None, types=", ".join(rule.types))
    if document.type in rule.types:
        return _tag(TagKind.TYPE, "SC031", is_met=True)
    return _tag(TagKind.TYPE, "SC032", is_met=False, types=", ".join(rule.types), type=document.type)


def _issuer(rule: ProofRule, document: ProofDocument) -> Tag | None:
    if rule.issuer is Issuer.ANY:
        return None
    if document.issuer is None:
        return _tag(TagKind.ISSUER, "SC033", is_met=None)
    if document.issuer is rule.issuer:
        return _tag(TagKind.ISSUER, "SC034", is_met=True)
    return _tag(TagKind.ISSUER, "SC035" if rule.issuer is Issuer.OWN else "SC036", is_met=False)


def _window(window: Window, year: int, document: ProofDocument) -> Tag:
    if document.issued_on is None:
        return _tag(TagKind.WINDOW, "SC037", is_met=None)
    if window.holds(document.issued_on, year):
        return _tag(TagKind.WINDOW, "SC038", is_met=True)
    first, last = window.first.on(year), window.last.on(year)
    return _tag(TagKind.WINDOW, "SC039", is_met=False, issued=document.issued_on, first=first, last=last)


def _in_time(rule: ProofRule, year: int, document: ProofDocument) -> Tag | None:
    if rule.due is None or document.issued_on is None:
        return None
    due = rule.due.on(year)
    if document.issued_on <= due:
        return _tag(TagKind.IN_TIME, "SC040", is_met=True, due=due)
    return _tag(TagKind.IN_TIME, "SC041", is_met=False, due=due, days=(document.issued_on - due).days)


def _other_year(year: int, document: ProofDocument) -> Tag | None:
    others = [one for one in document.used_in_years if one != year]
    if not others:
        return None
    return _tag(TagKind.OTHER_YEAR, "SC042", is_met=False, year=max(others))


def _signature(rule: ProofRule, document: ProofDocument) -> Tag | None:
    if document.is_signature_valid:
        return _tag(TagKind.SIGNATURE, "SC043", is_met=True)
    if not rule.is_signature_asked and document.is_signature_valid is None:
        return None
    return _tag(TagKind.SIGNATURE, "SC044", is_met=None)
