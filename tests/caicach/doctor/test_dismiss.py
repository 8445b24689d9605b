"""A finding is set aside with a reason, and stays silent for this document."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.doctor import selectors, services
from caicach.doctor.mapping.result import Found, found_of
from caicach.doctor.models import Dismissal, Examination
from caicach.web.errors import BadInput, Beyond, WrongState
from cast import Cast

REASON = "Ngày theo mẫu của cấp trên"


def standing(examination: Examination, actor: Any) -> list[Found]:
    aside = selectors.dismissals_of(examination, actor=actor)
    return [one for one in found_of(selectors.result_of(examination)) if one.key not in aside]


@pytest.fixture
def examination(examine: Any) -> Examination:
    made: Examination = examine()
    return made


def dismiss(examination: Examination, cast: Cast, number: int = 1, reason: str = REASON) -> Dismissal:
    return services.finding_dismiss(examination, number, reason=reason, actor=cast.commune_officer.actor, now=cast.now)


def test_it_is_silent_when_the_same_file_is_examined_again(examination: Examination, examine: Any, cast: Cast) -> None:
    actor = cast.commune_officer.actor
    before = standing(examination, actor)
    dismiss(examination, cast)

    assert standing(examine(), actor) == [one for one in before if one.key != before[0].key]


def test_it_is_silent_in_the_next_version_of_the_draft_for_the_same_agency_alone(
    examination: Examination, examine: Any, cast: Cast, draft: bytes
) -> None:
    first = found_of(selectors.result_of(examination))[0]
    dismiss(examination, cast)
    changed = draft.replace("thôn xa".encode(), "thôn rất xa".encode())

    own, other = examine(changed), examine(changed, actor=cast.neighbour_officer.actor)

    assert first.key not in {one.key for one in standing(own, cast.commune_officer.actor)}
    assert first.key in {one.key for one in standing(other, cast.neighbour_officer.actor)}


def test_it_is_not_silent_in_another_document(examination: Examination, examine: Any, cast: Cast) -> None:
    found = {one.code: one for one in found_of(selectors.result_of(examination))}["D101"]
    dismiss(examination, cast, found.number)

    other = examine("Làm xong trước ngày 31/11/2027.".encode(), "khac.txt")

    assert "D101" in {one.code for one in standing(other, cast.commune_officer.actor)}


def test_without_a_reason_nothing_changes(examination: Examination, cast: Cast) -> None:
    with pytest.raises(BadInput, match="Ghi lý do bỏ qua"):
        dismiss(examination, cast, reason="  ")

    assert not Dismissal.objects.exists()


def test_a_finding_that_is_not_there_cannot_be_set_aside(examination: Examination, cast: Cast) -> None:
    for number in (0, 999):
        with pytest.raises(Beyond):
            dismiss(examination, cast, number)


def test_whoever_comes_second_is_told(examination: Examination, cast: Cast) -> None:
    dismiss(examination, cast)

    with pytest.raises(WrongState, match="đã được bỏ qua"):
        dismiss(examination, cast)


def test_it_is_taken_up_again(examination: Examination, cast: Cast) -> None:
    actor = cast.commune_officer.actor
    before = standing(examination, actor)
    dismiss(examination, cast)

    services.dismissal_undo(examination, 1, actor=actor, now=cast.now)

    assert standing(examination, actor) == before
    assert list(Entry.objects.values_list("action", flat=True).order_by("pk"))[-2:] == ["doctor.dismiss", "doctor.undo"]
    with pytest.raises(WrongState):
        services.dismissal_undo(examination, 1, actor=actor, now=cast.now)


def test_the_page_folds_it_away_with_who_and_why(client: Client, examination: Examination, cast: Cast) -> None:
    client.force_login(cast.commune_officer.user)

    client.post(reverse("doctor:dismiss", args=[examination.uid, 1]), {"reason": REASON})

    shown = client.get(reverse("doctor:detail", args=[examination.uid])).content.decode()
    _before, _fold, aside = shown.partition("1 phát hiện đã bỏ qua")
    assert REASON in aside
    assert cast.commune_officer.user.full_name in aside
    assert 'id="m1"' not in shown


def test_the_page_asks_for_the_reason_at_the_finding(client: Client, examination: Examination, cast: Cast) -> None:
    client.force_login(cast.commune_officer.user)

    answer = client.post(reverse("doctor:dismiss", args=[examination.uid, 2]), {"reason": ""})

    assert answer.status_code == 422
    assert "Ghi lý do bỏ qua" in answer.content.decode()


def test_nobody_else_sets_a_finding_aside(client: Client, examination: Examination, cast: Cast) -> None:
    client.force_login(cast.standing_officer.user)

    answer = client.post(reverse("doctor:dismiss", args=[examination.uid, 1]), {"reason": REASON})

    assert answer.status_code == 404
    assert not Dismissal.objects.exists()
