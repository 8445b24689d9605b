"""A small register for the tests of agencies."""

from collections.abc import Iterator
from datetime import date

import pytest

from caicach.agencies.services import RegisterRow, register_load
from caicach.web.actor import SYSTEM

LONG_AGO = date(2004, 7, 1)
TODAY = date(2026, 11, 16)


def _rows() -> Iterator[RegisterRow]:
    yield RegisterRow("tinh", "UBND tỉnh Sông Mây", "province", "committee", LONG_AGO, short_name="tỉnh Sông Mây")
    for key, name in (("noi-vu", "Sở Nội vụ"), ("tai-chinh", "Sở Tài chính"), ("ke-hoach", "Sở Kế hoạch và Đầu tư")):
        yield RegisterRow(key, name, "province", "department", LONG_AGO, parent="tinh")
    for key, place in (("nam-tram", "huyện Nậm Trám"), ("doi-vong", "thị xã Đồi Vông")):
        yield RegisterRow(key, f"UBND {place}", "district", "committee", LONG_AGO, parent="tinh", short_name=place)
        yield RegisterRow(f"{key}/noi-vu", f"Phòng Nội vụ {place}", "district", "division", LONG_AGO, parent=key)
    for key, place, district in (
        ("suoi-nhan", "xã Suối Nhạn", "nam-tram"),
        ("ben-co", "xã Bến Cọ", "nam-tram"),
        ("go-mo", "phường Gò Mơ", "doi-vong"),
    ):
        yield RegisterRow(key, f"UBND {place}", "commune", "committee", LONG_AGO, parent=district, short_name=place)


@pytest.fixture
def ids(db: None) -> dict[str, int]:
    """The ids of the small register by key; everything is valid since 2004."""
    return dict(register_load(tuple(_rows()), actor=SYSTEM, today=TODAY).ids)
