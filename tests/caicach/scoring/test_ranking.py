"""Ranks inside: ties, who has none, what compares with last year, who sees what before it is public."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.agencies.constants import ReorganisationKind
from caicach.agencies.services.reorganising import ReorganisationPlan, agencies_reorganise
from caicach.scoring.models import Assessment, Score
from caicach.scoring.pages.ranking.table import KindPanel, kind_panel
from caicach.scoring.selectors.ranking import KindRanking, Standing, ranking_frozen, ranking_now
from caicach.scoring.services.publication import results_publish
from cast import Person
from ranking_sample import DRAFT, earlier_round, published, settled
from scoring_cast import ScoringCast, locked

pytestmark = pytest.mark.django_db


def shares(scoring: ScoringCast, **given: str) -> dict[int, str]:
    """Return what agencies reach, by the names of the cast."""
    return {getattr(scoring, name).agency_id: share for name, share in given.items()}


def everybody(scoring: ScoringCast, **given: str) -> dict[int, str]:
    """Return what all agencies reach: 0.7 where nothing else is said."""
    names = ("commune", "neighbour", "third", "department", "office", "standing")
    return shares(scoring, **{name: given.get(name, "0.7") for name in names})


def kind_of(scoring: ScoringCast, name: str) -> KindRanking:
    """Return the frozen ranks of a kind."""
    issue = scoring.round.issues.select_related("round__owner").get()
    return next(kind for kind in ranking_frozen(issue).kinds if kind.kind == name)


def panel_of(kind: KindRanking, query: Mapping[str, str] | None = None, own_id: int | None = None) -> KindPanel:
    """Return the table of a kind."""

    def address(_one: Standing) -> str:
        return ""

    return kind_panel(kind, address=address, own_id=own_id, query=query or {})


def open_as(person: Person, address: str) -> Any:
    """Return what a page answers to a person."""
    client = Client()
    client.force_login(person.user)
    return client.get(address)


def test_agencies_of_one_index_share_a_place_and_the_next_counts_them(scoring: ScoringCast) -> None:
    settled(scoring.round, everybody(scoring, commune="0.9", neighbour="0.9", third="0.8"), now=scoring.cast.now)
    kind = kind_of(scoring, "commune")
    assert [one.rank for one in kind.standings] == [1, 1, 3]
    panel = panel_of(kind)
    assert [line.rank for line in panel.lines] == ["1", "1", "3"]
    assert "2 chữ số thập phân thì cùng hạng" in panel.ties


def test_who_has_no_index_stands_last_without_a_place(scoring: ScoringCast) -> None:
    given = everybody(scoring)
    del given[scoring.commune.agency_id]
    settled(scoring.round, given, now=scoring.cast.now)
    kind = kind_of(scoring, "commune")
    assert kind.standings[-1].agency_id == scoring.commune.agency_id
    assert (kind.standings[-1].rank, kind.standings[-1].index) == (None, None)
    line = panel_of(kind).lines[-1]
    assert (line.rank, line.index, line.grade) == ("", "–", "")
    assert {cell.text for cell in line.cells} == {"–"}


def test_a_kind_with_one_agency_is_not_ranked(scoring: ScoringCast) -> None:
    settled(scoring.round, everybody(scoring), now=scoring.cast.now)
    kind = kind_of(scoring, "commune")
    alone = KindRanking(kind.kind, kind.criteria, kind.standings[:1], kind.earlier)
    panel = panel_of(alone)
    assert panel.lines[0].rank == ""
    assert panel.note == "chỉ một cơ quan nên không xếp hạng"
    assert panel.ties == "" and panel.since == ""


def test_sixty_communes_stand_on_three_pages_that_say_their_ranks(scoring: ScoringCast) -> None:
    settled(scoring.round, everybody(scoring), now=scoring.cast.now)
    kind = _many(kind_of(scoring, "commune"), 60, without=1)
    first, last = panel_of(kind), panel_of(kind, {"trang-commune": "3"})
    assert (len(first.lines), first.range) == (20, "Hạng 1 đến 20 trong 59")
    assert (len(last.lines), last.range) == (20, "Hạng 41 đến 59 trong 59, 1 cơ quan chưa xếp hạng")
    assert [page.is_current for page in last.pages] == [False, False, True]
    assert len(panel_of(kind, {"tat-ca": "1"}).lines) == 60
    for wrong in ("0", "99", "x", "-1", "9" * 40):
        assert len(panel_of(kind, {"trang-commune": wrong}).lines) == 20


def test_the_picture_has_a_column_for_each_and_marks_the_reader_s_own(scoring: ScoringCast) -> None:
    settled(scoring.round, everybody(scoring), now=scoring.cast.now)
    kind = _many(kind_of(scoring, "commune"), 60)
    own = kind.standings[33].agency_id
    chart = panel_of(kind, own_id=own).chart
    assert chart is not None and len(chart.columns) == 60
    assert [at for at, column in enumerate(chart.columns) if column.is_own] == [33]
    heights = [float(column.height) for column in chart.columns]
    assert heights == sorted(heights, reverse=True) and min(heights) > 0


def _many(kind: KindRanking, count: int, without: int = 0) -> KindRanking:
    """Return a kind of ``count`` agencies, each a little lower; the last ``without`` have no index."""
    model = kind.standings[0]
    fields = {name: getattr(model, name) for name in Standing.__dataclass_fields__}
    rows = []
    for at in range(count):
        has = at < count - without
        found = {"agency_id": 1000 + at, "name": f"UBND xã {at}", "rank": at + 1 if has else None}
        rows.append(Standing(**{**fields, **found, "index": Decimal(95) - at / Decimal(2) if has else None}))
    return KindRanking(kind.kind, kind.criteria, tuple(rows), kind.earlier)


def test_places_move_against_last_year_s_published_result(scoring: ScoringCast) -> None:
    earlier_round(scoring, everybody(scoring, commune="0.9", neighbour="0.8", third="0.7"))
    settled(scoring.round, everybody(scoring, commune="0.7", neighbour="0.8", third="0.9"), now=scoring.cast.now)
    panel = panel_of(kind_of(scoring, "commune"))
    assert panel.since == "So 2025"
    assert [(line.move.tone, line.move.text) for line in panel.lines] == [("up", "2"), ("flat", "giữ"), ("down", "2")]


def test_without_a_result_of_last_year_nothing_is_said_to_move(scoring: ScoringCast) -> None:
    settled(scoring.round, everybody(scoring), now=scoring.cast.now)
    panel = panel_of(kind_of(scoring, "commune"))
    assert panel.since == ""
    assert panel.note == "chưa có kết quả năm 2025 được công bố để so"


def test_an_agency_that_was_renamed_keeps_its_place_and_one_that_came_out_of_two_has_none(scoring: ScoringCast) -> None:
    earlier_round(scoring, everybody(scoring, commune="0.9"))
    _merge(scoring, into=scoring.neighbour.agency_id, ending=scoring.third.agency_id)
    given = everybody(scoring)
    settled(scoring.round, given, now=scoring.cast.now)
    kind = kind_of(scoring, "commune")
    assert scoring.commune.agency_id in kind.earlier.places
    assert scoring.neighbour.agency_id not in kind.earlier.places
    before = {scoring.neighbour.agency.current_name, scoring.third.agency.current_name}
    assert set(kind.earlier.forebears[scoring.neighbour.agency_id]) == before
    line = next(line for line in panel_of(kind).lines if line.name == _shown(scoring.neighbour))
    assert (line.move.text, line.move.tone) == ("mới", "") and "Nà Lúa" in line.move.words


def test_a_kind_that_was_drawn_anew_compares_with_nobody_and_says_so(scoring: ScoringCast) -> None:
    earlier_round(scoring, everybody(scoring))
    _merge(scoring, into=scoring.neighbour.agency_id, ending=scoring.third.agency_id)
    _merge(scoring, into=scoring.neighbour.agency_id, ending=scoring.commune.agency_id)
    Assessment.objects.filter(pk__in=(scoring.third.pk, scoring.commune.pk)).delete()
    settled(scoring.round, everybody(scoring), now=scoring.cast.now)
    kind = kind_of(scoring, "commune")
    assert not kind.is_compared
    several = KindRanking(kind.kind, kind.criteria, kind.standings * 2, kind.earlier)
    assert panel_of(several).note == "năm đầu chấm theo địa giới mới, chưa so với năm 2025"


def _merge(scoring: ScoringCast, *, into: int, ending: int) -> None:
    plan = ReorganisationPlan(ReorganisationKind.MERGE, date(2026, 3, 1), (ending,), (into,), "Nghị quyết 1")
    agencies_reorganise(plan, actor=scoring.cast.administrator.actor, today=scoring.cast.today)


def test_a_survey_that_asked_too_few_is_grey_and_says_how_many(scoring: ScoringCast) -> None:
    mine = Score.objects.filter(leaf_key="impact.survey", assessment=scoring.commune)
    mine.update(sample_size=12)
    Score.objects.filter(leaf_key="impact.survey", assessment=scoring.neighbour).update(sample_size=30)
    settled(scoring.round, everybody(scoring), now=scoring.cast.now)
    panel = panel_of(kind_of(scoring, "commune"))
    grey = {line.name: [cell.note for cell in line.cells if cell.shade == "kx"] for line in panel.lines}
    assert grey.pop(_shown(scoring.commune)) == ["mẫu nhỏ: 12 phiếu"]
    assert set(map(tuple, grey.values())) == {()}
    assert panel.grey == "ô xám: có khảo sát mẫu nhỏ"


def _shown(assessment: Assessment) -> str:
    name = assessment.agency.current_name.removeprefix("UBND ")
    return name[:1].upper() + name[1:]


def test_ranks_as_points_stand_say_how_much_has_points(scoring: ScoringCast) -> None:
    locked(scoring, {"steering.plan.issued": "1"})
    kind = next(one for one in ranking_now(scoring.round).kinds if one.kind == "commune")
    panel = panel_of(kind)
    assert panel.has_coverage
    assert {line.coverage for line in panel.lines} == {"60 %"}  # the survey's 8 of 20 points are not there yet


def test_a_unit_sees_its_own_place_before_publication_and_the_whole_after(scoring: ScoringCast) -> None:
    cast = scoring.cast
    address = reverse("scoring:ranking-of", args=[scoring.round.uid])
    issue = settled(scoring.round, everybody(scoring, commune="0.9"), now=cast.now)
    mine = open_as(cast.commune_officer, address).content.decode()
    assert _shown(scoring.commune) in mine and _shown(scoring.neighbour) not in mine
    assert "hạng 1" in mine and "cả bảng hiện sau khi công bố" in mine
    whole = open_as(cast.standing_officer, address).content.decode()
    assert _shown(scoring.neighbour) in whole and "Công bố kết quả" in whole
    assert open_as(cast.stranger, address).status_code == 404
    results_publish(issue, DRAFT, actor=cast.standing_officer.actor, now=cast.now)
    after = open_as(cast.commune_officer, address).content.decode()
    assert _shown(scoring.neighbour) in after and "Công bố kết quả" not in after
    assert open_as(cast.stranger, address).status_code == 200


def test_only_the_papers_that_a_reader_may_have_are_offered(scoring: ScoringCast) -> None:
    cast = scoring.cast
    published(scoring.round, everybody(scoring), cast=cast)
    shown = open_as(cast.commune_officer, reverse("scoring:ranking-of", args=[scoring.round.uid])).content.decode()
    sheet = reverse("scoring:result-sheet", args=[scoring.round.uid, scoring.commune.agency.uid, "docx"])
    assert sheet in shown and "phieu-ket-qua.zip" not in shown
    assert open_as(cast.commune_officer, sheet).status_code == 200
    other = reverse("scoring:result-sheet", args=[scoring.round.uid, scoring.neighbour.agency.uid, "docx"])
    assert open_as(cast.commune_officer, other).status_code == 404
    archive = reverse("scoring:result-sheets", args=[scoring.round.uid])
    assert open_as(cast.commune_officer, archive).status_code == 403


def test_the_page_asks_a_fixed_number_of_times(
    scoring: ScoringCast, client: Client, django_assert_num_queries: Any
) -> None:
    cast = scoring.cast
    earlier_round(scoring, everybody(scoring))
    published(scoring.round, everybody(scoring), cast=cast)
    client.force_login(cast.standing_officer.user)
    address = reverse("scoring:ranking-of", args=[scoring.round.uid])
    client.get(address)  # the sets are read now
    with django_assert_num_queries(15):
        assert client.get(address).status_code == 200


def test_ranks_of_a_decision_take_six_queries(scoring: ScoringCast, django_assert_num_queries: Any) -> None:
    earlier_round(scoring, everybody(scoring))
    issue = published(scoring.round, everybody(scoring), cast=scoring.cast)
    ranking_frozen(issue)
    with django_assert_num_queries(6):
        ranking_frozen(issue)
