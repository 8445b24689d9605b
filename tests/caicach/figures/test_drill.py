"""From the whole down: what is far from a year before, who is late, and which cell of a body is meant."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from caicach.agencies.models import Reorganisation, Succession
from caicach.figures.constants import ReturnState
from caicach.figures.mapping import form_of
from caicach.figures.models import CellProof, FormVersion, Period, Return
from caicach.figures.selectors import earlier_of
from caicach.figures.selectors.drill import Part, is_stray, late_days_of, parts_of_cell
from caicach.figures.selectors.proofs import proofs_below
from caicach.figures.selectors.whole import units_of
from caicach.figures.services import ProofDraft, proof_add, proof_remove
from caicach.web.actor import SYSTEM, Actor
from figures_cast import FORM_NEXT, GOOD, FiguresCast, form_make
from reform.forms import When
from reform.forms.figures import Figure, cell_of
from reform.forms.model import Tolerance
from reform.forms.sheets import sheet_of

pytestmark = pytest.mark.django_db


def number(value: int) -> Figure:
    return Figure(Decimal(value))


class TestFarFromAYearBefore:
    """A figure is marked by the form's own measure."""

    @pytest.mark.parametrize(
        ("now", "before", "is_far"),
        [
            (160, 100, True),
            (150, 100, False),  # half as much again is the measure itself
            (40, 100, True),
            (16, 10, False),  # too few to speak of
            (30, 0, True),
            (0, 0, False),
        ],
    )
    def test_more_than_so_many_per_cent_and_units(
        self, figures: FiguresCast, now: int, before: int, is_far: bool
    ) -> None:
        form = form_of(figures.form)
        measure = Tolerance(year_before=Decimal(50), least=Decimal(20))
        line = next(line for line in form.lines if line.key == "steer.docs")
        object.__setattr__(line, "tolerance", measure)
        assert is_stray(line, form, number(now), number(before)) is is_far
        assert not is_stray(line, form, number(now), None)
        object.__setattr__(line, "tolerance", None)


class TestWhoIsLate:
    """Lateness is that of what was not handed in."""

    def test_days_count_from_the_day_after_the_due_day(self, figures: FiguresCast) -> None:
        due = figures.period.due_on
        assert late_days_of(figures.third, figures.period, due) == 0
        assert late_days_of(figures.third, figures.period, due + timedelta(days=3)) == 3

    def test_what_was_handed_in_or_is_history_is_not_late(self, figures: FiguresCast) -> None:
        later = figures.period.due_on + timedelta(days=3)
        figures.third.state = ReturnState.SUBMITTED
        assert late_days_of(figures.third, figures.period, later) == 0
        figures.period.is_history = True
        assert late_days_of(figures.commune, figures.period, later) == 0


class TestParts:
    """What each body gave for a figure of the whole."""

    @pytest.fixture
    def filled(self, figures: FiguresCast) -> FiguresCast:
        figures.save(figures.commune, GOOD)
        figures.save(figures.neighbour, {**GOOD, "dossier.on_time[tier=commune]": 10})
        Return.objects.filter(pk__in=[figures.commune.pk, figures.neighbour.pk]).update(
            state=ReturnState.ACCEPTED, submitted_at=figures.cast.now
        )
        return figures

    def test_members_of_communes_are_asked_of_communes_alone(self, filled: FiguresCast) -> None:
        parts = parts_of_cell(filled.whole, units_of(filled.period), cell_of("dossier.late", "tier=commune"))
        assert {one.sheet.level for one in parts} == {"commune", "province"}

    def test_a_total_is_each_bodys_own_part_the_largest_first_the_blank_last(self, filled: FiguresCast) -> None:
        parts = parts_of_cell(filled.whole, units_of(filled.period), cell_of("dossier.on_time", ""))
        assert [one.figure for one in parts][:3] == [number(90), number(10), None]

    def test_a_rate_is_worked_out_body_by_body(self, filled: FiguresCast) -> None:
        parts = parts_of_cell(filled.whole, units_of(filled.period), cell_of("dossier.rate", "tier=commune"))
        assert parts[1].figure == Figure(Decimal("83.3333"))  # 10 of 12

    def test_a_count_opens_the_answers_that_were_counted(self, filled: FiguresCast) -> None:
        parts = parts_of_cell(filled.whole, units_of(filled.period), cell_of("link.communes", ""))
        assert [one.figure for one in parts if one.is_counted] == [Figure("yes"), Figure("yes")]

    def test_the_year_before_is_that_of_the_same_period(self, filled: FiguresCast) -> None:
        before = Period.objects.create(
            owner=filled.period.owner, receiver=filled.period.receiver, form=filled.form, form_key="song-may",
            year=2025, code="Q1", name="quý I năm 2025", data_from=date(2024, 12, 15), data_to=date(2025, 3, 14),
            due_on=date(2025, 3, 20), opened_at=filled.cast.now,
        )  # fmt: skip
        then = Return.objects.create(period=before, agency=filled.cast.commune, level="commune")
        filled.save(filled.again(then), {"dossier.on_time[tier=commune]": 50})
        Return.objects.filter(pk=then.pk).update(state=ReturnState.ACCEPTED, submitted_at=filled.cast.now)
        parts = parts_of_cell(filled.whole, units_of(filled.period), cell_of("dossier.on_time", ""))
        assert {one.sheet.agency_id: one.year_before for one in parts}[filled.cast.commune.pk] == number(50)


