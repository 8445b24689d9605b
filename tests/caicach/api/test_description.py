"""The API is tried against its own description: generated calls, no answer may be a server error."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from api_program import ROOT
from caicach.api.constants import Scope
from caicach.api.services import token_make
from caicach.config.wsgi import application
from caicach.obligations.constants import ObligationState
from caicach.scoring.services.rounds import round_open
from cast import Cast
from figures_cast import figures_cast_make
from scoring_cast import DEPARTMENT_SET, round_draft, set_make

EXAMPLES = 8  # of each operation: bounded and always the same
schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", application)
CHECKS = [not_a_server_error, response_schema_conformance, content_type_conformance]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A program and the objects that it may name."""

    headers: dict[str, str]
    uids: dict[str, UUID]  # by the first word of the address


@pytest.fixture(autouse=True)
def kept_connection() -> Iterator[None]:
    """Keep the connection through a call, as Django's own test client does: the test's transaction stands on it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def ledger(cast: Cast) -> Ledger:
    """A token of the standing officer, who sees a ledger with something in each state."""
    for state in (ObligationState.OPEN, ObligationState.DORMANT):
        cast.obligation(state=state)
    made = cast.obligation(state=ObligationState.SUBMITTED)
    actor = cast.standing_officer.actor
    secret = token_make(actor=actor, name="x", scopes=Scope.values, days=1, now=cast.now).secret
    figures = figures_cast_make(cast)
    round_ = round_open(round_draft(cast, set_make(DEPARTMENT_SET), set_make()), actor=actor, now=cast.now)
    sheet = round_.assessments.select_related("round_set__set_version").get(agency=cast.commune)
    uids = {
        "obligations": made.uid, "duties": made.duty.uid, "agencies": cast.commune.uid, "forms": figures.form.uid,
        "periods": figures.period.uid, "returns": figures.commune.uid, "rounds": round_.uid,
        "criteria-sets": sheet.round_set.set_version.uid, "assessments": sheet.uid,
    }  # fmt: skip
    return Ledger({"Authorization": f"Bearer {secret}"}, uids)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_call_breaks_the_server_and_every_answer_is_as_described(case: Any, ledger: Ledger) -> None:
    ask(case, ledger)
    known = ledger.uids.get(case.path.split("/")[3])
    if "uid" in case.path_parameters and known is not None:
        # Most generated uids name nothing; this one does.
        case.path_parameters["uid"] = str(known)
        ask(case, ledger)


def ask(case: Any, ledger: Ledger) -> None:
    with transaction.atomic():
        response = case.call(headers=ledger.headers)
        transaction.set_rollback(True)
    case.validate_response(response, checks=CHECKS)
