"""Who of a row's leads owes a deliverable, and whether together once or each.

Owns: the reading of "của tỉnh", "của cơ quan, đơn vị", and of roles after a colon. Does not: expand a group or resolve
a name (see ``reform.groups``). A person may change every answer; "jointly by one" is ``Scope.ONE``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from vanban.text.forms import compare_key, squeeze

__all__ = ["OwnershipProposal", "Party", "Scope", "propose_ownership", "share_leads"]


class Scope(StrEnum):
    """How often a deliverable is owed by its leads."""

    ONE = "one"  # once; of several leads the first owes and the others take part
    EACH = "each"  # by every lead, and by every member of a group


class Party(Protocol):
    """A lead as read from the cell; ``vanban.language.agencies.AgencyPhrase`` is one."""

    @property
    def text(self) -> str:
        """Return the body's name or the group's words."""

    @property
    def kind(self) -> str:
        """Return ``agency``, ``group`` or ``related``."""

    @property
    def role(self) -> str | None:
        """Return the words after a colon that say what this body does."""


@dataclass(frozen=True, slots=True)
class OwnershipProposal:
    """Who owes one deliverable."""

    scope: Scope
    leads: tuple[int, ...]  # positions among the row's leads; empty: none of them, the area's lead body should
    rule_id: str  # permanent; its sentence stands in ``reform.messages``
    confident: bool


_UNITS = r"(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)"
_BODY = r"(?:(?:chủ tịch )?(?:ubnd|uỷ ban nhân dân|ủy ban nhân dân|hđnd|hội đồng nhân dân) )?"
_OF_ONE = re.compile(rf"\bcủa {_BODY}{_UNITS}\b|\btoàn {_UNITS}\b|\btổng hợp\b[^,;]* trên địa bàn {_UNITS}\b")
_OF_EACH = re.compile(
    r"\bcủa (?:các |mỗi |từng )?(?:cơ quan|đơn vị|địa phương|sở|ban|ngành|phòng)\b"
    r"(?!\s+(?:có thẩm quyền|nhà nước|cấp trên|trung ương|quản lý))"
    rf"|\bcủa {_BODY}(?:các|cấp) {_UNITS}\b|\bcủa {_BODY}{_UNITS}\s*(?:,|và)\s*{_BODY}(?:các|cấp)\b"
    r"|\b(?:mỗi|từng) (?:cơ quan|đơn vị|địa phương|xã|phường)\b|\bcác cấp\b"
)
# What belongs to the province without the deliverable doing so.
_SYSTEMS = re.compile(r"hệ thống|cổng|trang thông tin|kho |cơ sở dữ liệu|phần mềm|trung tâm|bộ phận|trục|nền tảng")
# Words that every role and deliverable may hold and that tie nothing.
_COMMON = frozenset(
    compare_key(
        "của các cơ quan đơn vị địa phương thực hiện kết quả báo cáo theo và về trên cho với hoặc là có việc công tác "
        "tổ chức triển khai năm tỉnh huyện xã"
    ).split()
)
_ITSELF = re.compile(r"\btu (?:danh gia|cham diem|kiem tra|ra soat)\b")


def share_leads(deliverables: Sequence[str], leads: Sequence[Party]) -> tuple[OwnershipProposal, ...]:
    """Return for each deliverable of a row which of the row's leads owe it, in the order of ``deliverables``."""
    return tuple(propose_ownership(text, leads) for text in deliverables)


def propose_ownership(deliverable_text: str, leads: Sequence[Party]) -> OwnershipProposal:
    """Return who of ``leads`` owes a deliverable.

    In order: roles after a colon that speak of it; a lead named in it; then its words ("của tỉnh", "toàn tỉnh" one,
    "của cơ quan, đơn vị, địa phương" each); a single body owes once; a group and several bodies each.

    Args:
        deliverable_text: The deliverable's words.
        leads: The row's leads in their order; may be empty.
    """
    if not leads:
        return OwnershipProposal(Scope.ONE, (), "OW090", confident=False)
    found = _propose(squeeze(deliverable_text).lower(), leads)
    return replace(found, leads=_once_each(found.leads, leads))


