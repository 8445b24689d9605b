"""The page of a document."""

import pytest
from django.test import Client
from django.urls import reverse

from caicach.documents.models import Document
from caicach.documents.services import document_register
from caicach.obligations.constants import ObligationState
from cast import Cast


@pytest.fixture
def proof(cast: Cast) -> Document:
    """The document of a commune's hand-in."""
    document = cast.obligation(state=ObligationState.SUBMITTED, duty={"title": "Rà soát"}).submissions.get().document
    assert document is not None
    return document


def status(client: Client, document: Document) -> int:
    return client.get(reverse("documents:detail", args=[document.uid])).status_code


@pytest.mark.parametrize(
    ("who", "answer"),
    [("commune_viewer", 200), ("standing_officer", 200), ("neighbour_officer", 404), ("stranger", 404)],
)
def test_whoever_sees_what_uses_it_sees_it(cast: Cast, client: Client, proof: Document, who: str, answer: int) -> None:
    client.force_login(getattr(cast, who).user)

    assert status(client, proof) == answer


def test_it_shows_its_facts_file_and_uses(cast: Cast, client: Client, proof: Document) -> None:
    client.force_login(cast.commune_officer.user)

    page = client.get(reverse("documents:detail", args=[proof.uid])).content.decode()

    assert proof.symbol in page
    assert "bao-cao.pdf" in page
    assert "Rà soát" in page
    assert "nhiệm vụ của UBND xã Suối Nhạn" in page


def test_whoever_registered_it_sees_it(cast: Cast, client: Client) -> None:
    document = document_register(
        actor=cast.stranger.actor,
        type="Báo cáo",
        symbol="1/BC-CCKL",
        issued_on=cast.today,
        issuer=cast.stranger_agency,
        issuer_name=cast.stranger_agency.current_name,
        subject="",
        signer="",
        now=cast.now,
    )
    client.force_login(cast.stranger.user)
    assert status(client, document) == 200
    client.force_login(cast.commune_officer.user)
    assert status(client, document) == 404
