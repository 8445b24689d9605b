"""The buttons for what is done with many obligations at once."""

from caicach.obligations.constants import ManyAct
from caicach.ui.values import Link

__all__ = ["ICONS", "act_links"]

ICONS = {
    ManyAct.ACCEPT: "check",
    ManyAct.RETURN: "arrow-back-up",
    ManyAct.EXTEND: "calendar-plus",
    ManyAct.ASSIGN: "user-check",
    ManyAct.REMIND: "bell",
}


def act_links(acts: tuple[ManyAct, ...]) -> tuple[Link, ...]:
    """Return the buttons of a list; the value of the act stands in ``url``."""
    return tuple(Link(act.label.capitalize(), act.value, icon=ICONS[act]) for act in acts)
