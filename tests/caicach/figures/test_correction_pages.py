"""Correction slips on their pages: asked for from a return, decided with what they do to the sum in sight."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from caicach.figures.constants import CorrectionState, ReturnState
from caicach.figures.models import Correction, FigureCell, Return
from caicach.figures.services import consolidate
from caicach.web.actor import SYSTEM
from cast import Person
from figures_cast import GOOD, FiguresCast

pytestmark = pytest.mark.django_db

REASON = "Đếm thiếu ba văn bản của tháng Hai"


@pytest.fixture
def taken(figures: FiguresCast) -> FiguresCast:
    """Two communes were taken in and added up."""
    for sheet in (figures.commune, figures.neighbour):
        figures.save(sheet, GOOD)
        Return.objects.filter(pk=sheet.pk).update(state=ReturnState.ACCEPTED, submitted_at=figures.cast.now)
    consolidate(figures.period, actor=SYSTEM, now=figures.cast.now)
    return figures


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def ask(figures: FiguresCast, client: Client, **values: str) -> Any:
    url = reverse("figures:correction-ask", args=[figures.commune.uid])
    return client.post(url, {"phan": "steer", "reason": REASON, **values})


def test_a_unit_asks_and_whoever_takes_in_sees_the_old_the_new_and_the_sum(taken: FiguresCast) -> None:
    commune = signed_in(taken.cast.commune_officer)
    answer = ask(taken, commune, **{"steer.docs": "7"})
    slip = Correction.objects.get()
    assert answer["Location"] == reverse("figures:correction", args=[slip.uid])
    standing = signed_in(taken.cast.standing_officer)
    text = " ".join(standing.get(reverse("figures:correction", args=[slip.uid])).content.decode().split())
    assert REASON in text
    assert "<b>7</b>" in text
    assert "<div>8</div>" in text  # the sum as it stands
    assert "<div>11</div>" in text  # the sum once it is approved
    standing.post(reverse("figures:correction", args=[slip.uid]), {"viec": "duyet"})
    slip.refresh_from_db()
    assert slip.state == CorrectionState.APPROVED
    assert FigureCell.objects.get(sheet=taken.commune, line_key="steer.docs").value == 7
    assert FigureCell.objects.get(sheet=taken.whole, line_key="steer.docs").value == 11  # the period is open still


def test_what_cannot_be_read_stays_in_its_field_and_nothing_is_asked(taken: FiguresCast) -> None:
    answer = ask(taken, signed_in(taken.cast.commune_officer), **{"steer.docs": "bảy"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="bảy"' in text
    assert "không phải là số" in text
    assert not Correction.objects.exists()


def test_a_slip_without_a_reason_is_not_sent(taken: FiguresCast) -> None:
    client = signed_in(taken.cast.commune_officer)
    answer = ask(taken, client, **{"steer.docs": "7", "reason": ""})
    assert answer.status_code == 422
    assert not Correction.objects.exists()


def test_refusing_wants_a_reason_and_changes_no_figure(taken: FiguresCast) -> None:
    ask(taken, signed_in(taken.cast.commune_officer), **{"steer.docs": "7"})
    slip, standing = Correction.objects.get(), signed_in(taken.cast.standing_officer)
    url = reverse("figures:correction", args=[slip.uid])
    assert standing.post(url, {"viec": "khong"}).status_code == 422
    assert standing.post(url, {"viec": "khong", "reason": "Không có văn bản nào kèm theo"}).status_code == 302
    slip.refresh_from_db()
    assert slip.state == CorrectionState.REFUSED
    assert FigureCell.objects.get(sheet=taken.commune, line_key="steer.docs").value == 4


def test_nobody_decides_about_their_own_slip(taken: FiguresCast) -> None:
    commune = signed_in(taken.cast.commune_officer)
    ask(taken, commune, **{"steer.docs": "7"})
    url = reverse("figures:correction", args=[Correction.objects.get().uid])
    assert commune.post(url, {"viec": "duyet"}).status_code == 403
    assert signed_in(taken.cast.neighbour_officer).get(url).status_code == 404


def test_the_list_shows_what_waits_first_in_a_fixed_number_of_queries(
    taken: FiguresCast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(taken.cast.standing_officer)
    for number, state in enumerate(("refused", "asked", "approved"), start=1):
        Correction.objects.create(
            sheet=taken.commune, number=number, state=state, reason=f"Lý do số {number}", cells="[]",
            asked_at=taken.cast.now,
        )  # fmt: skip
    client.get(reverse("figures:corrections"))
    with django_assert_num_queries(5):
        text = client.get(reverse("figures:corrections")).content.decode()
    assert text.index("Lý do số 2") < text.index("Lý do số 3")
    only = client.get(reverse("figures:corrections"), {"cho": "1", "ky": taken.period.uid}).content.decode()
    assert "Lý do số 2" in only
    assert "Lý do số 1" not in only
