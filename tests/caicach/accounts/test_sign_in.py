"""Coming in by name and password."""

import unicodedata
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.accounts import throttle
from caicach.accounts.models import User
from soundness import assert_clean

ADDRESS = "/tai-khoan/dang-nhap/"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


def attempt(client: Client, username: str, password: str, **values: str) -> Any:
    return client.post(ADDRESS, {"username": username, "password": password, **values})


@pytest.mark.django_db
def test_the_door_is_open_to_everybody_and_sound(client: Client) -> None:
    response = client.get(ADDRESS)

    assert response.status_code == 200
    assert_clean(response.content.decode())
    assert "no-store" in response.headers["Cache-Control"]


def test_a_good_password_lets_in(client: Client, person: User, password: str) -> None:
    response = attempt(client, "mai.huong", password)

    assert response.status_code == 302
    assert response.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_name_may_be_typed_with_capitals_and_blanks(client: Client, person: User, password: str) -> None:
    assert attempt(client, " Mai.Huong ", password).status_code == 302


def test_one_goes_on_to_where_one_wanted(client: Client, person: User, password: str) -> None:
    assert attempt(client, "mai.huong", password, next="/ke-hoach/?q=1").headers["Location"] == "/ke-hoach/?q=1"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org"]
)
def test_nobody_is_led_elsewhere(client: Client, person: User, password: str, elsewhere: str) -> None:
    assert attempt(client, "mai.huong", password, next=elsewhere).headers["Location"] == "/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_words(client: Client, person: User) -> None:
    for username in ("mai.huong", "khong.co"):
        response = attempt(client, username, "sai")
        page = response.content.decode()

        assert response.status_code == 422
        assert WRONG in page
        assert 'role="alert"' in page
        assert "_auth_user_id" not in client.session
        assert_clean(page)


def test_the_password_is_never_sent_back(client: Client, person: User) -> None:
    assert "lộ ra" not in attempt(client, "mai.huong", "lộ ra").content.decode()


def test_what_is_missing_is_said_at_its_field(client: Client, person: User) -> None:
    page = attempt(client, "", "").content.decode()

    assert "Nhập tên đăng nhập." in page
    assert "Nhập mật khẩu." in page


def test_an_account_out_of_use_stays_out(client: Client, person: User, password: str) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert WRONG in attempt(client, "mai.huong", password).content.decode()


def test_after_ten_failures_one_waits(client: Client, person: User, password: str) -> None:
    for _time in range(throttle.LIMIT):
        attempt(client, "mai.huong", "sai")
    page = attempt(client, "mai.huong", password).content.decode()

    assert "Sai quá 10 lần. Đợi 15 phút rồi thử lại" in page
    assert "_auth_user_id" not in client.session


def test_another_person_at_the_same_machine_does_not_wait(client: Client, person: User, password: str) -> None:
    for _time in range(throttle.LIMIT):
        attempt(client, "nguoi.khac", "sai")

    assert attempt(client, "mai.huong", password).status_code == 302


def test_a_success_forgives_failures(client: Client, person: User, password: str) -> None:
    for _time in range(throttle.LIMIT - 1):
        attempt(client, "mai.huong", "sai")
    attempt(client, "mai.huong", password)

    assert not throttle.is_blocked("mai.huong", "127.0.0.1")


def test_failures_count_under_every_spelling_of_the_name() -> None:
    for spelling in ("Hường", unicodedata.normalize("NFD", "hường"), " HƯỜNG "):
        throttle.count_failure(spelling, "10.0.0.1")

    for _time in range(throttle.LIMIT - 3):
        throttle.count_failure("hường", "10.0.0.1")
    assert throttle.is_blocked("hường", "10.0.0.1")
    assert not throttle.is_blocked("hường", "10.0.0.2")


def test_behind_a_proxy_the_address_is_the_one_the_proxy_wrote(rf: Any, settings: Any) -> None:
    request = rf.get("/", headers={"X-Forwarded-For": "1.2.3.4, 10.6.2.18"})

    assert throttle.address_of(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert throttle.address_of(request) == "10.6.2.18"


def test_who_is_in_is_not_asked_again(client: Client, person: User) -> None:
    client.force_login(person)

    assert client.get(ADDRESS).status_code == 302


@pytest.mark.django_db
def test_pages_lead_to_the_door(client: Client) -> None:
    wanted = reverse("accounts:password_change")
    response = client.get(wanted)

    assert response.status_code == 302
    assert response.headers["Location"] == f"{ADDRESS}?next={wanted}"


@pytest.mark.django_db
def test_a_script_is_sent_to_the_door_and_gets_no_fragment_of_it(client: Client) -> None:
    response = client.get(reverse("accounts:password_change"), headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == ADDRESS
    assert response.content == b""


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused(person: User, password: str) -> None:
    assert Client(enforce_csrf_checks=True).post(ADDRESS, {"username": "x", "password": "y"}).status_code == 403
