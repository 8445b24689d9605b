"""The fictional province Sông Mây, built by code: a register with a past, so that a plan of 2023 expands.

Today: one province, 14 departments, 60 communes with their offices. Until 30 June 2025: 8 districts with their bodies
and 84 communes, of which 36 go on under the province and 48 merged two by two into 24 new ones. Until 28 February 2025:
the departments that merged. The whole province has 106 communes and 28 bodies
more, as large as a real one: for the demonstration of a whole year.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import transaction

from caicach.agencies import selectors, services
from caicach.agencies.constants import MandateKind, ReorganisationKind
from caicach.agencies.services import EventRow, MandateRow, RegisterRow
from caicach.demo import bodies, names
from caicach.demo.bodies import DEPARTMENTS_MERGED_ON, LONG_AGO, TWO_TIERS_ON, Body
from caicach.web.actor import SYSTEM
from caicach.web.fields import FOREVER
from vanban.text.forms import compare_key

__all__ = ["ProvinceMap", "is_small", "province_build"]

PROVINCE = "tinh"
PLACE = "tỉnh Sông Mây"
_CODE = "H99"  # no province bears it
_MERGERS_BY = "Nghị quyết số 12/NQ-HĐND ngày 18/02/2025 của HĐND tỉnh Sông Mây"
_TWO_TIERS_BY = "Nghị quyết số 45/NQ-HĐND ngày 25/6/2025 của HĐND tỉnh Sông Mây"
_MERGING = 6  # communes of each district, two by two
_NAMES = 108  # of the communes that are, and that were, in the small province
_FURTHER = 106  # communes of the whole province beside the sixty
# Names that the documentation shows as wards; they go to the city.
_WARDS = ("Bến Mây", "Tân Giang")
_AREA_LEADS = {
    "institutions": "tu-phap", "procedures": "van-phong-ubnd", "organisation": "noi-vu", "civil_service": "noi-vu",
    "public_finance": "tai-chinh", "steering": "noi-vu",
}  # fmt: skip
_DISTRICT_LEADS = {
    "institutions": "tu-phap", "procedures": "van-phong", "organisation": "noi-vu", "civil_service": "noi-vu",
    "public_finance": "tai-chinh", "digital": "van-hoa", "steering": "noi-vu",
}  # fmt: skip
_COMMUNE_LEADS = {
    "institutions": "van-phong", "procedures": "hanh-chinh-cong", "organisation": "van-hoa",
    "civil_service": "van-hoa", "public_finance": "kinh-te", "digital": "van-hoa", "steering": "van-hoa",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProvinceMap:
    """The ids of the built province by key; the keys of departments are those of ``demo.bodies``.

    A commune's key is ``xa-suoi-nhan``, its offices' ``xa-suoi-nhan/van-phong``; a district's ``huyen-nam-tram``.
    """

    ids: Mapping[str, int]
    departments: tuple[int, ...]  # the fourteen of today
    communes: tuple[int, ...]  # the sixty of today
    districts: tuple[int, ...]  # the eight until 30 June 2025
    former_communes: tuple[int, ...]  # the forty-eight that merged

    @property
    def province(self) -> int:
        """The People's Committee of the province."""
        return self.ids[PROVINCE]

    def __getitem__(self, key: str) -> int:
        return self.ids[key]


@dataclass(frozen=True, slots=True)
class _Commune:
    noun: str
    name: str
    district: str  # key of the district where it stood, or from whose communes it was made
    start: date = LONG_AGO
    end: date = FOREVER
    heir: str = ""  # key of the commune into which it merged

    @property
    def place(self) -> str:
        return f"{self.noun} {self.name}"

    @property
    def key(self) -> str:
        return _slug(self.place)


