"""Taking results of surveys and of other bodies over from a file that was read and looked at."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from caicach.audit import services as audit
from caicach.scoring.models import Round
from caicach.scoring.services.appraise import Appraised, OutsideDraft, outside_save
from caicach.web.actor import Actor

__all__ = ["surveys_save"]


@transaction.atomic
def surveys_save(round_: Round, drafts: Sequence[OutsideDraft], *, actor: Actor, now: datetime) -> Appraised:
    """Enter results of many agencies at once, as ``outside_save`` does; one row of the audit says how many.

    What is refused is told by score, the rest is done. A fixed number of statements.

    Audit: ``scoring.surveys``.

    Raises:
        NotAllowed: the actor enters none of them.
    """
    done = outside_save(round_, drafts, actor=actor, now=now)
    if done.done:
        new = {"entered": len(done.done), "refused": len(done.refused)}
        audit.record("scoring.surveys", round_, actor=actor, new=new, at=now)
    return done
