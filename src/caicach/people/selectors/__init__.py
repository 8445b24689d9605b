"""Reading people: from a user to an actor, who works where, what a list of accounts would make."""

from caicach.people.selectors.actors import actor_of, actors_on
from caicach.people.selectors.checking import CheckedLine, LineFate, agency_meant, lines_checked
from caicach.people.selectors.holders import PostWork, colleagues_of, held_on, post_by_id, posts_at, work_of_post
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
    "PostWork",
    "actor_of",
    "actors_on",
    "agency_meant",
    "colleagues_of",
    "grant_to_change",
    "held_on",
    "lines_checked",
    "managed_people",
    "person_for",
    "person_to_manage",
    "post_by_id",
    "post_to_change",
    "posts_at",
    "rows_of",
    "work_of_post",
]
