"""Handing in: what each mode asks for, who may, what moves, what refuses."""

from caicach.obligations.constants import ObligationState
from cast import Cast


def test_a_document_is_handed_in(cast: Cast) -> None:
    o = cast.obligation(state=ObligationState.SUBMITTED)
    assert o.state == "submitted"
