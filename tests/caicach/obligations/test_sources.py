"""What became of a plan's deliverables."""

from datetime import timedelta

from caicach.obligations import selectors
from caicach.obligations.constants import ObligationState
from caicach.obligations.mapping import RequestDraft
from cast import Cast

KIND = "plans.Deliverable"


def test_requests_stand_in_the_order_of_the_plan(cast: Cast) -> None:
    asked = (RequestDraft(None, "Ủy ban Mặt trận Tổ quốc tỉnh"), RequestDraft(cast.stranger_agency.pk, "Kiểm lâm"))
    cast.assign(cast.draft(source_id=7, number="1.1", obligations=(), requests=asked), cast.draft(source_id=8))

    rows = selectors.requests_of_source(KIND, [7, 8])

    assert [(row.source_id, row.number, row.addressee, row.agency_name) for row in rows] == [
        (7, "1.1", "Ủy ban Mặt trận Tổ quốc tỉnh", ""),
        (7, "1.1", "Kiểm lâm", "Chi cục Kiểm lâm Sông Mây"),
    ]
    assert selectors.requests_of_source("plans.Plan", [7]) == ()


def test_counts_are_of_what_the_reader_sees(cast: Cast) -> None:
    cast.obligation(duty={"source_id": 7}, due_on=cast.today - timedelta(days=1))
    cast.obligation(duty={"source_id": 7}, state=ObligationState.SUBMITTED)
    cast.obligation(duty={"source_id": 7}, agency_id=cast.neighbour.pk)

    def counts(who: str) -> tuple[dict[str, int], int, int]:
        found = selectors.counts_of_source(getattr(cast, who).actor, KIND, [7, 8], today=cast.today)
        return dict(found[7].by_state), found[7].late, found[7].total

    assert counts("standing_officer") == ({"open": 2, "submitted": 1}, 1, 3)
    assert counts("neighbour_officer") == ({"open": 1}, 0, 1)
    assert selectors.counts_of_source(cast.stranger.actor, KIND, [7], today=cast.today) == {}
