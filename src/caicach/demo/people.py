"""The people who can sign in to the demonstration, and what each of them is there to show."""

from dataclasses import dataclass
from datetime import date

from caicach.accounts.models import User
from caicach.demo.province import ProvinceMap
from caicach.people import services as people
from caicach.web.actor import SYSTEM, Role

__all__ = ["CAST", "LEADER", "PASSWORD", "STANDING_OFFICER", "STARTED", "Person", "cast_build", "staff_open"]

PASSWORD = "song-may-2026"  # noqa: S105 - printed on purpose: everything in the demonstration is invented
STARTED = date(2023, 1, 1)
STANDING_OFFICER = "thuongtruc"
LEADER = "lanhdao"  # of the commune whose officer is "suoinhan"


@dataclass(frozen=True, slots=True)
class Person:
    """One account."""

    username: str
    full_name: str
    title: str
    agency: str  # key of the province
    roles: tuple[tuple[Role, str], ...]  # (role, key of the scope)
    shows: str  # what the account is for, printed


CAST = (
    Person(
        "thuongtruc",
        "Nguyễn Quang Vinh",
        "Phó Trưởng phòng Cải cách hành chính",
        "noi-vu",
        ((Role.STANDING_OFFICER, "tinh"), (Role.AGENCY_OFFICER, "noi-vu")),
        "cơ quan thường trực: tải kế hoạch lên, rà soát, giao việc, nghiệm thu",
    ),
    Person(
        "suoinhan",
        "Lê Thị Mai Hương",
        "Công chức Văn phòng HĐND và UBND",
        "xa-suoi-nhan",
        ((Role.AGENCY_OFFICER, "xa-suoi-nhan"), (Role.STANDING_OFFICER, "xa-suoi-nhan")),
        "một xã: xem việc của mình, nộp sản phẩm, giao kế hoạch của xã",
    ),
    Person(
        "tuphap",
        "Trần Hữu Lâm",
        "Chuyên viên",
        "tu-phap",
        ((Role.AGENCY_OFFICER, "tu-phap"), (Role.AREA_LEAD, "tinh")),
        "một sở theo dõi, nghiệm thu lĩnh vực thể chế",
    ),
    Person(
        "vanphong",
        "Đỗ Minh Châu",
        "Chuyên viên Phòng Kiểm soát thủ tục hành chính",
        "van-phong-ubnd",
        ((Role.AGENCY_OFFICER, "van-phong-ubnd"), (Role.AREA_LEAD, "tinh")),
        "Văn phòng UBND tỉnh: theo dõi, nghiệm thu lĩnh vực thủ tục hành chính",
    ),
    Person(
        "lanhdao",
        "Trần Văn Lực",
        "Chủ tịch UBND xã",
        "xa-suoi-nhan",
        ((Role.AGENCY_LEADER, "xa-suoi-nhan"),),
        "lãnh đạo một xã: duyệt và ký việc của xã, giữ tài khoản của xã",
    ),
    Person(
        "vanthu",
        "Ngô Thị Hòa",
        "Văn thư",
        "noi-vu",
        ((Role.CLERK, "noi-vu"),),
        "văn thư Sở Nội vụ: xem việc và văn bản của sở",
    ),
    Person(
        "quantri",
        "Phạm Quốc Toản",
        "Chuyên viên Trung tâm Chuyển đổi số",
        "noi-vu",
        ((Role.ADMINISTRATOR, "tinh"),),
        "quản trị: lập tài khoản, phân quyền, giữ danh bạ cơ quan",
    ),
)


def cast_build(province: ProvinceMap) -> tuple[User, ...]:
    """Make the accounts once; those that are there keep their passwords."""
    known = {user.username: user for user in User.objects.filter(username__in=[one.username for one in CAST])}
    return tuple(known.get(person.username) or _account(person, province) for person in CAST)


def _account(person: Person, province: ProvinceMap) -> User:
    user = User.objects.create_user(person.username, PASSWORD, full_name=person.full_name)
    people.post_open(
        actor=SYSTEM,
        user=user,
        agency_id=province[person.agency],
        title=person.title,
        roles=[(role, province[scope]) for role, scope in person.roles],
        valid_from=STARTED,
    )
    return user


def staff_open(username: str, full_name: str, title: str, agency_id: int) -> None:
    """Make an officer of an agency who cannot sign in; once."""
    user, is_new = User.objects.get_or_create(username=username, defaults={"full_name": full_name})
    if is_new:
        people.post_open(
            actor=SYSTEM,
            user=user,
            agency_id=agency_id,
            title=title,
            roles=[(Role.AGENCY_OFFICER, agency_id)],
            valid_from=STARTED,
        )
