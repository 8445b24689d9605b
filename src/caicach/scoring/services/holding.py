"""Holding an assessment to the end of the transaction, while something of it is written."""

from collections.abc import Collection

from django.db.models import F
from django.utils.translation import gettext as _

from caicach.scoring.constants import AssessmentState, RoundState
from caicach.scoring.models import Assessment, Round
from caicach.web.errors import WrongState

__all__ = ["SCORING", "hold", "refuse_scored"]


def hold(assessment: Assessment, states: Collection[str], *, refused: str, **values: object) -> None:
    """Hold the row of ``assessment``, which is in one of ``states`` of an open round; ``values`` go into it.

    Of two who write at once the second waits here and then sees what the first did.

    Raises:
        WrongState: with ``refused``: it is in another state, or its round is over.
    """
    # No join: of a join the database would look at the state before it waited, not after.
    is_open = Round.objects.filter(state=RoundState.OPEN).values("pk")
    there = Assessment.objects.filter(pk=assessment.pk, state__in=states, round__in=is_open)
    if not there.update(revision=F("revision") + 1, **values):
        raise WrongState(refused)


def refuse_scored() -> str:
    """Return why nothing can be claimed any more."""
    return _(
        "Điểm tự chấm đã khóa nên không sửa được nữa; chưa có gì được lưu. "
        "Cơ quan thường trực có thể mở khóa khi chưa thẩm định."
    )


SCORING = (AssessmentState.SCORING,)
