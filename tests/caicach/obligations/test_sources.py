"""What a plan's deliverables ask of bodies outside command."""

from caicach.obligations import selectors
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
