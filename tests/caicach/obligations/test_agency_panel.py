"""How far an agency is, on its page in the register."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.obligations.constants import DutyOrigin, ObligationState
from cast import Cast

Counting = Callable[[int], AbstractContextManager[Any]]


def page(client: Client, cast: Cast, who: str) -> str:
    client.force_login(getattr(cast, who).user)
    return client.get(reverse("agencies:detail", args=[cast.commune.pk])).content.decode()


def test_it_counts_plan_duties_with_the_definition(cast: Cast, client: Client) -> None:
    before = cast.today - timedelta(days=1)
    cast.obligation(due_on=before, state=ObligationState.ACCEPTED)
    cast.obligation(due_on=before)
    cast.obligation()
    cast.obligation(duty={"origin": DutyOrigin.CONCLUSION})

    shown = page(client, cast, "standing_officer")

    assert "1 trong 2 việc đã đến hạn" in shown
    assert "không ai nhập tỷ lệ" in shown


@pytest.mark.parametrize("who", ["stranger", "neighbour_officer"])
def test_who_sees_none_of_it_sees_no_figures(cast: Cast, client: Client, who: str) -> None:
    cast.obligation()
    assert "Nhiệm vụ có hạn trong năm" not in page(client, cast, who)


def test_each_figure_opens_as_many_rows(cast: Cast, client: Client) -> None:
    for state in (ObligationState.OPEN, ObligationState.SUBMITTED, ObligationState.ACCEPTED):
        cast.obligation(state=state)
    client.force_login(cast.standing_officer.user)
    shown = client.get(reverse("agencies:detail", args=[cast.commune.pk])).content.decode()
    address = f"/nhiem-vu/?agency={cast.commune.uid}&amp;due_from=2026-01-01&amp;due_to=2026-12-31&amp;origin=plan"
    assert address in shown
    assert "3 nhiệm vụ" in client.get(address.replace("&amp;", "&")).content.decode()
