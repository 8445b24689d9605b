"""The periods of figures in the small demonstration: one that has gone its whole way, and one that is collected."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from caicach.demo.evidence import PAPER
from caicach.demo.province import ProvinceMap
from caicach.demo.whole.figures import terms_plan
from caicach.demo.whole.stage import Stage
from caicach.demo.whole.terms import two_terms
from caicach.files import services as files
from caicach.web.actor import Actor
from caicach.web.clock import local_date

if TYPE_CHECKING:
    from collections import Counter

__all__ = ["periods_play"]


@transaction.atomic
def periods_play(
    standing: Actor, province: ProvinceMap, officers: Mapping[int, Actor], *, shown_id: int, now: datetime
) -> "Counter[str]":
    """Play the last closed period and the one after it up to ``now``; return what happened how often.

    Args:
        standing: The standing body's officer.
        province: The bodies.
        officers: Who acts for an agency, by agency.
        shown_id: The commune whose return is half filled.
        now: The present.
    """
    today = local_date(now)
    stage = Stage(
        province=province,
        year=today.year,
        until=now,
        officers=dict(officers),
        acting=frozenset(officers),
        shown=shown_id,
        standing=standing,
        paper=files.file_store(PAPER, now=now),
    )
    terms = two_terms(today)
    terms_plan(stage, terms, running=terms[-1])
    stage.agenda.run(now, lambda _moment: None)
    return stage.stories
