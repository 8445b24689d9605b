"""Handing out files: to whom, under which name, as what."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse

from caicach.files.models import StoredFile
from caicach.files.services import file_store
from caicach.obligations.constants import ObligationState
from cast import PDF, Cast


@pytest.fixture
def proof(cast: Cast) -> StoredFile:
    """The file of a commune's hand-in."""
    obligation = cast.obligation(state=ObligationState.SUBMITTED)
    document = obligation.submissions.get().document
    assert document is not None
    assert document.file is not None
    return document.file


@pytest.fixture
def url(proof: StoredFile) -> Callable[[str], str]:
    """The address of the proof under a name."""
    return lambda name: reverse("files:download", args=[proof.uid, name])


def content(response: object) -> bytes:
    assert isinstance(response, FileResponse)
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["commune_viewer", "standing_officer", "province_leader"])
def test_whoever_sees_the_obligation_reads_its_proof(
    cast: Cast, client: Client, url: Callable[[str], str], who: str
) -> None:
    client.force_login(getattr(cast, who).user)

    response = client.get(url("Báo cáo.pdf"))

    assert response.status_code == 200
    assert content(response).startswith(PDF)


@pytest.mark.parametrize("who", ["neighbour_officer", "department_officer", "stranger"])
def test_for_others_it_is_not_there(cast: Cast, client: Client, url: Callable[[str], str], who: str) -> None:
    client.force_login(getattr(cast, who).user)

    assert client.get(url("x.pdf")).status_code == 404


def test_a_file_of_no_one_is_closed(cast: Cast, client: Client) -> None:
    stored = file_store(b"%PDF- khong ai dung", now=cast.now)
    client.force_login(cast.standing_officer.user)

    assert client.get(reverse("files:download", args=[stored.uid, "x.pdf"])).status_code == 404


def test_nobody_unknown_comes_in(client: Client, url: Callable[[str], str]) -> None:
    assert client.get(url("x.pdf")).status_code == 302


def test_the_browser_is_told_to_keep_it_and_not_to_guess(
    cast: Cast, client: Client, proof: StoredFile, url: Callable[[str], str]
) -> None:
    client.force_login(cast.commune_officer.user)

    response = client.get(url("Báo cáo quý I.pdf"))

    assert content(response)
    headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('Báo cáo quý I.pdf')}"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["ETag"] == f'"{proof.sha256}"'
    assert headers["Content-Security-Policy"].startswith("sandbox")


def test_the_name_in_the_address_does_not_change_what_it_is(
    cast: Cast, client: Client, url: Callable[[str], str]
) -> None:
    client.force_login(cast.commune_officer.user)

    response = client.get(url("chuong-trinh.exe"))

    assert content(response)
    assert 'filename="chuong-trinh.exe.pdf"' in response.headers["Content-Disposition"]


def test_a_copy_that_is_known_is_not_sent_again(
    cast: Cast, client: Client, proof: StoredFile, url: Callable[[str], str]
) -> None:
    client.force_login(cast.commune_officer.user)

    response = client.get(url("x.pdf"), headers={"If-None-Match": f'"{proof.sha256}"'})

    assert (response.status_code, response.content) == (304, b"")
