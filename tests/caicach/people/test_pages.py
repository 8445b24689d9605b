"""The list of people, one person, what roles may do."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from caicach.accounts.models import User
from caicach.people.constants import ACTS, GIVES, SUMMARIES
from caicach.people.models import Grant
from caicach.web.actor import Role
from cast import Cast, Person
from soundness import assert_clean

Browser = Callable[[Person], Client]


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    page: str = response.content.decode()
    assert_clean(page)
    return page


def address(person: Person, rest: str = "") -> str:
    return f"/nguoi-dung/{person.user.uid}/{rest}"


class TestList:
    def test_people_stand_under_their_agency_by_the_name_they_are_called(self, cast: Cast, browser: Browser) -> None:
        page = text(browser(cast.administrator), "/nguoi-dung/")
        names = ["Lê Thị Mai Hương", "Trần Văn Lực", "Mùa Thị Thư", "Phạm Thị Xem"]
        places = [page.index(name) for name in names]

        assert "11 người" in page
        assert places == sorted(places)

    @pytest.mark.parametrize("words", ["mai huong", "Hường", "MAI HƯƠNG", "huong"])
    def test_a_person_is_found_without_marks(self, cast: Cast, browser: Browser, words: str) -> None:
        page = text(browser(cast.administrator), f"/nguoi-dung/?q={words}")

        assert "Lê Thị Mai Hương" in page
        assert "Lê Đăng Khoa" not in page

    def test_the_people_of_an_agency_are_found_by_its_name(self, cast: Cast, browser: Browser) -> None:
        page = text(browser(cast.administrator), "/nguoi-dung/?q=so tai chinh")

        assert "Lê Đăng Khoa" in page
        assert "Lê Thị Mai Hương" not in page

    def test_a_leader_sees_the_own_agency_alone(self, cast: Cast, browser: Browser) -> None:
        page = text(browser(cast.commune_leader), "/nguoi-dung/")

        assert "Lê Thị Mai Hương" in page
        assert "Vàng A Bản" not in page

    def test_whoever_manages_nobody_is_told_why(self, cast: Cast, browser: Browser) -> None:
        page = text(browser(cast.commune_officer), "/nguoi-dung/", status=403)

        assert "Chỉ quản trị viên, cán bộ cơ quan thường trực và lãnh đạo cơ quan được quản lý người dùng." in page
        assert 'href="/nguoi-dung/"' not in page

    def test_nothing_found_says_what_to_do(self, cast: Cast, browser: Browser) -> None:
        assert "Không có ai khớp" in text(browser(cast.administrator), "/nguoi-dung/?q=zzz")

    @pytest.mark.parametrize(("state", "count"), [("new", "11 người"), ("closed", "0 người"), ("left", "0 người")])
    def test_states(self, cast: Cast, browser: Browser, state: str, count: str) -> None:
        User.objects.filter(pk=cast.administrator.user.pk).update(last_login=cast.now)
        client = browser(cast.administrator)

        assert count.replace("11", "10") in text(client, f"/nguoi-dung/?loc={state}")

    def test_the_queries_are_few(self, cast: Cast, browser: Browser, django_assert_max_num_queries: object) -> None:
        client = browser(cast.administrator)
        client.get("/nguoi-dung/")
        with django_assert_max_num_queries(10):  # type: ignore[operator]
            client.get("/nguoi-dung/?q=suoi nhan")


class TestPerson:
    def test_everybody_sees_their_own_page(self, cast: Cast, browser: Browser) -> None:
        page = text(browser(cast.commune_viewer), address(cast.commune_viewer))

        assert "Người xem" in page
        assert "Cấp thêm vai trò" not in page
        assert "Khóa tài khoản" not in page

    def test_beyond_reach_there_is_no_such_person(self, cast: Cast, browser: Browser) -> None:
        assert browser(cast.stranger).get(address(cast.commune_officer)).status_code == 404
        assert browser(cast.commune_leader).get(address(cast.neighbour_officer)).status_code == 404

    def test_within_reach_but_not_theirs_to_manage_says_why(self, cast: Cast, browser: Browser) -> None:
        assert "quản lý người dùng" in text(browser(cast.commune_officer), address(cast.commune_viewer), status=403)

    def test_a_manager_sees_everything_and_the_history(self, cast: Cast, browser: Browser) -> None:
        client = browser(cast.administrator)
        client.post(address(cast.commune_officer, "khoa/"))
        page = text(client, address(cast.commune_officer))

        assert "Tài khoản đang khóa" in page
        assert "Khóa tài khoản" in page
        assert "Đinh Thị Quản" in page

    def test_a_leader_cannot_touch_whoever_holds_more(self, cast: Cast, browser: Browser) -> None:
        # An administrator who sits at the commune: a new code in the leader's hand would be the administrator's rights.
        post = cast.commune_officer.user.posts.get()
        Grant.objects.create(post=post, role=Role.ADMINISTRATOR.value, scope=cast.province, valid_from=cast.today)
        client = browser(cast.commune_leader)

        assert "Bạn chỉ xem được tài khoản này" in text(client, address(cast.commune_officer))
        for act in ("ma-moi/", "khoa/"):
            assert client.post(address(cast.commune_officer, act)).status_code == 403
        cast.commune_officer.user.refresh_from_db()
        assert cast.commune_officer.user.is_active
        assert not cast.commune_officer.user.must_change_password

    def test_a_role_that_begins_later_counts_too(self, cast: Cast, browser: Browser) -> None:
        post, later = cast.commune_officer.user.posts.get(), cast.today + timedelta(days=30)
        Grant.objects.create(post=post, role=Role.ADMINISTRATOR.value, scope=cast.province, valid_from=later)

        assert browser(cast.commune_leader).post(address(cast.commune_officer, "ma-moi/")).status_code == 403

    def test_a_new_code_is_shown_once_and_ends_the_password(self, cast: Cast, browser: Browser) -> None:
        response = browser(cast.commune_leader).post(address(cast.commune_officer, "ma-moi/"))
        cast.commune_officer.user.refresh_from_db()

        assert response.status_code == 200
        assert "no-store" in response.headers["Cache-Control"]
        assert response.content.decode().count('class="slip"') == 1
        assert cast.commune_officer.user.must_change_password

    def test_nobody_closes_or_resets_their_own_account(self, cast: Cast, browser: Browser) -> None:
        client = browser(cast.administrator)

        for act, said in (("khoa/", "Không ai tự khóa"), ("ma-moi/", "Đổi mật khẩu")):
            response = client.post(address(cast.administrator, act))
            assert response.status_code == 403
            assert said in response.content.decode()

    def test_an_account_is_closed_and_opened(self, cast: Cast, browser: Browser) -> None:
        client, own = browser(cast.standing_officer), browser(cast.commune_officer)
        assert own.get("/nguoi-dung/vai-tro/").status_code == 200
        assert client.post(address(cast.commune_officer, "khoa/")).status_code == 302
        assert own.get("/nguoi-dung/vai-tro/").status_code == 302  # the session is over
        assert client.post(address(cast.commune_officer, "khoa/")).status_code == 409
        assert client.post(address(cast.commune_officer, "mo-khoa/")).status_code == 302


class TestCreate:
    def test_one_account_leads_to_its_slip(self, cast: Cast, browser: Browser) -> None:
        client = browser(cast.commune_leader)
        assert "Thêm một người" in text(client, "/nguoi-dung/them/")
        sent = {
            "full_name": "Vàng Thị Mỷ",
            "agency": "xa suoi nhan",
            "title": "",
            "phone": "",
            "role": "clerk",
            "username": "",
        }
        response = client.post("/nguoi-dung/them/", {**sent, "agency": "UBND xã Suối Nhạn"})

        assert response.status_code == 200
        assert 'class="slip__code"' in response.content.decode()
        assert Grant.objects.get(post__user__username="myvt.suoinhan").role == "clerk"

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"agency": "Sở Lạ"}, "Danh bạ không có “Sở Lạ”."),
            ({"full_name": "Lê Thị Mai Hương"}, "Người này đã có tài khoản ở cơ quan đó."),
            ({"role": "agency_leader"}, "agency_leader"),
            ({"phone": "1"}, "Không đọc được số điện thoại"),
        ],
    )
    def test_what_does_not_fit_is_said(self, cast: Cast, browser: Browser, values: dict[str, str], said: str) -> None:
        sent = {"full_name": "Vàng Thị Mỷ", "agency": "UBND xã Suối Nhạn", "role": "clerk"}
        response = browser(cast.commune_leader).post("/nguoi-dung/them/", {**sent, **values})
        page = response.content.decode()

        assert response.status_code == 422
        assert any(part in page for part in said.split("|"))


class TestRoles:
    def test_every_role_is_explained_to_everybody(self, cast: Cast, browser: Browser) -> None:
        page = text(browser(cast.commune_viewer), "/nguoi-dung/vai-tro/")

        assert page.count('id="vai-tro-') == len(Role)
        assert page.count("vai trò của bạn") == 1

    def test_the_data_speaks_of_every_role(self) -> None:
        assert set(SUMMARIES) == set(Role)
        assert {role for act in ACTS for role in act.roles} == set(Role)
        assert len({act.key for act in ACTS}) == len(ACTS)
        # Whoever gives a role manages people, and an administrator can give every role.
        assert set(GIVES[Role.ADMINISTRATOR]) == set(Role)