@transaction.atomic
def province_build(today: date, *, is_whole: bool = False) -> ProvinceMap:
    """Build the province once; a second call changes nothing and returns the same ids.

    Args:
        today: The day whose register is the current one.
        is_whole: As large as a real province; what the small one has bears the same codes in both.
    """
    codes = _codes(is_whole=is_whole)
    rows = _rows(is_whole=is_whole)
    known = selectors.ids_by_code(_CODE)
    if not known:
        events, mandates = tuple(_events()), tuple(_mandates())
        loaded = services.register_load(rows, events=events, mandates=mandates, actor=SYSTEM, today=today)
        known = {codes[key]: agency_id for key, agency_id in loaded.ids.items()}
    ids = {key: known[code] for key, code in codes.items()}
    return ProvinceMap(
        ids=ids,
        departments=tuple(ids[body.key] for body in bodies.DEPARTMENTS if body.end == FOREVER),
        communes=tuple(
            ids[commune.key]
            for commune in (*_communes(), *(_further_communes() if is_whole else ()))
            if commune.end == FOREVER
        ),
        districts=tuple(ids[_slug(" ".join(district))] for district in names.DISTRICTS),
        former_communes=tuple(ids[commune.key] for commune in _communes() if commune.end != FOREVER),
    )


def is_small() -> bool:
    """Whether the province is there, and not the whole one."""
    known = selectors.ids_by_code(_CODE)
    return bool(known) and len(known) < len(_codes(is_whole=True))


def _slug(words: str) -> str:
    return compare_key(words).replace(" ", "-")


@lru_cache(maxsize=2)
def _codes(*, is_whole: bool) -> Mapping[str, str]:
    """The code of each key, by the order of the rows."""
    keys = dict.fromkeys(row.key for row in _plain_rows(is_whole=is_whole))
    return {key: _CODE if key == PROVINCE else f"{_CODE}.{place:03d}" for place, key in enumerate(keys)}


def _rows(*, is_whole: bool) -> tuple[RegisterRow, ...]:
    codes = _codes(is_whole=is_whole)
    fields = ("key", "name", "level", "kind", "valid_from", "valid_to", "parent", "short_name")
    return tuple(
        RegisterRow(**{name: getattr(row, name) for name in fields}, code=codes[row.key])
        for row in _plain_rows(is_whole=is_whole)
    )


@lru_cache(maxsize=2)
def _plain_rows(*, is_whole: bool) -> tuple[RegisterRow, ...]:
    small = (*_province_rows(), *_district_rows(), *_commune_rows(_communes()))
    if not is_whole:
        return small
    return (*small, *map(_body_row, bodies.FURTHER_BODIES), *_commune_rows(_further_communes()))


def _province_rows() -> Iterator[RegisterRow]:
    yield RegisterRow(PROVINCE, f"UBND {PLACE}", "province", "committee", LONG_AGO, short_name=PLACE)
    for body in (*bodies.DEPARTMENTS, *bodies.OTHER_BODIES, *bodies.OUTSIDE_BODIES):
        yield _body_row(body)


def _body_row(body: Body) -> RegisterRow:
    return RegisterRow(body.key, body.name, "province", body.kind, body.start, body.end, body.parent)


def _district_rows() -> Iterator[RegisterRow]:
    for noun, name in names.DISTRICTS:
        place = f"{noun} {name}"
        key = _slug(place)
        yield RegisterRow(
            key, f"UBND {place}", "district", "committee", LONG_AGO, TWO_TIERS_ON, PROVINCE, short_name=place
        )
        for part, title, kind in bodies.DISTRICT_BODIES:
            yield RegisterRow(
                f"{key}/{part}", f"{title} {place}", "district", kind, LONG_AGO, TWO_TIERS_ON, key, short_name=title
            )  # fmt: skip


def _commune_rows(communes: Iterable[_Commune]) -> Iterator[RegisterRow]:
    for commune in communes:
        key, place, name = commune.key, commune.place, f"UBND {commune.place}"
        if commune.start < TWO_TIERS_ON:
            yield RegisterRow(
                key, name, "commune", "committee", LONG_AGO, TWO_TIERS_ON, commune.district, short_name=place
            )
        if commune.end > TWO_TIERS_ON:
            yield RegisterRow(key, name, "commune", "committee", TWO_TIERS_ON, FOREVER, PROVINCE, short_name=place)
            for part, title, kind, _taken in bodies.COMMUNE_OFFICES:
                yield RegisterRow(
                    f"{key}/{part}", f"{title} {place}", "commune", kind, TWO_TIERS_ON, FOREVER, key, short_name=title
                )  # fmt: skip


@lru_cache(maxsize=1)
def _communes() -> tuple[_Commune, ...]:
    return tuple(_share_names())


