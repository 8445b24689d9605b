"""Coming in by a one-time code, and setting a password before anything else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from caicach.accounts import services
from caicach.accounts.codes import CODE_LENGTH, LETTERS, code_make
from caicach.accounts.constants import CODE_DAYS, CODE_TRIES
from caicach.accounts.models import SignInCode, User
from caicach.audit.models import Entry
from caicach.web import clock
from caicach.web.actor import SYSTEM
from soundness import assert_clean

DOOR = "/tai-khoan/dang-nhap/"
SET = "/tai-khoan/mat-khau-moi/"
NEW = "núi cao sông dài 26"
ISSUED = datetime(2026, 3, 16, 2, 30, tzinfo=UTC)


@pytest.fixture
def code(person: User, monkeypatch: pytest.MonkeyPatch) -> str:
    """A code of the person, as printed."""
    at(monkeypatch, ISSUED)
    (issued,) = services.codes_issue((person,), actor=SYSTEM, now=ISSUED)
    return issued.code


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def enter(client: Client, typed: str) -> int:
    return client.post(DOOR, {"username": "mai.huong", "password": typed}).status_code


def test_a_code_is_readable_and_never_stored(code: str, person: User) -> None:
    plain = code.replace("-", "")
    stored = SignInCode.objects.get(user=person)

    assert len(plain) == CODE_LENGTH
    assert set(plain) <= set(LETTERS)
    assert not set("0O1IL5S8B2Z") & set(LETTERS)
    assert plain not in str(stored.__dict__)
    assert plain not in "".join(Entry.objects.values_list("data", flat=True))


def test_codes_differ() -> None:
    assert len({code_make() for _time in range(500)}) == 500


def test_a_code_lets_in_once_and_leads_to_the_password(client: Client, code: str) -> None:
    assert enter(client, code) == 302
    assert client.get("/").headers["Location"] == SET
    assert enter(Client(), code) == 422


@pytest.mark.parametrize("spelling", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_may_be_typed_as_people_type(client: Client, code: str, spelling: object) -> None:
    assert enter(client, spelling(code)) == 302  # type: ignore[operator]


def test_the_password_used_before_no_longer_lets_in(client: Client, code: str, password: str) -> None:
    assert enter(client, password) == 422


def test_sessions_end_when_a_code_is_issued(client: Client, person: User) -> None:
    client.force_login(person)
    services.codes_issue((person,), actor=SYSTEM, now=ISSUED)

    assert client.get("/tai-khoan/mat-khau/").headers["Location"].startswith(DOOR)


@pytest.mark.parametrize(
    "address", ["/", "/tai-khoan/mat-khau/", "/nhiem-vu/", "/ke-hoach/tai-len/", "/nguoi-dung/vai-tro/", "/co-quan/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_else_is_open_before_the_password(client: Client, code: str, address: str, method: str) -> None:
    enter(client, code)

    assert getattr(client, method)(address).headers["Location"] == SET


def test_a_script_is_led_to_the_password_too(client: Client, code: str) -> None:
    enter(client, code)
    response = client.get("/", headers={"HX-Request": "true"})

    assert (response.content, response.headers["HX-Redirect"]) == (b"", SET)


def test_one_may_leave_and_choose_the_language(client: Client, code: str) -> None:
    enter(client, code)

    assert client.post("/tai-khoan/ngon-ngu/", {"language": "en"}).headers["Location"] == "/"
    assert client.post("/tai-khoan/dang-xuat/").headers["Location"] == DOOR


def test_the_page_is_sound_and_the_password_opens_everything(client: Client, code: str, person: User) -> None:
    enter(client, code)
    page = client.get(SET).content.decode()
    assert_clean(page)
    assert "Chào Lê Thị Mai Hương" in page
    assert 'role="search"' not in page
    assert 'href="/ke-hoach/"' not in page

    assert client.post(SET, {"new": NEW, "again": NEW}).headers["Location"] == "/"
    person.refresh_from_db()
    assert (person.check_password(NEW), person.must_change_password) == (True, False)
    assert client.get("/nguoi-dung/vai-tro/").status_code == 200
    assert not SignInCode.objects.exists()
    assert [entry.action for entry in Entry.objects.order_by("pk")] == [
        "accounts.code",
        "accounts.code_use",
        "accounts.password",
    ]


@pytest.mark.parametrize(
    ("new", "again", "said"), [("ngắn", "ngắn", "10 ký tự"), (NEW, "khác hẳn", "không giống nhau")]
)
def test_a_password_that_does_not_fit_keeps_the_door_closed(
    client: Client, code: str, new: str, again: str, said: str
) -> None:
    enter(client, code)
    response = client.post(SET, {"new": new, "again": again})

    assert response.status_code == 422
    assert said in response.content.decode()
    assert client.get("/").headers["Location"] == SET


def test_whoever_has_a_password_is_led_to_changing_it(client: Client, person: User) -> None:
    client.force_login(person)

    assert client.get(SET).headers["Location"] == "/tai-khoan/mat-khau/"


def test_a_code_works_until_the_end_of_its_last_day(client: Client, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    midnight = datetime(2026, 3, 16, tzinfo=clock.LOCAL) + timedelta(days=CODE_DAYS)
    at(monkeypatch, midnight)
    assert enter(client, code) == 422
    at(monkeypatch, midnight - timedelta(seconds=1))
    assert enter(client, code) == 302


def test_a_new_code_ends_the_old_one(client: Client, code: str, person: User) -> None:
    (newer,) = services.codes_issue((person,), actor=SYSTEM, now=ISSUED)

    assert enter(client, code) == 422
    assert enter(client, newer.code) == 302


def test_a_code_is_of_its_person_alone(client: Client, code: str) -> None:
    User.objects.create_user("nguoi.khac", full_name="Người Khác")

    assert client.post(DOOR, {"username": "nguoi.khac", "password": code}).status_code == 422


def test_guessing_from_one_address_is_slowed(client: Client, code: str) -> None:
    for _time in range(10):
        enter(client, "AAAA-AAAA")

    assert "Sai quá 10 lần" in client.post(DOOR, {"username": "mai.huong", "password": code}).content.decode()


def test_guessing_from_many_addresses_ends_the_code(person: User, code: str) -> None:
    for _time in range(CODE_TRIES):
        services.code_use("mai.huong", "AAAA-AAAA", now=ISSUED)

    assert services.code_use("mai.huong", code, now=ISSUED) is None


def test_a_closed_account_stays_out_and_its_sessions_end(client: Client, code: str, person: User) -> None:
    enter(client, code)
    assert services.account_disable(person, actor=SYSTEM, now=ISSUED)

    assert client.get("/").headers["Location"].startswith(DOOR)
    assert enter(Client(), code) == 422
    assert not services.account_disable(person, actor=SYSTEM, now=ISSUED)
    assert services.account_enable(person, actor=SYSTEM, now=ISSUED)
