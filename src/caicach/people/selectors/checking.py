"""What a list of accounts would make: each line with its agency, its name to sign in by, or what is wrong with it.

Nothing is written here; the service asks again inside its transaction. A constant number of queries for any number of
lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from caicach.accounts import selectors as accounts
from caicach.agencies import selectors as agencies
from caicach.people import access
from caicach.people.constants import GIVES, SHEET_ROLES, GrantRole
from caicach.people.mapping.lines import AccountLine, phone_of
from caicach.people.mapping.usernames import USERNAME, propose_username
from caicach.people.models import Post
from caicach.web.actor import Actor, Role
from caicach.web.errors import BadInput
from vanban.text.forms import compare_key

__all__ = ["CheckedLine", "LineFate", "agency_meant", "lines_checked"]

_MOST_CANDIDATES = 3


class LineFate(StrEnum):
    """What becomes of a line."""

    NEW = "new"  # an account, a post, a grant
    THERE = "there"  # the person has an account and a post there already: nothing is done
    BAD = "bad"  # left out, with the reason


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A line and what becomes of it."""

    line: AccountLine
    fate: LineFate
    problems: tuple[str, ...] = ()  # of BAD: sentences
    candidates: tuple[str, ...] = ()  # agencies that the words may mean
    agency_id: int = 0  # of the register; 0: not found
    agency_name: str = ""
    role: Role = Role.AGENCY_OFFICER
    username: str = ""
    phone: str = ""

    @property
    def role_words(self) -> str:
        """Return the role in words."""
        return str(GrantRole(self.role.value).label)