@lru_cache(maxsize=1)
def _further_communes() -> tuple[_Commune, ...]:
    """Communes of the whole province beside the sixty; they went on unchanged, so they need no events."""
    given = names.place_names(_NAMES + _FURTHER)[_NAMES:]
    rural = [district for district in names.DISTRICTS if district[0] == "huyện"]
    return tuple(_Commune("xã", name, _slug(" ".join(rural[place % len(rural)]))) for place, name in enumerate(given))


def _share_names() -> Iterator[_Commune]:
    """Give the communes of each district: those that stay, those that merge, what they became."""
    pool = iter(name for name in names.place_names(_NAMES) if name not in _WARDS)
    # Rural districts first, so that the first names are those of rural communes.
    for place, (noun, name) in sorted(enumerate(names.DISTRICTS), key=lambda item: item[1][0] != "huyện"):
        district = _slug(f"{noun} {name}")
        staying = 5 if place % 2 else 4
        given = list(_WARDS) if noun == "thành phố" else []
        for position in range(staying):
            yield _Commune(_noun(noun, position), given.pop(0) if given else next(pool), district)
        for position in range(_MERGING // 2):
            heir = _Commune(_noun(noun, position), next(pool), district, start=TWO_TIERS_ON)
            for half in range(2):
                seat = noun == "huyện" and position == 0 and half == 0
                old = "thị trấn" if seat else _noun(noun, position)
                yield _Commune(old, next(pool), district, end=TWO_TIERS_ON, heir=heir.key)
            yield heir


def _noun(district_noun: str, position: int) -> str:
    """Wards in a city, some wards in a town, communes elsewhere."""
    is_ward = district_noun == "thành phố" or (district_noun == "thị xã" and position == 0)
    return "phường" if is_ward else "xã"


def _events() -> Iterator[EventRow]:
    for ended, heirs in bodies.MERGERS:
        pairs = tuple((old, heir, heir == heirs[0]) for old in ended for heir in heirs)
        yield EventRow(ReorganisationKind.MERGE, DEPARTMENTS_MERGED_ON, _MERGERS_BY, pairs)
    for noun, name in names.DISTRICTS:
        yield EventRow(
            ReorganisationKind.DISSOLVE, TWO_TIERS_ON, _TWO_TIERS_BY, tuple(_heirs_of_district(_slug(f"{noun} {name}")))
        )
    for heir in (commune for commune in _communes() if commune.start == TWO_TIERS_ON):
        merged = (commune for commune in _communes() if commune.heir == heir.key)
        pairs = tuple((commune.key, heir.key, True) for commune in merged)
        yield EventRow(ReorganisationKind.MERGE, TWO_TIERS_ON, _TWO_TIERS_BY, pairs)


def _heirs_of_district(district: str) -> Iterator[tuple[str, str, bool]]:
    """Its communes of today; the one made round its seat is the main heir, also of the district's bodies."""
    today = [commune for commune in _communes() if commune.district == district and commune.end == FOREVER]
    seat = next(commune for commune in today if commune.start == TWO_TIERS_ON)
    for commune in today:
        yield district, commune.key, commune is seat
    for part, _title, _kind, taken in bodies.COMMUNE_OFFICES:
        for old in taken:
            yield f"{district}/{old}", f"{seat.key}/{part}", True


def _mandates() -> Iterator[MandateRow]:
    yield MandateRow(PROVINCE, "noi-vu", MandateKind.STANDING_BODY)
    for area, agency in _AREA_LEADS.items():
        yield MandateRow(PROVINCE, agency, MandateKind.AREA_LEAD, area)
    yield MandateRow(PROVINCE, "thong-tin", MandateKind.AREA_LEAD, "digital")
    yield MandateRow(PROVINCE, "khoa-hoc-cong-nghe", MandateKind.AREA_LEAD, "digital", valid_from=DEPARTMENTS_MERGED_ON)
    for noun, name in names.DISTRICTS:
        yield from _mandates_of(_slug(f"{noun} {name}"), "noi-vu", _DISTRICT_LEADS)
    for commune in _communes():
        if commune.end == FOREVER:
            yield from _mandates_of(commune.key, "van-hoa", _COMMUNE_LEADS)


def _mandates_of(owner: str, standing: str, leads: Mapping[str, str]) -> Iterator[MandateRow]:
    yield MandateRow(owner, f"{owner}/{standing}", MandateKind.STANDING_BODY)
    for area, part in leads.items():
        yield MandateRow(owner, f"{owner}/{part}", MandateKind.AREA_LEAD, area)
