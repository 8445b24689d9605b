"""Prepares an installation and fills it: ``python seed.py``; prints what a browser needs to know as JSON.

Runs in a process of its own, with the settings of the installation under test.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
OWED = 60  # obligations that wait to be handed in
WAITING = 30  # hand-ins that wait for a decision
PLANS = 8  # plans under review
WHO = ("standing_officer", "commune_officer", "commune_leader")


def main() -> None:
    """Prepare, fill, print."""
    sys.argv = ["caicach", "prepare", "--verbosity", "0"]
    from caicach.config.cli import main as caicach

    caicach()
    sys.path[:0] = [str(TESTS)]
    from django.db import transaction

    with transaction.atomic():
        said = _fill()
    sys.stdout.write("\n" + json.dumps(said) + "\n")


def _fill() -> dict[str, object]:
    from dataclasses import replace

    from caicach.obligations.constants import ObligationState
    from caicach.web import clock
    from cast import cast_make

    earlier = clock.now() - timedelta(hours=1)  # just after midnight that is yesterday, for the date too
    cast = replace(cast_make(), now=earlier, today=clock.local_date(earlier))
    owed = [str(cast.obligation().uid) for _ in range(OWED)]
    waiting = [str(cast.obligation(state=ObligationState.SUBMITTED).uid) for _ in range(WAITING)]
    return {
        "sessions": {who: _session(getattr(cast, who).user) for who in WHO},
        "province": cast.province.pk,
        "office": cast.office.pk,
        "owed": owed,
        "waiting": waiting,
        "plans": [_plan(cast, number) for number in range(PLANS)],
        "today": f"{cast.today:%d/%m/%Y}",
    }


def _plan(cast: object, number: int) -> str:
    """Return a plan under review in which a phrase is open, each with its own number."""
    from caicach.plans import services
    from plans_sample import OPEN_ROW, ROWS, plan_text

    rows = (*ROWS, OPEN_ROW) if number % 4 == 3 else ROWS
    plan = services.plan_upload(
        actor=cast.standing_officer.actor,  # type: ignore[attr-defined]
        content=plan_text(*rows).replace(b"88/KH", str(1000 + number).encode() + b"/KH"),
        file_name=f"ke-hoach-{number}.txt",
        issuer_id=cast.province.pk,  # type: ignore[attr-defined]
        year=None,
        is_run_as_current=True,
        now=cast.now,  # type: ignore[attr-defined]
    )
    services.plan_read(plan, year=None)
    return str(plan.uid)


def _session(user: object) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)  # type: ignore[attr-defined]
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()  # type: ignore[attr-defined]
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()