@dataclass(slots=True)
class _Known:
    """What every line is compared with; grows by the lines that pass."""

    resolver: agencies.Resolver
    names: Mapping[int, str]  # of the agencies within the actor's scopes
    within: Mapping[Role, frozenset[int]]  # role that manages -> agencies under its scopes
    taken: set[str]
    people: dict[int, set[tuple[str, str]]]  # agency -> (key of the name, phone) of who works there
    seen: dict[tuple[int, str], list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    found: dict[str, agencies.Resolution] = field(default_factory=dict)

    def resolve(self, text: str) -> agencies.Resolution:
        if text not in self.found:
            self.found[text] = self.resolver.resolve(text)
        return self.found[text]


def agency_meant(text: str, *, actor: Actor, on: date) -> int:
    """Return the one agency within the actor's managed scopes that ``text`` names.

    Raises:
        BadInput: none or several; the sentence offers the nearest names.
    """
    known = _known(actor, on)
    agency_id, problems, candidates = _agency(text, known)
    if agency_id is None or problems:
        offered = _("Có phải: %(names)s?") % {"names": "; ".join(candidates)} if candidates else ""
        raise BadInput(" ".join(part for part in (*problems, offered) if part))
    return agency_id


def lines_checked(lines: Iterable[AccountLine], *, actor: Actor, on: date) -> tuple[CheckedLine, ...]:
    """Return what becomes of each line, in their order.

    Raises:
        NotAllowed: the actor manages nobody.
    """
    known = _known(actor, on)
    return tuple(_checked(line, known) for line in lines)


def _known(actor: Actor, on: date) -> _Known:
    """Ask for everything once: the register, names taken, who works where."""
    access.require(access.can_manage_somewhere(actor))
    scopes = access.managed_scopes(actor)
    within = {role: agencies.ids_within(actor.scopes_of(role), on=on) for role in GIVES if actor.scopes_of(role)}
    reach = frozenset[int]().union(*within.values())
    people: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = Post.objects.filter(agency_id__in=reach, valid_to__gt=on)
    for agency_id, name_key, phone in rows.values_list("agency_id", "user__name_key", "user__phone"):
        people[agency_id].add((name_key, phone))
    return _Known(
        resolver=agencies.resolver_for(scopes[0], on=on),
        names=agencies.names_of(reach),
        within=within,
        taken=set(accounts.usernames()),
        people=people,
    )


def _checked(line: AccountLine, known: _Known) -> CheckedLine:
    agency_id, problems, candidates = _agency(line.agency, known)
    role = _role(line.role)
    phone = phone_of(line.phone)
    if not compare_key(line.full_name):
        problems.append(_("Thiếu họ và tên."))
    if phone is None:
        problems.append(_("Không đọc được số điện thoại “%(text)s”.") % {"text": line.phone})
    problems += _role_problems(line, role, agency_id, known)
    is_there = agency_id is not None and not problems and _is_there(line, agency_id, phone or "", known)
    if not is_there and not problems and agency_id is not None:
        problems += _doubled(line, agency_id, phone or "", known)
    username = "" if problems or is_there else _username(line, known.names[agency_id or 0], known, problems)
    fate = LineFate.BAD if problems else LineFate.THERE if is_there else LineFate.NEW
    return CheckedLine(
        line,
        fate,
        tuple(problems),
        candidates,
        agency_id or 0,
        known.names.get(agency_id or 0, ""),
        role or Role.AGENCY_OFFICER,
        username,
        phone or "",
    )


def _agency(text: str, known: _Known) -> tuple[int | None, list[str], tuple[str, ...]]:
    """Return the agency named, what is wrong, and the nearest names within the scopes."""
    if not compare_key(text):
        return None, [_("Thiếu tên cơ quan.")], ()
    found = known.resolve(text)
    if found.status is agencies.ResolutionStatus.AGENCY and found.agency_id is not None:
        if found.agency_id in known.names:
            return found.agency_id, [], ()
        return None, [_("“%(text)s” nằm ngoài phạm vi được giao của bạn.") % {"text": text}], ()
    if found.status is agencies.ResolutionStatus.GROUP:
        return None, [_("“%(text)s” là một nhóm; ghi tên một cơ quan.") % {"text": text}], ()
    labels = [known.names[one.agency_id or 0] for one in found.candidates if one.agency_id in known.names]
    return None, [_("Danh bạ không có “%(text)s”.") % {"text": text}], tuple(dict.fromkeys(labels))[:_MOST_CANDIDATES]


def _role(text: str) -> Role | None:
    """Return the role that the words name: its own words, or the last ones people use; an officer where none stand."""
    key = compare_key(text)
    if not key:
        return Role.AGENCY_OFFICER
    for role in Role:
        label = compare_key(str(GrantRole(role.value).label))
        if key in (label, role.value.replace("_", " ")):
            return role
    return _ROLE_WORDS.get(key)


# In both languages, whatever the page speaks.
_ROLE_WORDS = {
    "officer": Role.AGENCY_OFFICER,
    "leader": Role.AGENCY_LEADER,
    "cong chuc cua co quan": Role.AGENCY_OFFICER,
    "lanh dao co quan": Role.AGENCY_LEADER,
    "van thu": Role.CLERK,
    "nguoi xem": Role.VIEWER,
    "quan tri": Role.ADMINISTRATOR,
    "cong chuc": Role.AGENCY_OFFICER,
    "vien chuc": Role.AGENCY_OFFICER,
    "can bo": Role.AGENCY_OFFICER,
    "chuyen vien": Role.AGENCY_OFFICER,
    "lanh dao": Role.AGENCY_LEADER,
    "thu truong": Role.AGENCY_LEADER,
    "xem": Role.VIEWER,
    "quan tri vien": Role.ADMINISTRATOR,
}


def _role_problems(line: AccountLine, role: Role | None, agency_id: int | None, known: _Known) -> list[str]:
    if role is None:
        names = ", ".join(str(GrantRole(one.value).label) for one in SHEET_ROLES)
        return [_("Không có vai trò “%(text)s”; chọn một trong: %(names)s.") % {"text": line.role, "names": names}]
    words = {"role": GrantRole(role.value).label}
    if role not in SHEET_ROLES:
        return [_("Vai trò “%(role)s” cần chọn phạm vi: lập tài khoản rồi cấp ở trang của người đó.") % words]
    may = (agency_id in ids for giver, ids in known.within.items() if role in GIVES[giver])
    if agency_id is not None and not any(may):
        return [_("Bạn không được cấp vai trò “%(role)s” ở cơ quan này.") % words]
    return []


def _is_there(line: AccountLine, agency_id: int, phone: str, known: _Known) -> bool:
    """Whether this person works there already: the same name, and no other telephone number."""
    key = compare_key(line.full_name)
    return any(name == key and _same_phone(phone, other) for name, other in known.people.get(agency_id, ()))


def _doubled(line: AccountLine, agency_id: int, phone: str, known: _Known) -> Sequence[str]:
    """Refuse the second line about one person; two people of one name have two telephone numbers."""
    before = known.seen[agency_id, compare_key(line.full_name)]
    same = next((row for other, row in before if _same_phone(phone, other)), None)
    if same is None:
        before.append((phone, line.row))
        return ()
    return [_("Trùng với dòng %(row)s. Nếu là hai người cùng tên, ghi số điện thoại của cả hai.") % {"row": same}]


def _same_phone(one: str, other: str) -> bool:
    return not one or not other or one == other


def _username(line: AccountLine, agency_name: str, known: _Known, problems: list[str]) -> str:
    """Return the name to sign in by: the one asked for where it will do, else one proposed."""
    wanted = line.username.lower()
    if not wanted:
        wanted = propose_username(line.full_name, agency_name, known.taken)
    elif not USERNAME.fullmatch(wanted):
        problems.append(_("Tên đăng nhập “%(name)s” chỉ được có chữ không dấu, số, dấu chấm, gạch.") % {"name": wanted})
    elif wanted in known.taken:
        problems.append(_("Tên đăng nhập “%(name)s” đã có người dùng.") % {"name": wanted})
    known.taken.add(wanted)
    return wanted
