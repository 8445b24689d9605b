"""Duties that two communes wait with, for the tests of events."""

from typing import Any

from caicach.obligations.mapping import reasons_to_json
from caicach.obligations.models import Duty, Obligation
from cast import Cast
from reform.messages import Reason

__all__ = ["AS_DIRECTED", "DOSSIER", "GUIDANCE", "WORDS", "asleep", "of"]

GUIDANCE = reasons_to_json(
    (Reason("DU011", {"event": "Trung ương ban hành hướng dẫn", "amount": 10, "unit": "working_day"}),)
)
DOSSIER = reasons_to_json((Reason("DU011", {"event": "nhận đủ hồ sơ", "amount": 7, "unit": "day"}),))
AS_DIRECTED = reasons_to_json((Reason("DU012", {"text": "theo chỉ đạo"}),))
WORDS = "Bộ Nội vụ ban hành Hướng dẫn số 5/HD-BNV"


def asleep(cast: Cast, due_reason: str = GUIDANCE, *, key: str = "event-huong-dan", **duty: Any) -> Duty:
    """A duty that two communes wait with."""
    owed = tuple(
        cast.owed(agency_id=agency.pk, due_on=None, due_reason=due_reason, occurrence_key=key, occurrence_label="")
        for agency in (cast.commune, cast.neighbour)
    )
    (duty_id,) = cast.assign(cast.draft(obligations=owed, **duty)).duty_ids.values()
    return Duty.objects.get(pk=duty_id)


def of(duty: Duty, cast: Cast) -> Obligation:
    """What the commune owes of ``duty``."""
    return Obligation.objects.select_related("duty", "agency", "acceptor").get(duty=duty, agency=cast.commune)