class TestAYearBefore:
    """The compared figure is in today's form and today's borders, as on the page of the body's own return."""

    @pytest.fixture
    def then(self, figures: FiguresCast) -> Callable[..., Return]:
        """Make a return of quarter I 2025 as it was taken in."""

        def do(sheet: Return, values: dict[str, Any], form: FormVersion | None = None) -> Return:
            period, _made = Period.objects.get_or_create(
                owner=figures.period.owner, form_key="song-may", year=2025, code="Q1",
                defaults={
                    "receiver": figures.period.receiver, "form": form or figures.form, "name": "quý I năm 2025",
                    "data_from": date(2024, 12, 15), "data_to": date(2025, 3, 14), "due_on": date(2025, 3, 20),
                    "opened_at": figures.cast.now,
                },
            )  # fmt: skip
            made = Return.objects.create(period=period, agency=sheet.agency, level=sheet.level)
            figures.save(figures.again(made), values)
            Return.objects.filter(pk=made.pk).update(state=ReturnState.ACCEPTED, submitted_at=figures.cast.now)
            return made

        return do

    def compared(self, figures: FiguresCast, line: str, members: str = "") -> dict[str, Part]:
        whole = figures.again(figures.whole)
        parts = parts_of_cell(whole, units_of(whole.period), cell_of(line, members))
        return {one.sheet.agency.current_name: one for one in parts}

    def merge(self, figures: FiguresCast) -> None:
        """Let the neighbour be merged into the commune on 01/07/2025: it returns nothing today."""
        neighbour = figures.neighbour.agency
        neighbour.ended_on = date(2025, 7, 1)
        neighbour.save()
        merger = Reorganisation.objects.create(kind="merge", effective_on=date(2025, 7, 1), legal_basis="Nghị quyết 1")
        Succession.objects.create(reorganisation=merger, predecessor=neighbour, successor=figures.commune.agency)
        figures.neighbour.delete()

    def test_units_that_became_one_are_added_up(self, figures: FiguresCast, then: Callable[..., Return]) -> None:
        then(figures.commune, {**GOOD, "dossier.on_time[tier=commune]": 50})
        then(figures.neighbour, {**GOOD, "dossier.on_time[tier=commune]": 30})
        self.merge(figures)
        part = self.compared(figures, "dossier.on_time")["UBND xã Suối Nhạn"]
        assert part.year_before == number(80)
        assert set(part.agencies_before) == {"UBND xã Suối Nhạn", "UBND xã Đồi Chè"}
        rate = self.compared(figures, "dossier.rate", "tier=commune")["UBND xã Suối Nhạn"]
        assert rate.year_before == Figure(Decimal("95.2381"))  # 80 of 84: of the sums
        assert self.compared(figures, "steer.plan")["UBND xã Suối Nhạn"].year_before is None  # two words are no sum

    def test_a_unit_that_took_over_alone_is_compared_with_the_one_before(
        self, figures: FiguresCast, then: Callable[..., Return]
    ) -> None:
        then(figures.neighbour, {**GOOD, "dossier.on_time[tier=commune]": 30})
        self.merge(figures)
        part = self.compared(figures, "dossier.on_time")["UBND xã Suối Nhạn"]
        assert (part.year_before, part.agencies_before) == (number(30), ("UBND xã Đồi Chè",))

    def test_another_version_is_carried_by_its_crosswalk(
        self, figures: FiguresCast, then: Callable[..., Return]
    ) -> None:
        then(figures.commune, GOOD)
        text = FORM_NEXT.replace("staff.quota", "staff.posts")
        text += "\nearlier:\n- from: song-may/2025.1\n  links:\n"
        text += "  - {cell: staff.quota, to: staff.posts, quality: approx}\n"
        later = form_make(text, version="2026.1", valid_from=date(2026, 1, 1))
        Period.objects.filter(pk=figures.period.pk).update(form=later)
        part = self.compared(figures, "staff.posts")["UBND xã Suối Nhạn"]
        assert (part.year_before, part.is_near, part.agencies_before) == (number(22), True, ())
        same = self.compared(figures, "dossier.on_time")["UBND xã Suối Nhạn"]
        assert (same.year_before, same.is_near) == (number(90), False)

    def test_it_is_what_the_page_of_the_return_says(self, figures: FiguresCast, then: Callable[..., Return]) -> None:
        then(figures.commune, GOOD)
        then(figures.neighbour, {**GOOD, "staff.quota": 7})
        self.merge(figures)
        said = earlier_of(figures.again(figures.commune)).filled[When.YEAR_BEFORE]
        form = form_of(figures.form)
        for row in sheet_of(form, "province").rows:
            if row.line.key.startswith("staff"):
                part = self.compared(figures, row.cell.key)["UBND xã Suối Nhạn"]
                assert part.year_before == said.get(part.cell), row.cell

    def test_flows_of_another_start_are_not_compared_and_stocks_are(
        self, figures: FiguresCast, then: Callable[..., Return]
    ) -> None:
        then(figures.commune, GOOD)
        Period.objects.filter(pk=figures.period.pk).update(is_cumulative=False)
        assert self.compared(figures, "dossier.on_time")["UBND xã Suối Nhạn"].year_before is None
        assert self.compared(figures, "staff.quota")["UBND xã Suối Nhạn"].year_before == number(22)

    def test_as_many_questions_for_one_body_as_for_all(
        self, figures: FiguresCast, then: Callable[..., Return], django_assert_num_queries: Any
    ) -> None:
        then(figures.commune, GOOD)
        whole, units = figures.again(figures.whole), units_of(figures.period)
        with django_assert_num_queries(5):
            parts_of_cell(whole, units, cell_of("dossier.on_time", ""))
        for sheet in (figures.neighbour, figures.third):
            then(sheet, GOOD)
        self.merge(figures)
        units = units_of(figures.period)
        with django_assert_num_queries(5):
            parts_of_cell(whole, units, cell_of("dossier.on_time", ""))


