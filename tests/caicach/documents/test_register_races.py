"""Two officers who write the same document into their registers at the same moment."""

from datetime import date

import pytest

from caicach.documents.models import Document, RegisterEntry
from caicach.documents.services import NewDocument, documents_register
from cast import Cast, Person
from two_writers import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
]
GIVEN = NewDocument(
    type="Kế hoạch", symbol="41/KH-UBND", issued_on=date(2025, 3, 2), issuer_name="UBND tỉnh Sông Mây", direction="in"
)


def registering(cast: Cast, person: Person) -> object:
    assert documents_register([GIVEN], actor=person.actor, now=cast.now).documents[0] is not None
    return None


def test_one_document_two_registers(cast: Cast) -> None:
    officers = (cast.commune_officer, cast.neighbour_officer)

    assert at_once(*(lambda person=person: registering(cast, person) for person in officers)) == ["", ""]

    document = Document.objects.get()
    assert set(RegisterEntry.objects.values_list("document", "agency")) == {
        (document.pk, cast.commune.pk),
        (document.pk, cast.neighbour.pk),
    }
