"""One's own password."""

import pytest
from django.test import Client

from caicach.accounts.models import User
from soundness import assert_clean

ADDRESS = "/tai-khoan/mat-khau/"
NEW = "núi cao sông dài 26"


@pytest.fixture
def inside(client: Client, person: User) -> Client:
    """A browser of the person."""
    client.force_login(person)
    return client


def sent(client: Client, old: str, new: str = NEW, again: str = NEW) -> str:
    return client.post(ADDRESS, {"old": old, "new": new, "again": again}).content.decode()


def test_the_page_is_sound(inside: Client) -> None:
    assert_clean(inside.get(ADDRESS).content.decode())


def test_the_new_password_holds_and_this_browser_stays_in(inside: Client, person: User, password: str) -> None:
    sent(inside, password)
    person.refresh_from_db()

    assert person.check_password(NEW)
    assert inside.get(ADDRESS).status_code == 200


def test_other_browsers_are_signed_out(inside: Client, person: User, password: str) -> None:
    other = Client()
    other.force_login(person)
    sent(inside, password)

    assert other.get(ADDRESS).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("sai", NEW, NEW, "Mật khẩu hiện tại không đúng."),
        (None, NEW, "khác hẳn thế này", "Hai lần nhập mật khẩu mới không giống nhau."),
        (None, "ngắn", "ngắn", "10 ký tự"),
        (None, "password123", "password123", "phổ biến"),
        (None, "mai.huong.2026", "mai.huong.2026", "giống"),
    ],
)
def test_what_does_not_fit_changes_nothing_and_is_said(
    inside: Client, person: User, password: str, old: str | None, new: str, again: str, said: str
) -> None:
    page = sent(inside, password if old is None else old, new, again)
    person.refresh_from_db()

    assert said in page
    assert person.check_password(password)