class TestProofsBelow:
    """What each body's part of a figure is proved by."""

    def prove(self, figures: FiguresCast, sheet: Return, line: str, members: str, name: str) -> CellProof:
        draft = ProofDraft(cell_of(line, members), file=f"Danh sách {name}".encode(), file_name=name)
        return proof_add(figures.again(sheet), draft, actor=SYSTEM, now=figures.cast.now)

    def below(self, figures: FiguresCast, line: str, members: str = "", actor: Actor = SYSTEM) -> dict[int, list[str]]:
        parts = parts_of_cell(figures.whole, units_of(figures.period), cell_of(line, members))
        found = proofs_below(actor, figures.whole, parts)
        return {pk: [one.title for one in some] for pk, some in found.items()}

    def test_a_total_shows_what_proves_the_cells_it_is_worked_out_from(self, figures: FiguresCast) -> None:
        commune = figures.commune
        self.prove(figures, commune, "dossier.received", "channel_in=online,tier=commune", "truc-tuyen.txt")
        self.prove(figures, commune, "dossier.received", "tier=commune", "tong.txt")
        self.prove(figures, commune, "dossier.late", "tier=commune", "qua-han.txt")
        self.prove(figures, figures.neighbour, "dossier.received", "tier=commune", "doi-che.txt")
        assert self.below(figures, "dossier.received") == {
            commune.pk: ["truc-tuyen.txt", "tong.txt"], figures.neighbour.pk: ["doi-che.txt"],
        }  # fmt: skip
        assert self.below(figures, "dossier.received", "channel_in=online,tier=commune") == {
            commune.pk: ["truc-tuyen.txt"]
        }
        assert self.below(figures, "dossier.rate", "tier=commune") == {commune.pk: ["qua-han.txt"]}

    def test_what_was_taken_back_proves_nothing(self, figures: FiguresCast) -> None:
        proof = self.prove(figures, figures.commune, "steer.docs", "", "a.txt")
        proof_remove(proof, actor=SYSTEM, now=figures.cast.now)
        assert self.below(figures, "steer.docs") == {}

    def test_one_question_whatever_the_bodies_within_reach_alone(
        self, figures: FiguresCast, django_assert_num_queries: Any
    ) -> None:
        for sheet in (figures.commune, figures.neighbour, figures.third):
            self.prove(figures, sheet, "steer.docs", "", f"{sheet.pk}.txt")
        parts = parts_of_cell(figures.whole, units_of(figures.period), cell_of("steer.docs", ""))
        with django_assert_num_queries(1):
            found = proofs_below(figures.cast.standing_officer.actor, figures.whole, parts)
            assert [one.added_by for some in found.values() for one in some] == [None, None, None]
        assert set(found) == {figures.commune.pk, figures.neighbour.pk, figures.third.pk}
        assert set(proofs_below(figures.cast.commune_officer.actor, figures.whole, parts)) == {figures.commune.pk}