def _propose(text: str, leads: Sequence[Party]) -> OwnershipProposal:
    by_role = _leads_by_role(text, leads)
    if by_role:
        return OwnershipProposal(_scope_of(by_role, leads), by_role, "OW010", confident=True)
    of_one = _is_of_one(text, leads)
    if of_one and all(lead.role for lead in leads):
        return OwnershipProposal(Scope.ONE, (), "OW011", confident=False)
    named = tuple(at for at, lead in enumerate(leads) if _names(text, lead))
    if named and len(named) < len(leads):
        return OwnershipProposal(_scope_of(named, leads), named, "OW020", confident=True)
    return _by_words(text, leads, of_one=of_one)


def _by_words(text: str, leads: Sequence[Party], *, of_one: bool) -> OwnershipProposal:
    every = tuple(range(len(leads)))
    bodies = tuple(at for at in every if leads[at].kind == "agency")
    if len(every) == 1 and bodies:
        return OwnershipProposal(Scope.ONE, every, "OW050", confident=True)
    if of_one:
        return OwnershipProposal(Scope.ONE, bodies or every, "OW030", confident=bool(bodies))
    if _OF_EACH.search(text):
        return OwnershipProposal(Scope.EACH, every, "OW040", confident=True)
    if len(bodies) == len(every):
        return OwnershipProposal(Scope.EACH, every, "OW061", confident=False)
    return OwnershipProposal(Scope.EACH, every, "OW060", confident=True)


def _is_of_one(text: str, leads: Sequence[Party]) -> bool:
    """Return whether the first owner that the words name is one unit."""
    each = _OF_EACH.search(text)
    for match in _OF_ONE.finditer(text):
        if each is not None and each.start() <= match.start():
            return False
        clause = re.split(r"[,;]", text[: match.start()])[-1]
        owner = match[1]
        # "của tỉnh" after a system says whose system it is; "toàn tỉnh" and the total need no owner.
        if owner is None or not (_SYSTEMS.search(clause) or _are_units(owner, leads)):
            return True
    return False


def _are_units(unit: str, leads: Sequence[Party]) -> bool:
    """Return whether the leads are such units themselves: "của huyện" led by "UBND các huyện" is owed by each."""
    many = re.compile(rf"\b(?:các|cấp)\b[^;]*\b{unit}\b")
    return unit != "tỉnh" and any(many.search(lead.text.lower()) for lead in leads if lead.kind == "group")


def _leads_by_role(text: str, leads: Sequence[Party]) -> tuple[int, ...]:
    """Return the leads whose role shares the most with the deliverable, none where no role shares anything."""
    wanted = _marks(text)
    shared = [len(wanted & _marks(lead.role)) if lead.role else 0 for lead in leads]
    most = max(shared, default=0)
    return tuple(at for at, count in enumerate(shared) if count == most) if most else ()


def _marks(words: str) -> frozenset[str]:
    """Return what ties a role to a deliverable: pairs of telling words, and whether one judges oneself."""
    key = compare_key(words)
    telling = [word for word in key.split() if word not in _COMMON]
    pairs = {f"{first} {second}" for first, second in pairwise(telling)}
    return frozenset(pairs | ({"*itself"} if _ITSELF.search(key) else set()))


def _names(text: str, lead: Party) -> bool:
    """Return whether the deliverable is said to be this lead's: "Tờ trình của các sở, ban, ngành"."""
    return f" cua {compare_key(lead.text)} " in f" {compare_key(text)} "


def _once_each(chosen: Sequence[int], leads: Sequence[Party]) -> tuple[int, ...]:
    """Leave out a body that the cell names a second time, with another role."""
    first: dict[str, int] = {}
    for at in chosen:
        first.setdefault(compare_key(leads[at].text), at)
    return tuple(first.values())


def _scope_of(chosen: Sequence[int], leads: Sequence[Party]) -> Scope:
    single = len(chosen) == 1 and leads[chosen[0]].kind == "agency"
    return Scope.ONE if single else Scope.EACH
