"""One person in two windows at the same moment: of two fixes of the same words one is taken."""

import pytest

from caicach.doctor import services
from caicach.doctor.models import Correction, Examination
from caicach.doctor.services.examining import Draft
from caicach.web.actor import Actor
from cast import NOW, Cast
from two_writers import at_once

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]


def accept(examination: Examination, number: int, actor: Actor) -> None:
    services.fix_accept(examination, number, actor=actor, now=NOW)


def test_one_fix_accepted_twice_is_kept_once(cast: Cast) -> None:
    actor = cast.commune_officer.actor
    examination = services.examination_start(Draft(b"Xong 31/11/2027.", "mot.txt"), actor=actor, now=NOW)

    outcomes = at_once(*[lambda: accept(examination, 1, actor)] * 2)

    assert outcomes == ["", "WrongState"]
    assert Correction.objects.count() == 1
