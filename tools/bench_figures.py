"""A period of the prescribed statistics form over a whole province: what adding it up is measured on."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import cycle
from typing import Any

from bench import Act

__all__ = ["FIGURE_ACTS"]

NOW = datetime(2025, 12, 15, 2, 0, tzinfo=UTC)
COMMUNES, DEPARTMENTS = 166, 20
LEAST_FIGURES = 200  # of the whole; the form has some 150 lines, many of them split by members


def _period() -> Any:
    """Return a period whose bodies below have all filled every line, the optional ones too, and were taken in."""
    from bench_acts import ids_there
    from caicach.figures.models import FigureCell, Period, Return

    ids = ids_there()
    period = Period.objects.filter(code="Y", year=2025).first()
    if period is not None:
        return period
    period = Period.objects.create(
        owner_id=ids["tinh"], receiver_id=ids["Sở Nội vụ"], form=_form(), form_key="cchc-thong-ke", year=2025,
        code="Y", name="năm 2025", data_from=date(2024, 12, 15), data_to=date(2025, 12, 14),
        due_on=date(2025, 12, 20), opened_at=NOW,
    )  # fmt: skip
    Return.objects.create(period=period, agency_id=ids["tinh"], kind="whole", level="province")
    sheets = Return.objects.bulk_create(
        Return(period=period, agency_id=pk, level=level, state="accepted", submitted_at=NOW)
        for pk, level in _bodies(ids)
    )
    numbers = cycle(range(1, 998))
    FigureCell.objects.bulk_create(
        (cell for sheet in sheets for cell in _cells(sheet, period, numbers)), batch_size=5_000
    )
    return period


def _form() -> Any:
    from caicach.figures.models import FormVersion
    from reform.forms import fingerprint, read_form
    from reform.forms.packaged import packaged_forms

    text = next(one for one in packaged_forms() if read_form(one).version.startswith("2025"))
    form = read_form(text)
    extra = sorted(line.key for line in form.lines if line.is_optional)
    return FormVersion.objects.create(
        form_key=form.key, version="bench", title=form.title, definition=text, fingerprint=fingerprint(text),
        extra_keys=json.dumps(extra), valid_from=form.valid_from, created_at=NOW, state="published", published_at=NOW,
    )  # fmt: skip


def _bodies(ids: dict[str, int]) -> Iterator[tuple[int, str]]:
    """Yield the bodies with their level: the province, its departments, its communes."""
    from caicach.agencies.models import Agency

    agencies = Agency.objects.exclude(pk=ids["tinh"]).order_by("pk")
    yield ids["tinh"], "province"
    communes = agencies.filter(current_level="commune").values_list("pk", flat=True)[:COMMUNES]
    departments = agencies.exclude(current_level="commune").values_list("pk", flat=True)[:DEPARTMENTS]
    yield from ((pk, "commune") for pk in communes)
    yield from ((pk, "department") for pk in departments)


def _cells(sheet: Any, period: Any, numbers: Iterator[int]) -> Iterator[Any]:
    from caicach.figures.mapping import cell_columns, sheet_for
    from caicach.figures.models import FigureCell
    from reform.forms.sheets import CellKind

    for row in sheet_for(period.form, sheet.level).rows:
        if row.kind is CellKind.TYPED:
            key, members = cell_columns(row.cell)
            word = next(iter(row.line.choice.words)) if row.line.choice else ""
            value = None if word else Decimal(next(numbers))
            yield FigureCell(sheet=sheet, line_key=key, members=members, word=word, value=value, updated_at=NOW)


def consolidate_full() -> Callable[[], object]:
    """Add up a province of 166 communes and 20 departments over all lines of the form, every figure written anew."""
    from caicach.figures.models import FigureCell
    from caicach.figures.services.consolidate import consolidate
    from caicach.web.actor import SYSTEM

    period = _period()

    def measured() -> None:
        FigureCell.objects.filter(sheet__period=period, sheet__kind="whole").delete()
        made = consolidate(period, actor=SYSTEM, now=NOW)
        if (made.received, made.expected) != (COMMUNES + DEPARTMENTS,) * 2 or len(made.changed) < LEAST_FIGURES:
            raise AssertionError(f"{made.received} of {made.expected}, {len(made.changed)} figures")

    return measured


def consolidate_cell() -> Callable[[], object]:
    """Bring up to date what one figure of one commune flows into: sums, totals and rates of the province."""
    from caicach.figures.models import FigureCell, WholeRun
    from caicach.figures.services.consolidate import consolidate, refresh_cells
    from caicach.web.actor import SYSTEM
    from reform.forms.figures import cell_of

    period = _period()
    if not WholeRun.objects.filter(whole__period=period).exists():
        consolidate(period, actor=SYSTEM, now=NOW)
    row = FigureCell.objects.filter(sheet__period=period, sheet__level="commune", line_key="dossier.on_time").first()
    if row is None:
        raise AssertionError("no such figure")
    values = cycle((Decimal(1), Decimal(2)))

    def measured() -> None:
        FigureCell.objects.filter(pk=row.pk).update(value=next(values))
        changed = refresh_cells(period, [cell_of(row.line_key, row.members)], now=NOW)
        if len(changed) < 2:
            raise AssertionError(f"only {len(changed)} figures follow")

    return measured


FIGURE_ACTS = (
    Act("consolidate_full", consolidate_full, bound_seconds=1.0, bound_queries=22, bound_seconds_sqlite=2.0),
    Act("consolidate_cell", consolidate_cell, bound_seconds=0.05, bound_queries=14),
)
