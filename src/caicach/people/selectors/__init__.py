"""Reading people: from a user to an actor, who works where, what a list of accounts would make."""

from caicach.people.selectors.actors import actor_of
from caicach.people.selectors.checking import CheckedLine, LineFate, agency_meant, lines_checked
from caicach.people.selectors.people import (
    Listing,
    PersonRows,
    grant_to_change,
    managed_people,
    person_for,
    person_to_manage,
    post_to_change,
    rows_of,
)

__all__ = [
    "CheckedLine",
    "LineFate",
    "Listing",
    "PersonRows",
    "actor_of",
    "agency_meant",
    "grant_to_change",
    "lines_checked",
    "managed_people",
    "person_for",
    "person_to_manage",
    "post_to_change",
    "rows_of",
]
