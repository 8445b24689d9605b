"""Going out."""

import pytest
from django.test import Client

from caicach.accounts.models import User

ADDRESS = "/tai-khoan/dang-xuat/"


def test_a_person_goes_out(client: Client, person: User) -> None:
    client.force_login(person)
    response = client.post(ADDRESS, follow=True)

    assert "_auth_user_id" not in client.session
    assert "Bạn đã đăng xuất." in response.content.decode()


def test_a_link_signs_nobody_out(client: Client, person: User) -> None:
    client.force_login(person)

    assert client.get(ADDRESS).status_code == 405
    assert "_auth_user_id" in client.session


@pytest.mark.django_db
def test_nobody_cannot_go_out(client: Client) -> None:
    assert client.post(ADDRESS).headers["Location"].startswith("/tai-khoan/dang-nhap/")
