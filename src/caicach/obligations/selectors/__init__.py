"""Reading the ledger, always from what the actor may see."""

from caicach.obligations.selectors.acceptors import acceptor_after
from caicach.obligations.selectors.assignments import (
    Hands,
    Mine,
    PersonLoad,
    hands_of,
    held_by_post,
    holders_of,
    in_hands_of,
    loads_of,
    mine_of,
    step_for,
    unassigned,
    unassigned_count,
    work_of,
)
from caicach.obligations.selectors.clock_terms import (
    BodyClocks,
    ClockBook,
    ClockRow,
    clock_book,
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
from caicach.obligations.selectors.tasks import counted_day, days_late, is_late
from caicach.obligations.selectors.wakings import wakings

__all__ = [
    "AgencyTally",
    "ApprovalRow",
    "BodyClocks",
    "ClockBook",
    "ClockRow",
    "Dashboard",
    "Desk",
    "Filters",
    "FoundDuty",
    "Hands",
    "LateAgency",
    "LateList",
    "Listing",
    "Mine",
    "ObligationFacts",
    "ObligationRow",
    "PersonLoad",
    "PlanTally",
    "Practice",
    "QueueRow",
    "RequestRow",
    "ReturnedRow",
    "Scope",
    "SourceCounts",
    "Tally",
    "acceptor_after",
    "clock_book",
    "clock_days",
    "clock_days_many",
    "clock_last_day",
    "clock_last_days",
    "clocks_of",
    "counted_day",
    "counts_of_source",
    "dashboard_of",
    "days_late",
    "desk_of",
    "duties_found",
    "facts_of",
    "hands_of",
    "held_by_post",
    "holders_of",
    "in_hands_of",
    "is_late",
    "late_agencies",
    "late_list",
    "listing_of",
    "loads_of",
    "mine_of",
    "next_number",
    "obligation_for",
    "owns_draft_file",
    "practices_of",
    "queue_count",
    "queue_of",
    "requests_of_source",
    "step_for",
    "to_approve_count",
    "to_approve_of",
    "unassigned",
    "unassigned_count",
    "uses_document",
    "uses_of_document",
    "wakings",
    "worded_of",
    "work_of",
]
