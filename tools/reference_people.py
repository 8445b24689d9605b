"""The reference page of roles and permissions: what each role may do, who gives it, who gets which answer where.

Roles and acts come from ``caicach.people.constants``, the answers from the table that the tests hold the application
against (``tests/architecture/permissions.yaml``).
"""

from collections.abc import Iterable
from pathlib import Path

import yaml

from caicach.people.constants import ACTS, SUMMARIES, GrantRole, givers_of
from caicach.web.actor import Role

__all__ = ["ABOUT", "TITLE", "answers", "matrix", "roles"]

TITLE = "Roles and permissions"
ABOUT = (
    "A role counts only within the scope of its grant: an agency with all that stands under it, or one area, during "
    "[first day, last day). What lies beyond a person's reach answers 404; what lies within it but is not theirs to do "
    "answers 403 with the reason in words. The same data makes the page *Vai trò làm được gì* (`people:roles`)."
)
ANSWERS = Path(__file__).resolve().parents[1] / "tests" / "architecture" / "permissions.yaml"
COLUMNS = ("anonymous", "stranger", "commune officer", "commune leader", "department officer", "standing officer",
           "administrator")  # fmt: skip


def roles() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the table of roles: key, Vietnamese name, what it is for, who gives it."""
    rows = [
        (
            f"`{role.value}`",
            str(GrantRole(role.value).label),
            str(SUMMARIES[role]),
            ", ".join(f"`{giver.value}`" for giver in givers_of(role)),
        )
        for role in Role
    ]
    return ("role", "on the screen", "what it is for", "given by holders of"), rows


def matrix() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the table of acts by roles."""
    head = ("act", *(f"`{role.value}`" for role in Role))
    return head, [(str(act.words), *("yes" if role in act.roles else "" for role in Role)) for act in ACTS]


def answers() -> tuple[tuple[str, ...], Iterable[tuple[str, ...]]]:
    """Return the table of addresses by people, as the tests hold it."""
    told = yaml.safe_load(ANSWERS.read_text(encoding="utf-8"))
    rows = [
        (f"`{name}`", method, *str(row).split()) for name, methods in told.items() for method, row in methods.items()
    ]
    return ("address", "method", *COLUMNS), rows
