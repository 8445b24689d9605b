"""Which plan of a superior a plan carries out, and which row which: proposals for a person."""

from dataclasses import dataclass

from caicach.plans.models import Deliverable, Plan
from caicach.plans.selectors.coverage import compared
from caicach.plans.selectors.expanding import deliverables_of
from caicach.plans.selectors.own_plan import Concern, concerns_of, superiors_for
from vanban.plans.comparison import Comparison, compare_lines, match_lines

__all__ = ["Following", "following_of", "superior_choices"]


@dataclass(frozen=True, slots=True)
class Following:
    """A plan beside that of its superior."""

    superior: Plan
    concerns: tuple[Concern, ...]  # the superior's rows that bind the issuer
    rows: tuple[Deliverable, ...]  # of the plan below
    chosen: dict[int, int | None]  # superior's row of each row below, as it is or as it is proposed
    proposed: frozenset[int]  # rows whose choice nobody has confirmed yet
    comparison: Comparison  # by these choices

    @property
    def missing(self) -> tuple[Concern, ...]:
        """The superior's rows that no row below carries out."""
        carried = set(self.chosen.values())
        return tuple(one for one in self.concerns if one.deliverable.pk not in carried)


def superior_choices(plan: Plan) -> list[Plan]:
    """Return the plans of bodies above that ask something of the plan's issuer in its year."""
    return superiors_for(plan.issuer_id, year=plan.year)


def following_of(plan: Plan, superior: Plan) -> Following:
    """Return the rows of ``plan`` beside those of ``superior`` that bind its issuer: at most six queries.

    A row that was joined already keeps its choice; the others get the row whose words are most alike.
    """
    concerns = concerns_of(plan.issuer_id, [superior.pk])
    rows = tuple(deliverables_of(plan))
    above = [compared(one.deliverable, one.due_on) for one in concerns]
    below = [compared(row, None) for row in rows]
    known = {one.deliverable.pk for one in concerns}
    joined: dict[int, int | None] = {row.pk: row.superior_id for row in rows if row.superior_id in known}
    free = [line for line in below if line.key not in joined]
    taken = set(joined.values())
    proposed = {own: its for its, own in match_lines([line for line in above if line.key not in taken], free)}
    is_settled = plan.superior_id == superior.pk
    guessed: dict[int, int | None] = {} if is_settled else dict(proposed)
    chosen = {row.pk: joined.get(row.pk, guessed.get(row.pk)) for row in rows}
    pairs = [(its, own) for own, its in chosen.items() if its is not None]
    return Following(superior, concerns, rows, chosen, frozenset(guessed), compare_lines(above, below, pairs))
