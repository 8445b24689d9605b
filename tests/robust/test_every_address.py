"""Every address of the program with words nobody expects, as everybody: never a failure, never words that run."""

import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from caicach.accounts.models import User
from caicach.agencies.models import Agency
from caicach.documents.models import Document
from caicach.files.models import StoredFile
from caicach.jobs.models import JobRun
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Duty, Obligation
from caicach.people.models import Grant, Post
from caicach.plans import services
from caicach.plans.models import Plan
from caicach.scoring.models import ResultIssue
from cast import Cast
from corpora.bad.forms import SCRIPT, VALUES
from plans_sample import OPEN_ROW, ROWS, plan_text
from scoring_cast import ScoringCast, scoring_cast_make

PEOPLE = (
    *("standing_officer", "area_lead", "department_officer", "commune_officer", "commune_leader", "commune_viewer"),
    *("province_leader", "stranger"),
)
WORDS = tuple(value for value in VALUES.values() if len(value) < 100)
FIELDS = (
    *("q", "trang", "tim", "ngay", "nam", "ky", "theo", "number", "reason", "value", "unit", "sentence", "issued_on"),
    *("type", "symbol", "file", "issuer", "year", "choice", "phrase", "position", "rows", "mode", "lead", "text"),
    *("next", "username", "password", "new", "again", "old", "language", "agency", "plan", "duty", "area", "state"),
    *("sort", "due_from", "due_to", "level", "kind", "role", "scope", "valid_from", "valid_to", "full_name", "phone"),
    *("note", "revision", "phase", "goes_on_without", "words", "due_on", "loc", "loai", "dot", "points", "decision"),
)
SEEDS = (766, 30, 76)
SCORED = ("scoring:", "ranking:")  # namespaces whose addresses name what belongs to a round
KEY = "procedures.dossiers.on_time"
ROUND = 25  # addresses that each person asks for, with each seed


@pytest.fixture
def world(cast: Cast) -> dict[str, list[Any]]:
    """A plan at review, obligations in every state, documents; the values that addresses may name."""
    for state in ObligationState:
        if state in ("open", "submitted", "returned", "accepted", "dormant"):
            cast.obligation(state=state)
    officer = cast.standing_officer.actor
    given = {"issuer_id": cast.province.pk, "year": None, "is_run_as_current": False, "now": cast.now}
    text = plan_text(*ROWS, OPEN_ROW)
    services.plan_read(services.plan_upload(actor=officer, content=text, file_name="a.txt", **given), year=None)
    services.plan_upload(actor=officer, content=plan_text(*ROWS), file_name="b.txt", **given)
    models = (Obligation, Plan, Document, StoredFile, JobRun, Duty, User, Post, Grant)
    kept = {model: 5 if model is Obligation else 1 for model in models if hasattr(model, "uid")}
    scored = _scored(cast)
    uids = [uid for model, most in kept.items() for uid in model.objects.values_list("uid", flat=True)[:most]]
    return {
        "UUIDConverter": [*uids, UUID(int=0)],
        "UUIDStrConverter": [str(uid) for uid in (*uids, *scored, UUID(int=0))],  # of the programming interface
        "scored": [*scored, UUID(int=0)],
        "IntConverter": [*Agency.objects.values_list("pk", flat=True), 0, 1, 2, 10**9, 10**18, 10**25],
        "StringConverter": ["a.pdf", "a\nb.pdf", "Ủy ban.docx", KEY, "%2e%2e", SCRIPT[:7], "x" * 300],
    }


def _scored(cast: Cast) -> list[UUID]:
    """Open a round and settle something of it; return the uids that addresses of scoring may name."""
    made: ScoringCast = scoring_cast_make(cast)
    issue = ResultIssue.objects.create(round=made.round, number=1, digest="0" * 64, at=cast.now)
    return [made.round.uid, made.commune.uid, made.commune.round_set.set_version.uid, issue.uid, cast.commune.uid]


def values_for(name: str, kinds: dict[str, str], world: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return what each parameter of an address may be."""
    uids = world["scored" if name.startswith(SCORED) else "UUIDConverter"]
    return {key: uids if kind == "UUIDConverter" else world.get(kind, ["x"]) for key, kind in kinds.items()}


def patterns(
    found: list[URLPattern | URLResolver], names: tuple[str, ...] = ()
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (full name, kind of each parameter) of every address."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, (*names, one.namespace) if one.namespace else names)
        else:
            kinds = {key: type(converter).__name__ for key, converter in one.pattern.converters.items()}
            yield ":".join((*names, one.name or "")), kinds


ALL = tuple(found for found in patterns(get_resolver().url_patterns) if not found[0].endswith(":"))


def words(chance: random.Random) -> str:
    pairs = [(chance.choice(FIELDS), chance.choice(WORDS)) for _ in range(chance.randrange(6))]
    return urlencode(pairs, errors="surrogatepass")


def page_of(answer: Any) -> bytes:
    """Return what was sent; a file is read to its end, which closes it."""
    return b"".join(answer) if answer.streaming else bytes(answer.content)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_address_fails_whoever_asks_whatever(seed: int, cast: Cast, world: dict[str, list[Any]]) -> None:
    chance = random.Random(seed)  # noqa: S311
    odd = []
    for person in PEOPLE:
        browser = Client(raise_request_exception=False)
        for name, kinds in chance.sample(ALL, min(ROUND, len(ALL))):
            browser.force_login(getattr(cast, person).user)
            values = {key: chance.choice(some) for key, some in values_for(name, kinds, world).items()}
            path = reverse(name, kwargs=values)
            kind = {"content_type": "application/x-www-form-urlencoded"}
            answers = (browser.get(f"{path}?{words(chance)}"), browser.post(path, words(chance).encode(), **kind))
            for method, answer in zip(("GET", "POST"), answers, strict=True):
                page = page_of(answer)
                if answer.status_code >= 500 or SCRIPT.encode() in page:
                    odd.append((person, method, path, answer.status_code))
    assert odd == []


def test_every_address_is_reached_without_words(cast: Cast, world: dict[str, list[Any]]) -> None:
    odd = []
    browser = Client(raise_request_exception=False)
    for name, kinds in ALL:
        browser.force_login(cast.standing_officer.user)
        possible = values_for(name, kinds, world)
        uids = next((possible[key] for key, kind in kinds.items() if kind == "UUIDConverter"), [None])
        for uid in uids:
            given = {key: uid if kinds[key] == "UUIDConverter" else some[0] for key, some in possible.items()}
            given |= {"key": KEY} if name.startswith(SCORED) and "key" in given else {}
            for answer in (browser.get(reverse(name, kwargs=given)), browser.post(reverse(name, kwargs=given))):
                page_of(answer)
                if answer.status_code >= 500:
                    odd.append((name, answer.status_code))
    assert sorted(set(odd)) == []
