"""On an obligation's page: what periodic reports say of it, before and after they are issued."""

from dataclasses import dataclass
from datetime import date

from caicach.obligations.pages.parts.values import Column, Part
from caicach.obligations.registry import Answered, answering
from caicach.obligations.selectors import ObligationFacts
from caicach.web.actor import Actor

__all__ = ["AnsweredPart", "answered_part"]


@dataclass(frozen=True, slots=True)
class AnsweredPart(Part):
    """The answers, the last first."""

    answers: tuple[Answered, ...]


def answered_part(facts: ObligationFacts, actor: Actor, _today: date) -> AnsweredPart | None:
    """Return the part; None where no report says anything. A report itself is answered by nothing."""
    if facts.obligation.duty.is_report:
        return None
    answers = tuple(one for source in answering for one in source(actor, facts.obligation))
    if not answers:
        return None
    return AnsweredPart(template="obligations/parts/answered.html", column=Column.MAIN, answers=answers)
