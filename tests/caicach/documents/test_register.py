"""Registering documents: once each, with one file."""

from datetime import timedelta
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.documents.models import Document
from caicach.files.services import file_store
from caicach.web.errors import BadInput
from cast import Cast


@pytest.mark.parametrize(
    ("field", "spelling"),
    [
        ("symbol", " 41 / kh – UBND "),
        ("issuer_name", "Uỷ ban nhân dân xã Suối Nhạn"),
        ("type", " Kế   hoạch "),
    ],
)
def test_one_document_is_registered_once_however_it_is_spelt(cast: Cast, field: str, spelling: str) -> None:
    names = {"type": "Kế hoạch", "symbol": "41/KH-UBND", "issuer_name": "Ủy ban nhân dân xã Suối Nhạn"}
    one = cast.document(**names)

    assert cast.document(**{**names, field: spelling, "file": one.file}) == one
    assert Document.objects.count() == 1
    assert Entry.objects.filter(action="documents.register").count() == 1


@pytest.mark.parametrize("changes", [{"symbol": "42/KH-UBND"}, {"type": "Quyết định"}, {"issuer_name": "Sở Nội vụ"}])
def test_another_symbol_type_or_issuer_is_another_document(cast: Cast, changes: dict[str, Any]) -> None:
    names = {"type": "Kế hoạch", "symbol": "41/KH-UBND"}

    assert cast.document(**names) != cast.document(**{**names, **changes})


def test_numbers_restart_so_another_day_is_another_document(cast: Cast) -> None:
    one = cast.document(symbol="41/KH-UBND")

    assert cast.document(symbol="41/KH-UBND", issued_on=cast.today - timedelta(days=365)) != one


def test_a_known_document_gets_its_file_later(cast: Cast) -> None:
    bare = cast.document(symbol="41/KH-UBND", file=None)
    assert bare.file is None

    again = cast.document(symbol="41/KH-UBND", file_name="ke-hoach.pdf")

    assert again == bare
    assert Document.objects.get().file == again.file
    assert Entry.objects.filter(action="documents.attach").count() == 1


def test_another_file_for_the_same_document_is_refused(cast: Cast) -> None:
    one = cast.document(symbol="41/KH-UBND")

    with pytest.raises(BadInput, match="một tệp khác"):
        cast.document(symbol="41/KH-UBND", file=file_store(b"%PDF- ban khac", now=cast.now))

    assert Document.objects.get().file == one.file


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"symbol": "  "}, "Thiếu số"), ({"issuer_name": " - "}, "Thiếu cơ quan"), ({"issued_on": None}, "chưa đến")],
)
def test_what_names_no_document_is_refused(cast: Cast, changes: dict[str, Any], sentence: str) -> None:
    if "issued_on" in changes:
        changes = {"issued_on": cast.today + timedelta(days=1)}

    with pytest.raises(BadInput, match=sentence):
        cast.document(**changes)

    assert not Document.objects.exists()
