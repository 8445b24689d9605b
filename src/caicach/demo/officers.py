"""One officer for every body of the province, so that each hand-in of the demonstration has a name under it.

They cannot sign in: only the accounts of ``people`` have a password.
"""

from collections.abc import Iterable, Mapping
from zlib import crc32

from caicach.accounts.models import User
from caicach.agencies import selectors as agencies
from caicach.demo.people import STARTED
from caicach.people import selectors as people
from caicach.people import services
from caicach.web.actor import SYSTEM, Actor, Role

__all__ = ["officer_of", "officers_build"]

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Lò", "Vàng", "Hà", "Nông")
MIDDLES = ("Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc", "Quang", "Thanh")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Khôi", "Linh", "Nam", "Phúc", "Quyên", "Sơn", "Tâm", "Yến")


def officers_build(agency_ids: Iterable[int], *, known: Mapping[int, Actor]) -> dict[int, Actor]:
    """Return an officer for each agency: the one in ``known``, or a new one with a name of its own."""
    names = agencies.names_of(agency_ids)
    return {agency_id: known.get(agency_id) or _officer(agency_id, names[agency_id]) for agency_id in names}


def officer_of(agency_id: int, *more: Role) -> Actor:
    """Return a new officer of one agency, with more roles there."""
    return _officer(agency_id, agencies.names_of([agency_id])[agency_id], *more)


def _officer(agency_id: int, agency_name: str, *more: Role) -> Actor:
    username = f"cb{agency_id:04d}{'b' if more else ''}"
    user = User.objects.create_user(username, full_name=_name(agency_name))
    services.post_open(
        actor=SYSTEM,
        user=user,
        agency_id=agency_id,
        title="Chuyên viên",
        roles=[(role, agency_id) for role in (Role.AGENCY_OFFICER, *more)],
        valid_from=STARTED,
    )
    return people.actor_of(user, on=STARTED)


def _name(agency_name: str) -> str:
    """Return a name that is always the same for the same agency."""
    number = crc32(agency_name.encode())
    family, number = FAMILIES[number % len(FAMILIES)], number // len(FAMILIES)
    middle, number = MIDDLES[number % len(MIDDLES)], number // len(MIDDLES)
    return f"{family} {middle} {GIVEN[number % len(GIVEN)]}"
