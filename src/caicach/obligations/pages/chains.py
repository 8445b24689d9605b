"""What follows what: confirmed, and proposed from the words of the plans."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.obligations.forms import ChainForm
from caicach.obligations.models import Duty
from caicach.obligations.selectors import Chain, ChainsOfPlan, choices_of
from caicach.ui.values import Link

__all__ = ["ChainLine", "ChainPlan", "ChainsPage"]


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One duty waits for the acceptance of another."""

    first: str  # what is accepted
    then: str  # what waits
    deadline: str  # its words
    who: str  # whom an acceptance wakes
    note: str  # what to look at before confirming
    duty: str  # uid of what waits
    on_duty: str
    is_same_agency: bool
    remove_url: str  # empty: only proposed


@dataclass(frozen=True, slots=True)
class ChainPlan:
    """The chains of one plan."""

    label: str
    tables: tuple[tuple[str, tuple[ChainLine, ...]], ...]  # caption and rows: confirmed, proposed


@dataclass(frozen=True, slots=True)
class ChainsPage:
    """Everything on the page."""

    title: str
    crumbs: tuple[Link, ...]
    plans: tuple[ChainPlan, ...]
    asked: str  # title of the duty for which a chain is set by hand; empty: none
    form: ChainForm | None
    errors: tuple[str, ...]  # of a form that was sent from a proposal
    url: str

    @classmethod
    def of(cls, plans: Iterable[ChainsOfPlan], asked: Duty | None, sent: ChainForm | None) -> "ChainsPage":
        """Return the page; ``asked`` is the duty for which a chain is set by hand."""
        form = sent
        if asked is not None and sent is None:
            form = ChainForm(initial={"duty": asked.uid}, choices=choices_of(asked))
        return cls(
            title=_("Việc nối tiếp nhau"),
            crumbs=(
                Link(_("Nhiệm vụ"), reverse("obligations:list")),
                Link(_("Chờ sự kiện"), reverse("obligations:dormant")),
                Link(_("Việc nối tiếp nhau")),
            ),
            plans=tuple(
                ChainPlan(
                    plan.source_label,
                    (
                        (_("Đang nối"), tuple(_line(chain) for chain in plan.confirmed)),
                        (_("Đề nghị nối, theo lời của kế hoạch"), tuple(_line(chain) for chain in plan.proposed)),
                    ),
                )
                for plan in plans
            ),
            asked=asked.title if asked else "",
            form=form if asked is not None else None,
            errors=tuple(str(error) for errors in sent.errors.values() for error in errors) if sent else (),
            url=reverse("obligations:chains"),
        )


def _line(chain: Chain) -> ChainLine:
    alone, all_ = _("chính cơ quan được nghiệm thu"), _("mọi cơ quan đang chờ")
    return ChainLine(
        first=chain.on_duty.title,
        then=chain.duty.title,
        deadline=chain.duty.deadline_text,
        who=alone if chain.is_same_agency else all_,
        note="" if chain.is_same_task else _("khác nhiệm vụ trong kế hoạch: xem kỹ trước khi nối"),
        duty=str(chain.duty.uid),
        on_duty=str(chain.on_duty.uid),
        is_same_agency=chain.is_same_agency,
        remove_url=reverse("obligations:chain-remove", args=[chain.trigger.pk]) if chain.trigger else "",
    )
