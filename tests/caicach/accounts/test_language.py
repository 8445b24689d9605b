"""The language of the pages."""

import pytest
from django.test import Client

ADDRESS = "/tai-khoan/ngon-ngu/"
DOOR = "/tai-khoan/dang-nhap/"

pytestmark = pytest.mark.django_db


def test_pages_are_vietnamese_whatever_the_browser_prefers(client: Client) -> None:
    response = client.get(DOOR, headers={"Accept-Language": "en"})

    assert response.headers["Content-Language"] == "vi"
    assert '<html lang="vi">' in response.content.decode()


def test_a_person_chooses_and_comes_back(client: Client) -> None:
    response = client.post(ADDRESS, {"language": "en", "next": DOOR})

    assert response.headers["Location"] == DOOR
    page = client.get(DOOR).content.decode()
    assert '<html lang="en">' in page
    assert "Tiếng Việt" in page


def test_a_language_that_is_not_there_changes_nothing(client: Client) -> None:
    client.post(ADDRESS, {"language": "xx"})

    assert client.get(DOOR).headers["Content-Language"] == "vi"


def test_nobody_is_led_elsewhere(client: Client) -> None:
    assert client.post(ADDRESS, {"language": "en", "next": "https://example.org/"}).headers["Location"] == "/"


def test_a_link_changes_nothing(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 405
