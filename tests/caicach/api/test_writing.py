"""Writing: the same services as the pages, once for each idempotency key."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from api_program import Program
from caicach.api.constants import Scope
from caicach.api.models import KeptAnswer
from caicach.api.services import token_make
from caicach.audit.models import Entry
from caicach.obligations.constants import ObligationState
from caicach.obligations.models import Extension, Obligation, Submission
from caicach.web import clock
from cast import PDF, Cast, cast_make
from two_writers import at_once


def paper(**values: Any) -> dict[str, Any]:
    return {
        "type": "Báo cáo",
        "symbol": "12/BC-UBND",
        "issued_on": "2026-03-15",
        "subject": "Kết quả rà soát",
        "file": SimpleUploadedFile("bao-cao.pdf", PDF, content_type="application/pdf"),
        **values,
    }


def hand_in(program: Program, made: Obligation, *, key: str | None = None, **values: Any) -> Any:
    return program.post(f"/obligations/{made.uid}/submissions", paper(**values), key=key, content_type=None)


class TestHandingIn:
    """Proof comes as a form with its file."""

    def test_a_document_is_kept_and_handed_in(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation()
        answer = hand_in(program_of(cast.commune_officer), made)
        assert answer.status_code == 201, answer.content
        data = answer.json()
        assert (data["number"], data["state"], data["met_on"]) == (1, "pending", "2026-03-15")
        assert (data["document"]["symbol"], data["document"]["file_name"]) == ("12/BC-UBND", "bao-cao.pdf")
        made.refresh_from_db()
        assert made.state == ObligationState.SUBMITTED
        assert Entry.objects.filter(action="obligations.submit", actor_id=cast.commune_officer.user.pk).count() == 1

    def test_what_the_service_refuses_is_told_in_its_words(
        self, cast: Cast, program_of: Callable[..., Program]
    ) -> None:
        made = cast.obligation()
        future = hand_in(program_of(cast.commune_officer), made, issued_on="2026-03-17")
        other = hand_in(program_of(cast.standing_officer), made)
        done = hand_in(program_of(cast.commune_officer), cast.obligation(state=ObligationState.ACCEPTED))
        assert (future.status_code, other.status_code, done.status_code) == (422, 403, 409)
        assert "17/03/2026" in future.json()["detail"]
        assert not Submission.objects.filter(obligation=made).exists()


class TestPicking:
    """A document of the register is pointed to by its uid."""

    def test_it_is_found_by_its_symbol_and_handed_in_without_a_file(
        self, cast: Cast, program_of: Callable[..., Program]
    ) -> None:
        made, document = cast.obligation(), cast.document(actor=cast.clerk.actor, symbol="41/BC-UBND")
        program = program_of(cast.commune_officer)
        (found,) = program.get("/documents?symbol=41/bc-ubnd").json()["items"]  # type: ignore[attr-defined]
        assert (found["uid"], found["has_file"]) == (str(document.uid), True)
        answer = program.post(f"/obligations/{made.uid}/submissions", {"document": found["uid"]}, content_type=None)
        assert (answer.status_code, answer.json()["document"]["uid"]) == (201, str(document.uid))  # type: ignore[attr-defined]
        assert Submission.objects.get().document == document

    def test_one_of_a_list_needs_its_place_or_its_file(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made, document = cast.obligation(), cast.document(actor=cast.clerk.actor, file=None, file_name="")
        program, address = program_of(cast.commune_officer), f"/obligations/{made.uid}/submissions"
        bare: Any = program.post(address, {"document": document.uid}, content_type=None)
        placed: Any = program.post(address, {"document": document.uid, "kept_at": "iOffice của xã"}, content_type=None)
        assert (bare.status_code, placed.status_code) == (422, 201)
        assert placed.json()["kept_at"] == "iOffice của xã"

    def test_what_is_beyond_reach_is_neither_found_nor_taken(
        self, cast: Cast, program_of: Callable[..., Program]
    ) -> None:
        made, document = cast.obligation(), cast.document(actor=cast.neighbour_officer.actor, symbol="7/BC-UBND")
        program = program_of(cast.commune_officer)
        assert program.get("/documents?symbol=7/BC-UBND").json() == {"items": []}  # type: ignore[attr-defined]
        answer: Any = program.post(
            f"/obligations/{made.uid}/submissions", {"document": document.uid}, content_type=None
        )
        assert answer.status_code == 404
        assert not Submission.objects.exists()


class TestDeciding:
    """Acceptance and return name the hand-in that was looked at."""

    def test_it_is_accepted(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation(state=ObligationState.SUBMITTED)
        answer = program_of(cast.standing_officer).post(f"/obligations/{made.uid}/accept", {"number": 1})
        assert (answer.status_code, answer.json()["state"]) == (200, "accepted")  # type: ignore[attr-defined]

    def test_it_is_returned_with_what_is_missing(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation(state=ObligationState.SUBMITTED)
        given = {"number": 1, "reason": "Thiếu chữ ký của lãnh đạo.", "missing": ["unsigned"]}
        answer = program_of(cast.standing_officer).post(f"/obligations/{made.uid}/return", given)
        assert (answer.status_code, answer.json()["state"]) == (200, "returned")  # type: ignore[attr-defined]
        assert "unsigned" in made.submissions.get().missing

    def test_another_hand_in_than_the_one_looked_at_is_not_accepted(
        self, cast: Cast, program_of: Callable[..., Program]
    ) -> None:
        made = cast.obligation(state=ObligationState.SUBMITTED)
        answer = program_of(cast.standing_officer).post(f"/obligations/{made.uid}/accept", {"number": 2})
        assert answer.status_code == 409
        made.refresh_from_db()
        assert made.state == ObligationState.SUBMITTED

    def test_nobody_accepts_their_own_work(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation(state=ObligationState.SUBMITTED)
        answer = program_of(cast.commune_leader).post(f"/obligations/{made.uid}/accept", {"number": 1})
        assert (answer.status_code, answer.json()["title"]) == (403, "Không được làm việc này")  # type: ignore[attr-defined]


class TestExtension:
    """A later date is asked for, never taken."""

    def test_it_waits_for_an_answer(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation()
        given = {"asked_due_on": "2026-04-15", "reason_code": reason_code(), "words": "Chờ hướng dẫn của bộ."}
        answer = program_of(cast.commune_officer).post(f"/obligations/{made.uid}/extensions", given)
        assert answer.status_code == 201, answer.content
        data = answer.json()  # type: ignore[attr-defined]
        assert (data["state"], data["from_due_on"], data["asked_due_on"]) == ("waiting", "2026-03-30", "2026-04-15")

    def test_an_earlier_date_is_refused(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation()
        given = {"asked_due_on": "2026-03-20", "reason_code": reason_code(), "words": "Chờ hướng dẫn của bộ."}
        answer = program_of(cast.commune_officer).post(f"/obligations/{made.uid}/extensions", given)
        assert answer.status_code == 422
        assert not Extension.objects.exists()


def reason_code() -> str:
    from reform.clocks import late_reasons

    return late_reasons(clock.today())[0].code


class TestIdempotency:
    """The same key, the same answer, one act."""

    def test_a_repeated_request_is_answered_as_before(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation()
        program = program_of(cast.commune_officer)
        first, again = hand_in(program, made, key="k-1"), hand_in(program, made, key="k-1")
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json() == again.json()
        assert "Idempotency-Replayed" not in first.headers
        assert again.headers["Idempotency-Replayed"] == "true"
        assert Submission.objects.count() == 1

    def test_another_request_under_the_key_is_refused(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made, other = cast.obligation(), cast.obligation()
        program = program_of(cast.commune_officer)
        hand_in(program, made, key="k-1")
        wrong_place = hand_in(program, other, key="k-1")
        file = SimpleUploadedFile("bao-cao.pdf", PDF + b"2")
        wrong_file = hand_in(program, made, key="k-1", file=file)
        assert (wrong_place.status_code, wrong_file.status_code) == (409, 409)
        assert "Idempotency-Key" in wrong_file.json()["detail"]
        assert Submission.objects.count() == 1

    def test_what_was_refused_leaves_no_key(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation()
        program = program_of(cast.commune_officer)
        assert hand_in(program, made, key="k-1", issued_on="2026-03-17").status_code == 422
        assert not KeptAnswer.objects.exists()
        assert hand_in(program, made, key="k-1").status_code == 201

    def test_keys_of_different_people_never_meet(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        one, two = cast.obligation(), cast.obligation(agency_id=cast.neighbour.pk)
        assert hand_in(program_of(cast.commune_officer), one, key="k").status_code == 201
        assert hand_in(program_of(cast.neighbour_officer), two, key="k", symbol="13/BC").status_code == 201

    def test_answers_are_kept_for_some_days_only(
        self, cast: Cast, program_of: Callable[..., Program], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = program_of(cast.commune_officer)
        hand_in(program, cast.obligation(), key="k-1")
        monkeypatch.setattr(clock, "now", lambda: cast.now + timedelta(days=8))
        hand_in(program, cast.obligation(), key="k-2", symbol="13/BC")
        assert list(KeptAnswer.objects.values_list("key", flat=True)) == ["k-2"]

    @pytest.mark.parametrize("key", ["", "a b", "x" * 129])
    def test_a_key_that_is_none_is_refused(self, cast: Cast, program_of: Callable[..., Program], key: str) -> None:
        made = cast.obligation()
        assert hand_in(program_of(cast.commune_officer), made, key=key).status_code == 422
        assert not Submission.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_programs_with_one_key_at_once_write_once() -> None:
    cast = cast_make()
    made = cast.obligation()
    token = token_make(
        actor=cast.commune_officer.actor, name="Hai máy", scopes=Scope.values, days=30, now=datetime.now(UTC)
    )
    answers: list[Any] = []
    send = lambda: answers.append(hand_in(Program(token.secret), made, key="k-1"))  # noqa: E731
    at_once(send, send, send)
    assert {answer.status_code for answer in answers} == {201}
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 2
    assert Submission.objects.count() == 1
