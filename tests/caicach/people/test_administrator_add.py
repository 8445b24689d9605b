"""The first administrator, from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from caicach.accounts.models import User
from caicach.agencies.models import Agency
from caicach.people.models import Grant
from cast import Cast


def add(username: str = "Quan.Tri.1", agency: str = "ubnd tinh song may") -> str:
    out = StringIO()
    call_command("administrator_add", username, "Lò Thị Đầu", "--agency", agency, stdout=out)
    return out.getvalue()


def test_the_first_of_an_empty_installation_gets_in(db: None) -> None:
    code = add(agency="UBND tỉnh Sông Mây").split()[-1]
    grant = Grant.objects.select_related("scope").get(post__user__username="quan.tri.1")

    assert (grant.role, grant.scope.current_name) == ("administrator", "UBND tỉnh Sông Mây")
    response = Client().post("/tai-khoan/dang-nhap/", {"username": "quan.tri.1", "password": code})
    assert response.status_code == 302


def test_an_agency_of_the_register_is_found_without_marks(cast: Cast) -> None:
    count = Agency.objects.count()
    add()

    assert Agency.objects.count() == count
    assert Grant.objects.get(post__user__username="quan.tri.1").scope_id == cast.province.pk


@pytest.mark.parametrize(
    ("username", "agency", "said"), [("huong", "UBND tỉnh Sông Mây", "đã có người dùng"), ("moi", "Sở Lạ", "Sở Lạ")]
)
def test_what_does_not_fit_makes_nothing(cast: Cast, username: str, agency: str, said: str) -> None:
    before = User.objects.count()
    with pytest.raises(CommandError, match=said):
        add(username, agency)
    assert User.objects.count() == before
