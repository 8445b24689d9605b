"""Reading the ledger, always from what the actor may see."""

from caicach.obligations.selectors.acceptors import acceptor_after
from caicach.obligations.selectors.clock_terms import (
    BodyClocks,
    ClockRow,
    clock_days,
    clock_days_many,
    clock_last_day,
    clock_last_days,
    clocks_of,
)
from caicach.obligations.selectors.dashboard import (
    AgencyTally,
    Dashboard,
    PlanTally,
    Scope,
    Tally,
    dashboard_of,
)
from caicach.obligations.selectors.desk import Desk, ReturnedRow, desk_of
from caicach.obligations.selectors.documents import uses_document, uses_of_document
from caicach.obligations.selectors.drafts import (
    ApprovalRow,
    Practice,
    next_number,
    owns_draft_file,
    practices_of,
    to_approve_count,
    to_approve_of,
    worded_of,
)
from caicach.obligations.selectors.late import LateAgency, LateList, late_agencies, late_list
from caicach.obligations.selectors.lists import Filters, Listing, listing_of
from caicach.obligations.selectors.one import ObligationFacts, facts_of, obligation_for
from caicach.obligations.selectors.queue import QueueRow, queue_count, queue_of
from caicach.obligations.selectors.rows import ObligationRow
from caicach.obligations.selectors.search import FoundDuty, duties_found
from caicach.obligations.selectors.sources import RequestRow, SourceCounts, counts_of_source, requests_of_source
from caicach.obligations.selectors.tasks import is_late
from caicach.obligations.selectors.wakings import wakings

__all__ = [
    "AgencyTally",
    "ApprovalRow",
    "BodyClocks",
    "ClockRow",
    "Dashboard",
    "Desk",
    "Filters",
    "FoundDuty",
    "LateAgency",
    "LateList",
    "Listing",
    "ObligationFacts",
    "ObligationRow",
    "PlanTally",
    "Practice",
    "QueueRow",
    "RequestRow",
    "ReturnedRow",
    "Scope",
    "SourceCounts",
    "Tally",
    "acceptor_after",
    "clock_days",
    "clock_days_many",
    "clock_last_day",
    "clock_last_days",
    "clocks_of",
    "counts_of_source",
    "dashboard_of",
    "desk_of",
    "duties_found",
    "facts_of",
    "is_late",
    "late_agencies",
    "late_list",
    "listing_of",
    "next_number",
    "obligation_for",
    "owns_draft_file",
    "practices_of",
    "queue_count",
    "queue_of",
    "requests_of_source",
    "to_approve_count",
    "to_approve_of",
    "uses_document",
    "uses_of_document",
    "wakings",
    "worded_of",
]
