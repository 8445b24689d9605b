"""Tokens: shown once, kept as a fingerprint, ended by time, by their person, or with the account."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from api_program import Program
from caicach.accounts.models import User
from caicach.api.forms import TokenForm
from caicach.api.models import ApiToken
from caicach.api.services import token_make, token_revoke
from caicach.audit.models import Entry
from caicach.people.models import Grant
from caicach.web import clock
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput, NotAllowed, WrongState
from cast import Cast

URL = "/ma-ket-noi/"


def given(**values: Any) -> dict[str, Any]:
    return {"name": "Quản lý văn bản", "scopes": ["plans:read"], "days": "30", **values}


class TestMaking:
    """On the page."""

    def test_the_secret_is_shown_once_and_opens_the_api(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.commune_officer.user)
        text = client.post(URL, given()).content.decode()
        found = re.search(r"<code>(cctoken_[\w-]+)</code>", text)
        assert found is not None
        assert found[1] not in client.get(URL).content.decode()
        assert Program(found[1]).get("/plans").status_code == 200

    def test_only_a_fingerprint_is_kept(self, cast: Cast) -> None:
        made = token_make(actor=cast.clerk.actor, name="x", scopes=["plans:read"], days=1, now=cast.now)
        row = str(ApiToken.objects.values().get())
        assert made.secret not in row
        assert len(made.secret) > 40

    def test_it_is_in_the_audit_without_the_secret(self, cast: Cast) -> None:
        made = token_make(actor=cast.clerk.actor, name="x", scopes=["plans:read"], days=1, now=cast.now)
        token_revoke(made.token, actor=cast.clerk.actor, now=cast.now)
        rows = Entry.objects.filter(object_kind="api.ApiToken", object_id=made.token.pk).order_by("pk")
        assert [row.action for row in rows] == ["api.token_make", "api.token_revoke"]
        assert made.secret not in rows[0].data

    @pytest.mark.parametrize("wrong", [{"name": " "}, {"scopes": []}, {"scopes": ["all"]}, {"days": "9999"}])
    def test_what_does_not_fit_makes_no_token(self, cast: Cast, client: Client, wrong: dict[str, Any]) -> None:
        client.force_login(cast.commune_officer.user)
        assert client.post(URL, given(**wrong)).status_code == 422
        assert not ApiToken.objects.exists()

    def test_the_service_keeps_the_bounds_too(self, cast: Cast) -> None:
        good = {"actor": cast.clerk.actor, "name": "x", "scopes": ["plans:read"], "days": 1, "now": cast.now}
        for wrong in ({"days": 0}, {"days": 400}, {"scopes": []}, {"name": ""}):
            with pytest.raises(BadInput):
                token_make(**{**good, **wrong})
        with pytest.raises(NotAllowed):
            token_make(**{**good, "actor": SYSTEM})


class TestEnding:
    """When it opens nothing any more."""

    def test_a_revoked_token_opens_nothing(
        self, cast: Cast, client: Client, program_of: Callable[..., Program]
    ) -> None:
        program = program_of(cast.commune_officer)
        client.force_login(cast.commune_officer.user)
        assert client.post(f"{URL}{ApiToken.objects.get().uid}/thu-hoi/").status_code == 302
        assert program.get("/plans").status_code == 401
        assert client.post(f"{URL}{ApiToken.objects.get().uid}/thu-hoi/").status_code == 409

    def test_the_token_of_somebody_else_is_not_there(
        self, cast: Cast, client: Client, program_of: Callable[..., Program]
    ) -> None:
        program = program_of(cast.commune_officer)
        client.force_login(cast.commune_leader.user)
        assert client.post(f"{URL}{ApiToken.objects.get().uid}/thu-hoi/").status_code == 404
        with pytest.raises(NotAllowed):
            token_revoke(ApiToken.objects.get(), actor=cast.commune_leader.actor, now=cast.now)
        assert program.get("/plans").status_code == 200

    def test_two_revoke_once(self, cast: Cast) -> None:
        made = token_make(actor=cast.clerk.actor, name="x", scopes=["plans:read"], days=1, now=cast.now)
        token_revoke(made.token, actor=cast.clerk.actor, now=cast.now)
        with pytest.raises(WrongState):
            token_revoke(made.token, actor=cast.clerk.actor, now=cast.now)

    def test_it_ends_with_its_time(
        self, cast: Cast, program_of: Callable[..., Program], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = program_of(cast.commune_officer)
        monkeypatch.setattr(clock, "now", lambda: cast.now + timedelta(days=30))
        assert program.get("/plans").status_code == 401

    @pytest.mark.parametrize("change", [{"is_active": False}, {"must_change_password": True}])
    def test_it_ends_with_the_account(
        self, cast: Cast, program_of: Callable[..., Program], change: dict[str, bool]
    ) -> None:
        program = program_of(cast.commune_officer)
        User.objects.filter(pk=cast.commune_officer.user.pk).update(**change)
        assert program.get("/plans").status_code == 401

    def test_what_its_person_may_no_more_it_may_no_more(self, cast: Cast, program_of: Callable[..., Program]) -> None:
        made = cast.obligation()
        program = program_of(cast.commune_officer)
        assert program.get(f"/obligations/{made.uid}").status_code == 200
        Grant.objects.filter(post__user=cast.commune_officer.user).update(valid_to=cast.today)
        assert program.get(f"/obligations/{made.uid}").status_code == 404


class TestUse:
    """When it was used."""

    def test_its_last_use_is_noted_but_not_each_second(
        self, cast: Cast, program_of: Callable[..., Program], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program = program_of(cast.commune_officer)
        for minutes, noted in ((0, 0), (4, 0), (6, 6)):
            monkeypatch.setattr(clock, "now", lambda later=minutes: cast.now + timedelta(minutes=later))
            program.get("/plans")
            assert ApiToken.objects.get().last_used_at == cast.now + timedelta(minutes=noted)


def test_what_a_token_may_do_is_said_in_the_language_of_the_reader() -> None:
    with translation.override("en"):
        english = dict(TokenForm().fields["scopes"].choices)
    with translation.override("vi"):
        vietnamese = dict(TokenForm().fields["scopes"].choices)
    assert english["plans:read"] == "Read plans (plans:read)"
    assert vietnamese["plans:read"] == "Đọc kế hoạch (plans:read)"
