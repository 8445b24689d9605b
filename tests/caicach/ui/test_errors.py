"""Pages that could not be shown: in words, with the right status, without details."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from caicach.ui import views
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from caicach.web.middleware import RefusalMiddleware
from soundness import assert_clean


@pytest.mark.parametrize(
    ("view", "status", "said"),
    [
        (views.not_found, 404, "Không có trang này"),
        (views.forbidden, 403, "Việc này không thuộc quyền của bạn"),
        (views.bad_request, 400, "Không đọc được yêu cầu"),
        (views.forged, 403, "Biểu mẫu đã hết hiệu lực"),
        (views.broken, 500, "Hệ thống gặp lỗi"),
    ],
)
def test_each_says_what_happened(view: Any, status: int, said: str) -> None:
    response = view(RequestFactory().get("/"))
    page = response.content.decode()

    assert response.status_code == status
    assert f">{said}</h1>" in page
    assert_clean(page)


def test_the_page_of_a_failure_asks_the_database_nothing(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        views.broken(RequestFactory().get("/"))


@pytest.mark.django_db
def test_an_address_that_is_not_there() -> None:
    response = Client().get("/khong-co-trang-nay/")

    assert response.status_code == 404
    assert "Không có trang này" in response.content.decode()


@pytest.mark.parametrize("refusal", [Beyond, NotAllowed, WrongState, BadInput])
def test_a_refusal_keeps_its_reason_and_its_status(refusal: Any) -> None:
    middleware = RefusalMiddleware(lambda request: views.not_found(request))
    response = middleware.process_exception(RequestFactory().get("/"), refusal("Nhiệm vụ đã được <nghiệm thu>."))

    assert response is not None
    assert response.status_code == refusal.status
    assert "Nhiệm vụ đã được &lt;nghiệm thu&gt;." in response.content.decode()
    assert_clean(response.content.decode())


def test_what_is_not_a_refusal_goes_on() -> None:
    middleware = RefusalMiddleware(lambda request: views.not_found(request))

    assert middleware.process_exception(RequestFactory().get("/"), ValueError("x")) is None
