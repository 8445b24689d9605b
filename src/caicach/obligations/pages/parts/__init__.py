"""Parts of an obligation's page: one module each, shown in this order where it has something to say.

A part is a function (facts, actor, today) -> a ``Part`` or None. It stands in the wide column or beside it, brings its
own template and, where the actor may act, its own form; the page itself knows none of them by name.
"""

from datetime import date

from caicach.obligations.pages.parts.answered import answered_part
from caicach.obligations.pages.parts.continued import continued_part
from caicach.obligations.pages.parts.coordination import coordination_part, lead_part
from caicach.obligations.pages.parts.events import events_part
from caicach.obligations.pages.parts.extension import extension_part
from caicach.obligations.pages.parts.fill import FillPart, fill_part
from caicach.obligations.pages.parts.late_reason import late_reason_part
from caicach.obligations.pages.parts.pause import pause_part
from caicach.obligations.pages.parts.receipt import receipt_part
from caicach.obligations.pages.parts.reopen import reopen_part
from caicach.obligations.pages.parts.urged import urged_part
from caicach.obligations.pages.parts.values import Column, Part, PartMaker
from caicach.obligations.pages.parts.work import progress_part, work_part
from caicach.obligations.selectors import ObligationFacts
from caicach.web.actor import Actor

__all__ = ["PARTS", "Column", "FillPart", "Part", "PartMaker", "parts_of", "with_sent"]

PARTS: tuple[PartMaker, ...] = (
    receipt_part,
    continued_part,
    fill_part,
    answered_part,
    lead_part,
    pause_part,
    extension_part,
    late_reason_part,
    work_part,
    coordination_part,
    progress_part,
    reopen_part,
    events_part,
    urged_part,
)


def parts_of(facts: ObligationFacts, *, actor: Actor, today: date) -> tuple[Part, ...]:
    """Return the parts that have something to show to ``actor``, in the order of ``PARTS``."""
    made = (maker(facts, actor, today) for maker in PARTS)
    return tuple(part for part in made if part is not None)


def with_sent(parts: tuple[Part, ...], sent: Part | None) -> tuple[Part, ...]:
    """Return ``parts`` with the one whose form was sent and refused in its place, at the front if it had none."""
    if sent is None:
        return parts
    if all(part.template != sent.template for part in parts):
        return (sent, *parts)
    return tuple(sent if part.template == sent.template else part for part in parts)
