"""What each role may do, from the same data as the reference page of the documents."""

from dataclasses import dataclass

from caicach.people.constants import GIVES, SUMMARIES, GrantRole, acts_of
from caicach.ui.values import Words
from caicach.web.actor import Actor, Role

__all__ = ["RoleCard", "RolesPage"]


@dataclass(frozen=True, slots=True)
class RoleCard:
    """One role."""

    key: str
    name: str
    summary: Words
    acts: tuple[Words, ...]
    gives: tuple[str, ...]  # names of the roles it may give
    is_own: bool  # the reader holds it

    @property
    def title(self) -> str:
        """Return the name as a heading."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def anchor(self) -> str:
        """Return the id of its heading."""
        return "vai-tro-" + self.key.replace("_", "-")


@dataclass(frozen=True, slots=True)
class RolesPage:
    """All roles."""

    cards: tuple[RoleCard, ...]

    @classmethod
    def of(cls, actor: Actor) -> "RolesPage":
        """Build the page; the reader's own roles are marked."""
        return cls(tuple(_card(role, actor) for role in Role))


def _card(role: Role, actor: Actor) -> RoleCard:
    return RoleCard(
        key=role.value,
        name=_name(role),
        summary=SUMMARIES[role],
        acts=tuple(act.words for act in acts_of(role)),
        gives=tuple(_name(given) for given in GIVES.get(role, ())),
        is_own=actor.has(role),
    )


def _name(role: Role) -> str:
    return str(GrantRole(role.value).label)
