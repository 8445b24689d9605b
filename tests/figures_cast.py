"""A small form of our own and a period of it over three communes and three departments of the cast's province."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from caicach.agencies.constants import AgencyKind, AgencyLevel
from caicach.agencies.models import Agency
from caicach.figures.constants import FormState, Origin, ReturnKind
from caicach.figures.models import FormVersion, Period, Return
from caicach.figures.selectors import return_for
from caicach.figures.services import CellDraft, PeriodDraft, Saved, cells_save, period_open
from caicach.web.actor import SYSTEM, Actor, Role
from cast import Cast, Person, agency_make, person_make
from reform.forms import fingerprint
from reform.forms.figures import Figure, cell_of
from reform.regimes import PeriodCode

__all__ = ["FORM", "FORM_NEXT", "GOOD", "FiguresCast", "drafts_of", "figures_cast_make", "form_make"]

FORM = (Path(__file__).parent / "figures_form.yaml").read_text(encoding="utf-8")

FORM_NEXT = FORM.replace('version: "2025.1"', 'version: "2026.1"').replace("from: 2025-07-01", "from: 2026-01-01")

# A commune's sheet on which everything fits; cells by line, with members where the sheet asks for them.
GOOD: dict[str, Any] = {
    "steer.docs": 4, "steer.plan": "yes", "link.done": "yes", "dossier.carried[tier=commune]": 12,
    "dossier.received[channel_in=direct,tier=commune]": 30, "dossier.received[channel_in=online,tier=commune]": 70,
    "dossier.on_time[tier=commune]": 90, "dossier.late[tier=commune]": 2, "dossier.open[tier=commune]": 20,
    "dossier.land[tier=commune]": 40, "staff.quota": 22, "staff.present": 21, "money.spent": "85.5",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FiguresCast:
    """The cast with a form, a period of quarter I 2026 and its returns."""

    cast: Cast
    form: FormVersion
    period: Period
    commune: Return  # of cast.commune: Suối Nhạn
    neighbour: Return  # of cast.neighbour: Đồi Chè
    third: Return  # of a third commune
    department: Return  # Sở Tài chính
    office: Return  # Văn phòng UBND tỉnh
    standing: Return  # Sở Nội vụ, which takes the figures in: its own are taken in by the province
    own: Return  # the province's own figures
    whole: Return  # what all add up to
    third_officer: Person
    office_officer: Person

    @property
    def below(self) -> tuple[Return, ...]:
        """The returns of those who report to the province."""
        return (self.commune, self.neighbour, self.third, self.department, self.office, self.standing)

    def save(
        self, sheet: Return, values: dict[str, Any], *, actor: Actor = SYSTEM, origin: Origin = Origin.TYPED
    ) -> Saved:
        """Save figures in short: ``{"dossier.late[tier=commune]": 2, "steer.plan": "yes", "money.spent": None}``."""
        return cells_save(sheet, drafts_of(values), actor=actor, now=self.cast.now, origin=origin)

    def again(self, sheet: Return) -> Return:
        """Return ``sheet`` as it stands now."""
        return return_for(SYSTEM, sheet.uid)


def drafts_of(values: dict[str, Any]) -> list[CellDraft]:
    """Return drafts: numbers and their texts are values, words of choices words, ``@key`` a reason, None clears."""
    return [
        CellDraft(cell_of(key.partition("[")[0], key.partition("[")[2].rstrip("]")), _figure(said))
        for key, said in values.items()
    ]


def _figure(said: Any) -> Figure | None:
    if said is None:
        return None
    text = str(said)
    if text.startswith("@"):
        return Figure(None, text[1:])
    return Figure(Decimal(text)) if text.replace(".", "").replace("-", "").isdigit() else Figure(text)


def form_make(text: str = FORM, **values: Any) -> FormVersion:
    """Make a published version of a form."""
    standard: dict[str, Any] = {
        "form_key": "song-may",
        "version": "2025.1",
        "title": "Biểu thống kê tỉnh Sông Mây",
        "state": FormState.PUBLISHED,
        "definition": text,
        "fingerprint": fingerprint(text),
        "valid_from": date(2025, 7, 1),
        "created_at": "2025-07-01T00:00:00Z",
        "published_at": "2025-07-01T00:00:00Z",
    }
    return FormVersion.objects.create(**{**standard, **values})


def third_commune_make(cast: Cast) -> Agency:
    """Make one more commune of the province."""
    return agency_make("UBND xã Nà Lúa", AgencyKind.COMMITTEE, parent=cast.province, level=AgencyLevel.COMMUNE)


def figures_cast_make(cast: Cast) -> FiguresCast:
    """Make the form, a third commune and the period of quarter I 2026 over three communes and three departments."""
    third = third_commune_make(cast)
    form = form_make()
    draft = PeriodDraft(owner_id=cast.province.pk, form_key=form.form_key, year=2026, code=PeriodCode.Q1)
    period = period_open(draft, actor=cast.standing_officer.actor, now=cast.now)

    def made(agency: Agency, kind: ReturnKind = ReturnKind.OWN) -> Return:
        return return_for(SYSTEM, Return.objects.get(period=period, agency=agency, kind=kind).uid)

    return FiguresCast(
        cast=cast,
        form=form,
        period=period,
        commune=made(cast.commune),
        neighbour=made(cast.neighbour),
        third=made(third),
        department=made(cast.department),
        office=made(cast.office),
        standing=made(cast.standing),
        own=made(cast.province),
        whole=made(cast.province, ReturnKind.WHOLE),
        third_officer=person_make("na", "Hoàng Thị Na", third, Role.AGENCY_OFFICER),
        office_officer=person_make("phong", "Bùi Văn Phong", cast.office, Role.AGENCY_OFFICER),
    )
