"""A registered document may be what a duty waits for: a question, never an event."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.documents.constants import Relation
from caicach.documents.mapping import NewDocument
from caicach.documents.models import Document
from caicach.documents.services import citations_record, document_forget, documents_register
from caicach.documents.services.citations import Named
from caicach.obligations import selectors
from caicach.obligations.mapping import reasons_to_json
from caicach.obligations.models import Duty, Event, EventHint, Obligation
from caicach.obligations.services import event_record, event_undo, hints_make
from cast import Cast
from events_sample import DOSSIER, WORDS, asleep
from reform.messages import Reason
from vanban.language.citations import Citation
from vanban.text.findings import Place

DECREE = reasons_to_json(
    (Reason("DU011", {"event": "Nghị định số 12/2026/NĐ-CP có hiệu lực", "amount": 10, "unit": "day"}),)
)


@pytest.fixture
def duty(cast: Cast) -> Duty:
    """A duty that waits for a decree, and one that waits for something else."""
    asleep(cast, DOSSIER)
    return asleep(cast, DECREE)


def arrive(cast: Cast, symbol: str = "12/2026/NĐ-CP") -> Any:
    return cast.document(type="Nghị định", symbol=symbol, issuer=None, issuer_name="Chính phủ", subject="Về tổ chức")


def test_the_cited_document_becomes_a_question_and_nothing_wakes(duty: Duty, cast: Cast) -> None:
    document = arrive(cast)
    hint = EventHint.objects.get()
    assert (hint.duty, hint.document, hint.state) == (duty, document, "waiting")
    assert not Event.objects.exists()
    (shown,) = selectors.hints_of(cast.standing_officer.actor)
    assert (shown.title, shown.document) == (duty.title, "Nghị định 12/2026/NĐ-CP")


def test_a_placeholder_that_is_filled_becomes_a_question_too(duty: Duty, cast: Cast) -> None:
    """Others cited the decree long before it came; naming it is not yet its arrival."""
    cited = Citation("Nghị định", "12/2026/NĐ-CP", cast.today, "Chính phủ")
    named = Named(cited, Relation.BASIS, "Nghị định số 12/2026/NĐ-CP", Place(block=1, start=0, end=5))
    citations_record(cast.document(), [named], now=cast.now)
    placeholder = Document.objects.get(is_placeholder=True)
    assert not EventHint.objects.exists()

    document = arrive(cast)

    assert document.pk == placeholder.pk
    assert (EventHint.objects.get().duty, EventHint.objects.get().document) == (duty, document)
    assert [hint.document_uid for hint in selectors.hints_of(cast.standing_officer.actor)] == [placeholder.uid]


def test_many_that_arrive_at_once_ask_about_each_once(duty: Duty, cast: Cast) -> None:
    """A list of documents is imported: the one that is waited for among twenty, twice."""
    names = [f"{number}/2026/NĐ-CP" for number in range(1, 21)]
    facts = {"type": "Nghị định", "issued_on": cast.today, "issuer_name": "Chính phủ"}
    rows = [NewDocument(symbol=symbol, **facts) for symbol in names]  # type: ignore[arg-type]
    for _time in range(2):
        documents_register(rows, actor=cast.standing_officer.actor, now=cast.now)

    assert [hint.document.symbol for hint in EventHint.objects.all()] == ["12/2026/NĐ-CP"]


def test_another_document_is_no_question(duty: Duty, cast: Cast) -> None:
    arrive(cast, "13/2026/NĐ-CP")
    assert not EventHint.objects.exists()


def test_it_is_put_to_whoever_steers_alone(duty: Duty, cast: Cast) -> None:
    arrive(cast)
    assert selectors.hints_count(cast.standing_officer.actor) == 1
    assert selectors.hints_count(cast.department_officer.actor) == 0
    assert selectors.hints_count(cast.stranger.actor) == 0


def test_recording_settles_it_and_undoing_asks_again(duty: Duty, cast: Cast) -> None:
    document = arrive(cast)
    actor = cast.standing_officer.actor
    given: dict[str, Any] = {"actor": actor, "now": cast.now}
    event = event_record(duty, occurred_on=cast.today, description=WORDS, document=document, **given)
    assert EventHint.objects.get().state == "recorded"
    event_undo(event, reason="Nhầm văn bản", **given)
    assert EventHint.objects.get().state == "waiting"
    assert selectors.hints_count(actor) == 1


def test_what_sleeps_no_more_asks_no_more(duty: Duty, cast: Cast) -> None:
    arrive(cast)
    Obligation.objects.filter(duty=duty).update(state="cancelled")
    assert selectors.hints_of(cast.standing_officer.actor) == ()


def test_registering_costs_two_queries_more(duty: Duty, cast: Cast, django_assert_max_num_queries: Any) -> None:
    document = arrive(cast, "13/2026/NĐ-CP")
    with django_assert_max_num_queries(2):
        hints_make([document], cast.now)


class TestPage:
    """From the question to the recording, or away with it."""

    def test_it_fills_the_recording(self, duty: Duty, cast: Cast, client: Client) -> None:
        arrive(cast)
        client.force_login(cast.standing_officer.user)
        (hint,) = selectors.hints_of(cast.standing_officer.actor)
        url = f"{reverse('obligations:event', args=[hint.obligation_uid])}?goi-y={hint.pk}"
        assert url in client.get(reverse("obligations:dormant")).content.decode()
        assert "12/2026/NĐ-CP – Về tổ chức" in client.get(url).content.decode()

    @pytest.mark.parametrize(("who", "status"), [("standing_officer", 302), ("department_officer", 404)])
    def test_who_says_no(self, duty: Duty, cast: Cast, client: Client, who: str, status: int) -> None:
        arrive(cast)
        hint = EventHint.objects.get()
        client.force_login(getattr(cast, who).user)
        assert client.post(reverse("obligations:hint-dismiss", args=[hint.pk])).status_code == status
        hint.refresh_from_db()
        assert hint.state == ("dismissed" if status == 302 else "waiting")


def test_a_question_does_not_keep_a_document_in_the_register(duty: Duty, cast: Cast) -> None:
    document = arrive(cast)
    assert document_forget(document, actor=cast.standing_officer.actor, now=cast.now)
    assert not EventHint.objects.exists()


def test_what_keeps_a_document_keeps_its_questions(duty: Duty, cast: Cast) -> None:
    document = arrive(cast)
    actor = cast.standing_officer.actor
    event_record(duty, actor=actor, occurred_on=cast.today, description=WORDS, document=document, now=cast.now)
    assert not document_forget(document, actor=actor, now=cast.now)
    assert EventHint.objects.count() == 1
