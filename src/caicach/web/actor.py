"""Who acts: a value that every read and every write is asked with."""

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["SYSTEM", "Actor", "Decision", "Role"]


class Role(StrEnum):
    """What a grant lets its holder do within its scope; the words stand in ``people``."""

    STANDING_OFFICER = "standing_officer"  # officer of the standing body of the steering committee
    AREA_LEAD = "area_lead"  # officer of the body that leads an area
    AGENCY_OFFICER = "agency_officer"
    AGENCY_LEADER = "agency_leader"
    CLERK = "clerk"  # văn thư
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person on this day, with their reach.

    Reach = the subtree of every agency in ``scope_ids``, the areas in ``area_codes`` (as lead body ``agency_id``),
    and whatever names one of ``scope_ids``. The subtree is asked of the closure in SQL, never listed here.
    """

    user_id: int | None
    name: str
    agency_id: int | None = None  # the agency the person belongs to
    agency_name: str = ""
    roles: frozenset[Role] = frozenset()
    scope_ids: tuple[int, ...] = ()  # roots of the agency subtrees granted today
    area_codes: frozenset[str] = frozenset()  # areas led by the person's agency
    grants: tuple[tuple[Role, int | None, str], ...] = field(default=())  # (role, agency, area code or "")

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds one of ``roles`` today, wherever: for what shows itself, never for an act.

        A role counts only within its own scope; an act asks ``scopes_of`` (or ``agencies.access.holds``).
        """
        return bool(self.roles.intersection(roles))

    def scopes_of(self, *roles: Role) -> tuple[int, ...]:
        """Return the roots of the subtrees in which the actor holds one of ``roles``, each once.

        A grant for one area alone gives no power over a subtree, so that it is left out.
        """
        found = (scope for role, scope, area in self.grants if role in roles and scope is not None and not area)
        return tuple(dict.fromkeys(found))

    @property
    def is_system(self) -> bool:
        """Whether this is the program itself: jobs, demonstration data."""
        return self.user_id is None


SYSTEM = Actor(user_id=None, name="Hệ thống", roles=frozenset({Role.ADMINISTRATOR}))


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether an act is allowed, and the reason in words where it is not (a translated sentence)."""

    allowed: bool
    reason: str = ""
