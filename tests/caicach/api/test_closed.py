"""Closed by default: every operation of the description wants a token, its scope, and what it names within reach."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from api_program import ROOT, Program
from caicach.api.constants import Scope
from caicach.api.endpoint import api
from caicach.obligations.constants import ObligationState
from cast import Cast

NOWHERE = "00000000-0000-7000-8000-000000000000"
# What each write needs so that its values are no reason to refuse.
BODIES: dict[str, dict[str, Any]] = {
    "accept": {"number": 1},
    "submit": {},
    "cells": {"items": [{"line": "steer.docs", "value": "1"}]},
    "claims": {"items": [{"leaf": "steering.inspection", "value": "yes"}]},
    "lock": {},
    "appraisals": {"items": [{"assessment": NOWHERE, "leaf": "steering.inspection", "revision": 1, "act": "keep"}]},
    "return": {"number": 1, "reason": "Thiếu chữ ký của lãnh đạo."},
    "extensions": {"asked_due_on": "2026-05-04", "reason_code": "other", "words": "Chờ hướng dẫn của bộ."},
}
# Those that take a file beside their values.
FORMS = {"submissions": {"symbol": "1/BC"}, "proofs": {"leaf": "steering.inspection", "symbol": "1/BC"}}


def operations() -> Iterator[tuple[str, str]]:
    for path, item in api.get_openapi_schema(path_prefix=f"{ROOT}/")["paths"].items():
        yield from ((method, path) for method in item)


ALL = sorted(operations())


def asked(method: str, path: str, uid: object, headers: dict[str, str]) -> Any:
    address = path.replace("{uid}", str(uid))
    if method == "get":
        return Client().get(address, headers=headers)
    last = path.rpartition("/")[2]
    if last in FORMS:
        return Client().post(address, FORMS[last], headers=headers)
    write = Client().put if method == "put" else Client().post
    return write(address, BODIES[last], content_type="application/json", headers=headers)


def test_there_are_operations() -> None:
    assert len(ALL) >= 37


@pytest.mark.parametrize(("method", "path"), ALL)
@pytest.mark.parametrize("secret", [None, "cctoken_x", "", "x" * 5000])
def test_without_a_token_nothing_is_answered(cast: Cast, method: str, path: str, secret: str | None) -> None:
    headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
    answer = asked(method, path, NOWHERE, headers)
    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "mã kết nối" in answer.json()["detail"]


@pytest.mark.parametrize(("method", "path"), ALL)
def test_a_session_opens_nothing(cast: Cast, method: str, path: str) -> None:
    client = Client()
    client.force_login(cast.standing_officer.user)
    answer = getattr(client, method)(path.replace("{uid}", NOWHERE))
    assert answer.status_code == 401


@pytest.mark.parametrize(("method", "path"), ALL)
def test_a_token_without_the_scope_is_refused_in_words(
    cast: Cast, program_of: Callable[..., Program], method: str, path: str
) -> None:
    made = cast.obligation(state=ObligationState.SUBMITTED)
    opened = []
    for scope in Scope.values:
        answer = asked(method, path, made.uid, program_of(cast.standing_officer, scope).headers)
        if answer.status_code == 403 and "không có phạm vi" in answer.json()["detail"]:
            continue
        opened.append(scope)
    assert len(opened) == 1
    assert opened[0].endswith(":read" if method == "get" else ":write")


@pytest.mark.parametrize(("method", "path"), [one for one in ALL if "{uid}" in one[1] and "agencies" not in one[1]])
def test_what_is_out_of_reach_is_not_there(
    cast: Cast, program_of: Callable[..., Program], method: str, path: str
) -> None:
    made = cast.obligation(state=ObligationState.SUBMITTED)
    uid = made.duty.uid if "/duties/" in path else made.uid
    answer = asked(method, path, uid, program_of(cast.stranger).headers)
    assert (answer.status_code, answer.json()["status"]) == (404, 404)
    made.refresh_from_db()
    assert made.state == ObligationState.SUBMITTED


@pytest.mark.parametrize(("method", "path"), [one for one in ALL if "{uid}" in one[1]])
def test_what_is_nowhere_is_told_in_the_same_way(
    cast: Cast, program_of: Callable[..., Program], method: str, path: str
) -> None:
    assert asked(method, path, NOWHERE, program_of(cast.standing_officer).headers).status_code == 404


class TestRefusals:
    """How the API says no."""

    def test_an_address_that_is_none_is_told_as_a_problem(self, db: None) -> None:
        for address in (f"{ROOT}/xyz", f"{ROOT}/", f"{ROOT}/plans/abc"):
            answer = Client().get(address)
            assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")

    def test_a_method_that_is_not_for_it_is_told_with_those_that_are(self, db: None) -> None:
        answer = Client().delete(f"{ROOT}/plans")
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
        assert answer.json()["title"] == "Địa chỉ này không nhận phương thức đó"

    def test_whoever_asks_in_english_reads_english(self, db: None) -> None:
        answer = Client().get(f"{ROOT}/plans", headers={"Accept-Language": "en"})
        assert answer.headers["Content-Language"] == "en"
        assert answer.json()["title"] == "No token, or one that opens nothing any more"

    def test_a_language_we_do_not_speak_is_vietnamese(self, db: None) -> None:
        answer = Client().get(f"{ROOT}/plans", headers={"Accept-Language": "fr"})
        assert answer.headers["Content-Language"] == "vi"

    def test_a_body_beyond_the_bound_is_not_read(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        program = program_of(cast.standing_officer)
        answer = program.post(f"/obligations/{NOWHERE}/accept", b" " * (256 * 1024 + 1))
        assert answer.status_code == 413

    def test_what_is_no_json_is_told_in_words(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        answer = program_of(cast.standing_officer).post(f"/obligations/{NOWHERE}/accept", b"{")
        assert (answer.status_code, answer.json()["title"]) == (400, "Yêu cầu không đọc được")  # type: ignore[attr-defined]

    def test_values_that_do_not_fit_are_named(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        answer = program_of(cast.standing_officer).post(f"/obligations/{NOWHERE}/accept", {"number": 0})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["where"].endswith("number")  # type: ignore[attr-defined]

    def test_no_answer_is_kept_by_a_cache(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        answer = program_of(cast.standing_officer).get("/plans")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Authorization" in answer.headers["Vary"]

    def test_the_description_is_open_and_of_version_3_1(self, db: None) -> None:
        answer = Client().get(reverse("api:openapi-json"))
        described = answer.json()
        assert (answer.status_code, described["openapi"]) == (200, "3.1.0")
        assert described["paths"]["/api/v1/obligations"]["get"]["operationId"] == "obligations_obligations"
