"""Every text of a browser comes in one normal form: one test a door."""

import unicodedata
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, QueryDict
from django.test import RequestFactory

from caicach.web.doors import NormalFormMiddleware, normal_query

NFC = "Uỷ ban nhân dân xã Điền Lộc"
NFD = unicodedata.normalize("NFD", NFC)


def through(request: Any) -> Any:
    """Send ``request`` through the middleware as Django would."""
    middleware = NormalFormMiddleware(lambda _request: HttpResponse())
    middleware(request)
    middleware.process_view(request, None, (), {})
    return request


def test_the_samples_differ() -> None:
    assert NFC != NFD


def test_a_query_string() -> None:
    request = through(RequestFactory().get("/", {"q": NFD, NFD: "1"}))

    assert request.GET["q"] == NFC
    assert request.GET[NFC] == "1"


@pytest.mark.parametrize("kind", ["multipart", "urlencoded"])
def test_a_form(kind: str) -> None:
    content = {} if kind == "multipart" else {"content_type": "application/x-www-form-urlencoded"}
    query = QueryDict(mutable=True)
    query.setlist("name", [NFD, "b"])
    data = {"name": [NFD, "b"]} if kind == "multipart" else query.urlencode()
    request = through(RequestFactory().post("/", data, **content))

    assert request.POST.getlist("name") == [NFC, "b"]


def test_the_name_of_a_file() -> None:
    file = SimpleUploadedFile(NFD + ".docx", b"x")

    assert through(RequestFactory().post("/", {"file": file})).FILES["file"].name == NFC + ".docx"


def test_marks_that_carry_no_text_fall_away_and_lines_end_alike() -> None:
    query = QueryDict(mutable=True)
    query["words"] = "một\r\nhai\u200b"

    assert normal_query(query)["words"] == "một\nhai"


def test_what_is_normal_already_is_not_copied() -> None:
    query = QueryDict("q=" + "nghi")

    assert normal_query(query) is query


def test_the_result_cannot_be_changed() -> None:
    query = QueryDict(mutable=True)
    query["q"] = NFD
    with pytest.raises(AttributeError, match="immutable"):
        normal_query(query)["q"] = "x"


def test_a_body_that_is_no_form_is_left_alone() -> None:
    request = RequestFactory().post("/", NFD.encode(), content_type="application/json")

    assert through(request).body == NFD.encode()
