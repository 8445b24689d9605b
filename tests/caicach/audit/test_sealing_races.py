"""Two sealers at once: the chain stays one."""

from datetime import timedelta

import pytest

from caicach.audit import services
from caicach.audit.models import Entry
from caicach.audit.sealing import entries_seal
from caicach.audit.verifying import verify
from cast import Cast
from two_writers import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def test_of_several_sealers_each_entry_is_sealed_once(cast: Cast) -> None:
    obligation = cast.obligation()
    for minutes in range(60):
        at = cast.now + timedelta(minutes=minutes)
        services.record("obligations.submit", obligation, actor=cast.commune_officer.actor, at=at)

    at_once(*[lambda: [entries_seal(now=cast.now, limit=7) for _ in range(5)]] * 4)
    while entries_seal(now=cast.now):
        pass

    verdict = verify()
    assert verdict.holds, verdict.problems
    assert verdict.sealed == Entry.objects.count()
