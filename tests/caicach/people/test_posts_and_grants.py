"""Posts and grants: by dates, within the giver's own scope, with their rows in the audit."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from caicach.audit.models import Entry
from caicach.people.models import Grant, Post
from caicach.people.selectors import actor_of
from caicach.people.services import NewGrant, grant_give, grant_withdraw, post_close, post_open
from caicach.web.actor import Role
from caicach.web.errors import BadInput, NotAllowed, WrongState
from caicach.web.fields import FOREVER
from cast import START, Cast, Person

DAY = timedelta(days=1)


def post_of(person: Person) -> Post:
    return Post.objects.get(user=person.user)


def give(cast: Cast, giver: Person, to: Person, role: Role, scope: int, **values: object) -> Grant:
    new = NewGrant(role, scope, **{"valid_from": cast.today, **values})  # type: ignore[arg-type]
    return grant_give(post_of(to), new, actor=giver.actor, today=cast.today)


def withdraw(cast: Cast, giver: Person, grant: Grant, until: date | None = None) -> Grant:
    return grant_withdraw(grant, actor=giver.actor, until=until or cast.today, today=cast.today)


def state() -> list[object]:
    return [*Post.objects.order_by("pk").values(), *Grant.objects.order_by("pk").values(), Entry.objects.count()]


class TestGiving:
    def test_a_role_counts_from_its_day_to_its_day(self, cast: Cast) -> None:
        give(cast, cast.administrator, cast.commune_viewer, Role.CLERK, cast.commune.pk, valid_to=cast.today + 5 * DAY)
        user = cast.commune_viewer.user

        assert actor_of(user, on=cast.today - DAY).roles == {Role.VIEWER}
        assert actor_of(user, on=cast.today + 4 * DAY).roles == {Role.VIEWER, Role.CLERK}
        assert actor_of(user, on=cast.today + 5 * DAY).roles == {Role.VIEWER}
        entry = Entry.objects.get(action="people.grant_give")
        assert (entry.actor_id, '"role":"clerk"' in entry.data) == (cast.administrator.user.pk, True)

    def test_the_same_role_twice_at_one_time_is_refused(self, cast: Cast) -> None:
        give(cast, cast.administrator, cast.commune_viewer, Role.CLERK, cast.commune.pk, valid_to=cast.today + 5 * DAY)
        with pytest.raises(BadInput, match="trong thời gian này"):
            give(cast, cast.administrator, cast.commune_viewer, Role.CLERK, cast.commune.pk)
        # Half open: the next one begins where the first ended.
        give(
            cast, cast.administrator, cast.commune_viewer, Role.CLERK, cast.commune.pk, valid_from=cast.today + 5 * DAY
        )

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"valid_from": START - DAY}, "trước vị trí công tác"),
            ({"valid_to": date(2026, 3, 16)}, "không có ngày nào hiệu lực"),
            ({"valid_to": date(2026, 3, 1)}, "đứng trước ngày bắt đầu"),
            ({"area_code": "procedures"}, "Chỉ vai trò chủ trì lĩnh vực"),
        ],
    )
    def test_what_does_not_fit_is_refused(self, cast: Cast, values: dict[str, object], said: str) -> None:
        before = state()
        with pytest.raises(BadInput, match=said):
            give(cast, cast.administrator, cast.commune_viewer, Role.CLERK, cast.commune.pk, **values)
        assert state() == before

    def test_nobody_gives_beyond_their_own_scope(self, cast: Cast) -> None:
        before = state()
        for giver, to, role, scope in (
            (cast.commune_leader, cast.commune_viewer, Role.CLERK, cast.neighbour),  # a scope elsewhere
            (cast.commune_leader, cast.neighbour_officer, Role.CLERK, cast.commune),  # a person elsewhere
            (cast.commune_leader, cast.commune_viewer, Role.AGENCY_OFFICER, cast.province),  # above the own
        ):
            with pytest.raises(NotAllowed, match="ngoài phạm vi"):
                give(cast, giver, to, role, scope.pk)
        assert state() == before

    def test_nobody_gives_a_role_that_is_not_theirs_to_give(self, cast: Cast) -> None:
        before = state()
        for giver, role in (
            (cast.commune_leader, Role.AGENCY_LEADER),
            (cast.commune_leader, Role.ADMINISTRATOR),
            (cast.standing_officer, Role.ADMINISTRATOR),
            (cast.standing_officer, Role.STANDING_OFFICER),
            (cast.commune_officer, Role.VIEWER),
        ):
            with pytest.raises(NotAllowed, match="chỉ do"):
                give(cast, giver, cast.commune_viewer, role, cast.commune.pk)
        assert state() == before

    def test_an_administrator_of_one_commune_administers_that_commune_alone(self, cast: Cast) -> None:
        give(cast, cast.administrator, cast.commune_officer, Role.ADMINISTRATOR, cast.commune.pk)
        local = Person(cast.commune_officer.user, actor_of(cast.commune_officer.user, on=cast.today))

        give(cast, local, cast.commune_viewer, Role.CLERK, cast.commune.pk)
        with pytest.raises(NotAllowed, match="ngoài phạm vi"):
            give(cast, local, cast.neighbour_officer, Role.CLERK, cast.neighbour.pk)

    def test_an_area_belongs_to_those_who_lead_one(self, cast: Cast) -> None:
        made = give(
            cast, cast.standing_officer, cast.department_officer, Role.AREA_LEAD, cast.province.pk,
            area_code="public_finance",
        )  # fmt: skip
        assert made.area_code == "public_finance"
        # For one area alone no subtree opens.
        assert cast.province.pk not in actor_of(cast.department_officer.user, on=cast.today).scope_ids


class TestWithdrawing:
    def test_a_role_ends_from_the_day_on(self, cast: Cast) -> None:
        grant = Grant.objects.get(post__user=cast.commune_viewer.user)
        withdraw(cast, cast.commune_leader, grant, cast.today + DAY)

        assert actor_of(cast.commune_viewer.user, on=cast.today).roles == {Role.VIEWER}
        assert actor_of(cast.commune_viewer.user, on=cast.today + DAY).roles == set()

    def test_a_role_that_never_began_may_be_given_again(self, cast: Cast) -> None:
        grant = give(cast, cast.administrator, cast.commune_viewer, Role.CLERK, cast.commune.pk)
        assert withdraw(cast, cast.administrator, grant).valid_to == grant.valid_from
        again = give(cast, cast.administrator, cast.commune_viewer, Role.CLERK, cast.commune.pk)

        assert (again.pk, again.valid_to) == (grant.pk, FOREVER)

    def test_the_second_of_two_is_told(self, cast: Cast) -> None:
        grant = Grant.objects.get(post__user=cast.commune_viewer.user)
        withdraw(cast, cast.administrator, grant)
        with pytest.raises(WrongState, match="đã thu hồi trước đó"):
            withdraw(cast, cast.commune_leader, grant)

    def test_nothing_is_withdrawn_for_days_that_are_over(self, cast: Cast) -> None:
        grant = Grant.objects.get(post__user=cast.commune_viewer.user)
        with pytest.raises(BadInput, match="ngày đã qua"):
            withdraw(cast, cast.administrator, grant, cast.today - DAY)

    def test_nobody_takes_their_own_last_administration(self, cast: Cast) -> None:
        own = Grant.objects.get(post__user=cast.administrator.user)
        with pytest.raises(BadInput, match="quyền quản trị cuối cùng"):
            withdraw(cast, cast.administrator, own)
        with pytest.raises(BadInput, match="quyền quản trị cuối cùng"):
            post_close(post_of(cast.administrator), actor=cast.administrator.actor, until=cast.today, today=cast.today)
        other = give(cast, cast.administrator, cast.administrator, Role.ADMINISTRATOR, cast.standing.pk)
        assert withdraw(cast, cast.administrator, own).valid_to == cast.today
        with pytest.raises(BadInput, match="quyền quản trị cuối cùng"):
            fresh = Person(cast.administrator.user, actor_of(cast.administrator.user, on=cast.today))
            withdraw(cast, fresh, other)

    def test_a_leader_does_not_take_what_they_could_not_give(self, cast: Cast) -> None:
        own = Grant.objects.get(post__user=cast.commune_leader.user)
        with pytest.raises(NotAllowed):
            withdraw(cast, cast.commune_leader, own)


class TestPosts:
    def test_a_post_ends_with_its_grants(self, cast: Cast) -> None:
        post_close(
            post_of(cast.commune_officer), actor=cast.commune_leader.actor, until=cast.today + DAY, today=cast.today
        )

        assert actor_of(cast.commune_officer.user, on=cast.today).agency_id == cast.commune.pk
        assert actor_of(cast.commune_officer.user, on=cast.today + DAY).roles == set()
        assert Entry.objects.filter(action="people.post_close").count() == 1

    def test_a_second_post_at_one_agency_at_one_time_is_refused(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="đã có vị trí công tác"):
            post_open(
                actor=cast.administrator.actor, user=cast.commune_officer.user, agency_id=cast.commune.pk,
                title="Công chức", roles=(), valid_from=cast.today, today=cast.today,
            )  # fmt: skip

    def test_a_leader_opens_no_post_elsewhere(self, cast: Cast) -> None:
        before = state()
        with pytest.raises(NotAllowed, match="ngoài phạm vi"):
            post_open(
                actor=cast.commune_leader.actor, user=cast.commune_officer.user, agency_id=cast.neighbour.pk,
                title="Công chức", roles=(), valid_from=cast.today, today=cast.today,
            )  # fmt: skip
        assert state() == before


class TestPages:
    def test_the_whole_way_of_a_role(self, cast: Cast, browser: Callable[[Person], Client]) -> None:
        client, post = browser(cast.administrator), post_of(cast.commune_viewer)
        page = f"/nguoi-dung/{cast.commune_viewer.user.uid}/"
        sent = {
            "role": "clerk",
            "scope": "ubnd xa suoi nhan",
            "area": "",
            "valid_from": "16/03/2026",
            "last_on": "31/12/2026",
        }
        assert client.post(f"/nguoi-dung/vi-tri/{post.pk}/quyen/", sent).headers["Location"] == page
        grant = post.grants.get(role="clerk")
        assert (grant.valid_to, grant.scope_id) == (date(2027, 1, 1), cast.commune.pk)
        shown = client.get(page).content.decode()
        assert "từ 16/03/2026 đến hết 31/12/2026" in shown
        assert "Cấp quyền" in shown
        client.post(f"/nguoi-dung/quyen/{grant.pk}/thu-hoi/", {"until": "17/03/2026"})
        grant.refresh_from_db()
        assert grant.valid_to == date(2026, 3, 17)
        assert client.post(f"/nguoi-dung/vi-tri/{post.pk}/thoi/", {"until": "18/03/2026"}).status_code == 302

    def test_what_is_refused_is_said_at_its_form(self, cast: Cast, browser: Callable[[Person], Client]) -> None:
        client, post = browser(cast.administrator), post_of(cast.commune_viewer)
        sent = {"role": "clerk", "scope": "Sở Tài", "area": "", "valid_from": "16/03/2026", "last_on": ""}
        for address, values, said in (
            (f"vi-tri/{post.pk}/quyen/", sent, "Có phải: Sở Tài chính"),
            (f"vi-tri/{post.pk}/quyen/", {}, "bắt buộc"),
            (f"vi-tri/{post.pk}/thoi/", {"until": "31/02/2026"}, "không có trong lịch"),
            (
                f"{cast.commune_viewer.user.uid}/vi-tri/",
                {"agency": "Sở Lạ", "valid_from": "16/03/2026"},
                "Danh bạ không có",
            ),
        ):
            response = client.post(f"/nguoi-dung/{address}", values)
            assert response.status_code == 422
            assert said in response.content.decode(), said
