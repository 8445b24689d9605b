"""Registers that the tests of groups share."""

from dataclasses import dataclass

import pytest

from reform.groups.register import Register, RegisterEntry
from vanban.text.forms import compare_key

_BODIES = (
    # id, name, level, kind, parent
    (1, "UBND tỉnh Sông Mây", "province", "committee", None),
    (2, "Văn phòng UBND tỉnh", "province", "office", 1),
    (3, "Sở Nội vụ", "province", "department", 1),
    (4, "Sở Y tế", "province", "department", 1),
    (5, "Sở Thông tin và Truyền thông", "province", "department", 1),
    (6, "Ban Quản lý Khu kinh tế", "province", "board", 1),
    (7, "Công an tỉnh", "province", "vertical", 1),
    (8, "Trường Cao đẳng Sông Mây", "province", "public_unit", 1),
    (9, "Bệnh viện Đa khoa tỉnh", "province", "public_unit", 4),
    (10, "Văn phòng Sở Nội vụ", "province", "division", 3),
    (11, "Tỉnh ủy Sông Mây", "province", "party", None),
    (12, "HĐND tỉnh Sông Mây", "province", "council", None),
    (20, "UBND huyện Nậm Trám", "district", "committee", 1),
    (21, "Văn phòng HĐND và UBND huyện Nậm Trám", "district", "office", 20),
    (22, "Phòng Nội vụ huyện Nậm Trám", "district", "division", 20),
    (23, "Phòng Tài chính - Kế hoạch huyện Nậm Trám", "district", "division", 20),
    (30, "UBND thị xã Đồi Vông", "district", "committee", 1),
    (31, "Văn phòng HĐND và UBND thị xã Đồi Vông", "district", "office", 30),
    (32, "Phòng Nội vụ thị xã Đồi Vông", "district", "division", 30),
    (40, "UBND xã Suối Nhạn", "commune", "committee", 20),
    (41, "UBND xã Bến Cọ", "commune", "committee", 20),
    (50, "UBND xã Bến Cỏ", "commune", "committee", 30),
    (51, "UBND phường Gò Mơ", "commune", "committee", 30),
)


@dataclass(frozen=True)
class Small:
    """A small province as it was before July 2025, with districts, and as it was after."""

    before: Register
    after: Register

    def names(self, ids: object) -> list[str]:
        """The names of ids or members, in their order."""
        found = [getattr(member, "agency_id", member) for member in ids]  # type: ignore[attr-defined]
        return [(self.before.by_id.get(agency_id) or self.after.by_id[agency_id]).name for agency_id in found]


def entry(agency_id: int, name: str, level: str, kind: str, parent: int | None) -> RegisterEntry:
    return RegisterEntry(agency_id, name, compare_key(name), "", level, kind, parent)


@pytest.fixture(scope="session")
def small() -> Small:
    before = [entry(*body) for body in _BODIES]
    kept = [body for body in before if body.level != "district"]
    after = [entry(body.id, body.name, body.level, body.kind, 1) if body.level == "commune" else body for body in kept]
    offices = [
        entry(body.id + 100, body.name.replace("UBND", "Văn phòng HĐND và UBND"), "commune", "office", body.id)
        for body in after
        if body.level == "commune"
    ]
    return Small(Register.of(before), Register.of([*after, *offices]))
