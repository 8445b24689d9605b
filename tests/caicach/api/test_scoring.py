"""Programs read sets, rounds, claims with proof and results; they claim, lock and appraise as people do."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from api_program import Program
from caicach.scoring.constants import AssessmentState, LeftOut, RoundState, Stage
from caicach.scoring.models import Assessment, ResultIssue, ResultRow, Round, Score, ScoreChange
from cast import PDF, Cast
from reform.index import read_set
from scoring_cast import COMMUNE_SET, ScoringCast, locked, scoring_cast_make, set_make

pytestmark = pytest.mark.django_db
PLAN, ON_TIME, INSPECTION = "steering.plan.done", "procedures.dossiers.on_time", "steering.inspection"
SURVEY = "impact.survey"


@pytest.fixture
def scoring(cast: Cast) -> ScoringCast:
    return scoring_cast_make(cast)


@pytest.fixture
def commune(scoring: ScoringCast, program_of: Callable[..., Program]) -> Program:
    return program_of(scoring.cast.commune_officer)


@pytest.fixture
def standing(scoring: ScoringCast, program_of: Callable[..., Program]) -> Program:
    return program_of(scoring.cast.standing_officer)


def claim(program: Program, sheet: Assessment, *items: dict[str, Any], key: str | None = None, **more: Any) -> Any:
    return program.put(f"/assessments/{sheet.uid}/claims", {"items": list(items), **more}, key=key)


def appraise(program: Program, scoring: ScoringCast, *items: dict[str, Any]) -> Any:
    return program.put(f"/rounds/{scoring.round.uid}/appraisals", {"items": list(items)})


def of(scoring: ScoringCast, sheet: Assessment, leaf: str, **values: Any) -> dict[str, Any]:
    seen = {"assessment": str(sheet.uid), "leaf": leaf, "revision": scoring.score(sheet, leaf).revision}
    return {**seen, **values}


class TestReading:
    """Sets, rounds, assessments."""

    def test_a_published_set_says_what_each_sub_criterion_is_worth(
        self, scoring: ScoringCast, commune: Program
    ) -> None:
        version = scoring.commune.round_set.set_version
        told = commune.get(f"/criteria-sets/{version.uid}").json()
        leaves = [leaf for area in told["areas"] for one in area["criteria"] for leaf in one["leaves"]]
        read = read_set(COMMUNE_SET)
        assert [(one["key"], Decimal(one["maximum"])) for one in leaves] == [
            (leaf.key, leaf.points) for leaf in read.leaves
        ]
        assert sum(Decimal(one["maximum"]) for one in leaves) == Decimal(told["maximum"]) == 20
        by_key = {one["key"]: one for one in leaves}
        assert (by_key[ON_TIME]["low"], by_key[ON_TIME]["high"], by_key[ON_TIME]["kind"]) == ("95", "99.5", "span")
        assert "duties.done" in by_key[PLAN]["formula"]
        issued = by_key["steering.plan.issued"]["proofs"][0]
        assert (issued["issued_from"], issued["issued_to"], issued["due_on"]) == (
            "2025-12-01",
            "2026-03-31",
            "2025-12-31",
        )
        assert told["head"]["fingerprint"] == version.fingerprint

    def test_a_draft_is_nobodys_rule_yet(self, scoring: ScoringCast, standing: Program) -> None:
        draft = set_make(COMMUNE_SET.replace("2026.1", "2026.2"), state="draft", owner=scoring.cast.province)
        assert standing.get(f"/criteria-sets/{draft.uid}").status_code == 404
        assert str(draft.uid) not in standing.get("/criteria-sets").content.decode()

    def test_a_round_has_its_phases_its_sets_and_its_appraisers(self, scoring: ScoringCast, commune: Program) -> None:
        (line,) = commune.get("/rounds", year=2026, purpose="par_index").json()["items"]
        told = commune.get(f"/rounds/{line['uid']}").json()
        assert told["title"] == scoring.round.title and line["state"] == "open"
        assert next(one["phase"] for one in told["phases"]) == "self_scoring"
        assert {one["kind"] for one in told["sets"]} == {"department", "commune"}
        assert {(one["area"], one["agency_name"]) for one in told["appraisers"]} >= {
            ("procedures", scoring.cast.office.current_name)
        }
        assert "figures_differ" in {one["code"] for one in told["reasons"]}
        assert not commune.get("/rounds", year=2025).json()["items"]

    def test_the_standing_body_pages_through_all_assessments_and_a_unit_reads_its_own(
        self, scoring: ScoringCast, standing: Program, commune: Program
    ) -> None:
        address = f"/rounds/{scoring.round.uid}/assessments"
        first = standing.get(address, limit=4).json()
        rest = standing.get(address, limit=4, cursor=first["next"]).json()
        assert (len(first["items"]), len(rest["items"]), rest["next"]) == (4, 2, None)
        assert len({one["uid"] for one in first["items"] + rest["items"]}) == 6
        (mine,) = commune.get(address).json()["items"]
        assert mine["uid"] == str(scoring.commune.uid)
        assert commune.get(f"/assessments/{scoring.neighbour.uid}").status_code == 404
        assert standing.get(address, state="locked").json()["items"] == []

    def test_reading_a_sheet_takes_the_same_queries_whatever_its_criteria(
        self, scoring: ScoringCast, commune: Program, django_assert_num_queries: Any
    ) -> None:
        commune.get(f"/assessments/{scoring.commune.uid}/scores")
        with django_assert_num_queries(7):
            assert commune.get(f"/assessments/{scoring.commune.uid}/scores").status_code == 200


class TestClaiming:
    """All or nothing, with the service's sentences."""

    def test_claims_follow_the_rule_and_stand_in_the_log(self, scoring: ScoringCast, commune: Program) -> None:
        answer = claim(
            commune,
            scoring.commune,
            {"leaf": ON_TIME, "value": "98.6", "note": "Theo hệ thống một cửa."},
            {"leaf": INSPECTION, "value": "yes"},
            {"leaf": "steering.plan.issued", "value": "late"},
        )
        assert answer.status_code == 200, answer.content
        told = {one["leaf"]: one["claimed"] for one in answer.json()["items"]}
        assert told == {ON_TIME: "3.2", INSPECTION: "1", "steering.plan.issued": "0.5"}
        scores = {one["leaf"]: one for one in commune.get(f"/assessments/{scoring.commune.uid}/scores").json()["items"]}
        assert (scores[ON_TIME]["value"], scores[ON_TIME]["note"]) == ("98.6", "Theo hệ thống một cửa.")
        assert commune.get(f"/assessments/{scoring.commune.uid}").json()["points"] == "4.7"
        log = commune.get(f"/assessments/{scoring.commune.uid}/changes", limit=2).json()
        last = commune.get(f"/assessments/{scoring.commune.uid}/changes", cursor=log["next"]).json()
        assert [(one["stage"], one["old"]) for one in log["items"]] == [("claimed", None)] * 2
        assert len(last["items"]) == 1 and last["items"][0]["by"] == scoring.cast.commune_officer.user.full_name
        only = commune.get(f"/assessments/{scoring.commune.uid}/changes", leaf=ON_TIME).json()["items"]
        assert [(one["leaf"], one["new"]) for one in only] == [(ON_TIME, "3.2")]

    def test_a_note_that_is_not_sent_stays(self, scoring: ScoringCast, commune: Program) -> None:
        claim(commune, scoring.commune, {"leaf": ON_TIME, "value": "98.6", "note": "Theo một cửa."})
        claim(commune, scoring.commune, {"leaf": ON_TIME, "value": "99.5"})
        score = scoring.score(scoring.commune, ON_TIME)
        assert (score.claimed, score.claim_note) == (4, "Theo một cửa.")

    def test_null_takes_a_claim_back(self, scoring: ScoringCast, commune: Program) -> None:
        claim(commune, scoring.commune, {"leaf": INSPECTION, "value": "yes"})
        claim(commune, scoring.commune, {"leaf": INSPECTION, "value": None})
        assert scoring.score(scoring.commune, INSPECTION).claimed is None

    @pytest.mark.parametrize(
        ("item", "words"),
        [
            ({"leaf": INSPECTION, "value": "có lẽ"}, "không rõ là có hay không"),
            ({"leaf": SURVEY, "value": "90"}, "không tự chấm"),
            ({"leaf": "no.such", "value": "1"}, "Không có tiêu chí"),
            ({"leaf": INSPECTION, "left_out": "Không có việc."}, "không bỏ được"),
            ({"leaf": ON_TIME, "value": "1"}, "hai lần"),
        ],
    )
    def test_one_that_cannot_be_refuses_all(
        self, scoring: ScoringCast, commune: Program, item: dict[str, Any], words: str
    ) -> None:
        answer = claim(commune, scoring.commune, {"leaf": ON_TIME, "value": "98.6"}, item)
        assert answer.status_code == 422
        assert words in answer.json()["detail"]
        assert scoring.score(scoring.commune, ON_TIME).claimed is None

    def test_nothing_at_all_is_told(self, scoring: ScoringCast, commune: Program) -> None:
        assert claim(commune, scoring.commune).status_code == 422

    def test_a_stale_revision_is_told_and_keeps_what_the_other_wrote(
        self, scoring: ScoringCast, commune: Program
    ) -> None:
        seen = scoring.score(scoring.commune, ON_TIME).revision
        claim(commune, scoring.commune, {"leaf": ON_TIME, "value": "99.5"})
        late = claim(commune, scoring.commune, {"leaf": ON_TIME, "value": "95", "revision": seen})
        assert late.status_code == 409 and "vừa có người khác sửa" in late.json()["detail"]
        assert scoring.score(scoring.commune, ON_TIME).claimed == 4

    def test_the_same_key_writes_once(self, scoring: ScoringCast, commune: Program) -> None:
        item = {"leaf": ON_TIME, "value": "98.6"}
        first = claim(commune, scoring.commune, item, key="phieu-1")
        again = claim(commune, scoring.commune, item, key="phieu-1")
        other = claim(commune, scoring.commune, {**item, "value": "99"}, key="phieu-1")
        assert (first.json(), again.headers["Idempotency-Replayed"]) == (again.json(), "true")
        assert other.status_code == 409
        assert ScoreChange.objects.count() == 1

    def test_that_something_does_not_apply_and_bonus_points_are_claimed_too(
        self, scoring: ScoringCast, commune: Program
    ) -> None:
        bonus = [{"key": "bonus.model", "points": "0.5", "words": "Mô hình một cửa lưu động."}]
        asked = {"leaf": ON_TIME, "left_out": "Xã không tiếp nhận hồ sơ."}
        assert claim(commune, scoring.commune, asked, adjustments=bonus).status_code == 200
        told = commune.get(f"/assessments/{scoring.commune.uid}/scores").json()
        by_key = {one["leaf"]: one for one in told["items"]}
        assert by_key[ON_TIME]["left_out"] == "asked"
        assert (told["adjustments"][0]["key"], told["adjustments"][0]["claimed"]) == ("bonus.model", "0.5")

    def test_after_the_lock_nothing_is_claimed(self, scoring: ScoringCast, commune: Program) -> None:
        locked(scoring, {ON_TIME: "2"})
        answer = claim(commune, scoring.commune, {"leaf": ON_TIME, "value": "99.5"})
        assert answer.status_code == 409 and "đã khóa" in answer.json()["detail"]
        assert scoring.score(scoring.commune, ON_TIME).claimed == 2

    def test_reading_alone_does_not_write(self, scoring: ScoringCast, program_of: Callable[..., Program]) -> None:
        reader = program_of(scoring.cast.commune_officer, "scoring:read")
        assert claim(reader, scoring.commune, {"leaf": ON_TIME, "value": "98.6"}).status_code == 403

    def test_the_lock_asks_for_what_is_missing_and_hands_in(self, scoring: ScoringCast, commune: Program) -> None:
        claim(commune, scoring.commune, {"leaf": INSPECTION, "value": "yes"})
        address = f"/assessments/{scoring.commune.uid}/lock"
        refused = commune.post(address, {"blanks_are_zero": False})
        done = commune.post(address, {"blanks_are_zero": True})
        assert refused.status_code == 422 and "chưa chấm" in refused.json()["detail"]  # type: ignore[attr-defined]
        assert done.status_code == 200, done.content
        assert done.json()["state"] == "locked" and done.json()["locked_at"]  # type: ignore[attr-defined]


class TestProof:
    """A document of the register, or a file with its facts."""

    def test_a_file_is_registered_and_stands_beside_the_claim(self, scoring: ScoringCast, commune: Program) -> None:
        paper = {
            "leaf": ON_TIME, "type": "Báo cáo", "symbol": "12/BC-UBND", "issued_on": "2026-03-15",
            "subject": "Kết quả giải quyết hồ sơ", "words": "trang 2",
            "file": SimpleUploadedFile("bao-cao.pdf", PDF, content_type="application/pdf"),
        }  # fmt: skip
        made = commune.post(f"/assessments/{scoring.commune.uid}/proofs", paper, content_type=None)
        assert made.status_code == 201, made.content
        scores = commune.get(f"/assessments/{scoring.commune.uid}/scores").json()["items"]
        (proof,) = next(one["proofs"] for one in scores if one["leaf"] == ON_TIME)
        assert (proof["symbol"], proof["words"], proof["is_supplement"]) == ("12/BC-UBND", "trang 2", False)
        assert next(one["is_proof_met"] for one in scores if one["leaf"] == ON_TIME) is True

    def test_the_proof_of_another_agency_is_refused(self, scoring: ScoringCast, standing: Program) -> None:
        document = scoring.cast.document(actor=scoring.cast.neighbour_officer.actor)
        scoring.cast.document()
        answer = standing.post(
            f"/assessments/{scoring.commune.uid}/proofs",
            {"leaf": ON_TIME, "document": str(document.uid)},
            content_type=None,
        )
        assert answer.status_code in (404, 422), answer.content
        assert scoring.score(scoring.commune, ON_TIME).proof_count == 0


class TestAppraising:
    """What can be done is done, the rest is told one by one."""

    def test_points_are_kept_and_changed_over_several_agencies(self, scoring: ScoringCast, standing: Program) -> None:
        locked(scoring, {PLAN: "3", INSPECTION: "1"})
        changed = {"points": "2.25", "reason": "figures_differ", "words": "Theo sổ nhiệm vụ."}
        answer = appraise(
            standing,
            scoring,
            of(scoring, scoring.commune, PLAN, act="keep"),
            of(scoring, scoring.neighbour, PLAN, **changed),
            of(scoring, scoring.third, PLAN, points="3.5", reason="figures_differ", words="Quá mức."),
            of(scoring, scoring.third, INSPECTION, points="0"),
            of(scoring, scoring.third, "steering.plan.issued", act="more", words="Gửi thêm kế hoạch đã ký."),
        )
        assert answer.status_code == 200, answer.content
        told = answer.json()
        done = {(one["assessment"], one["leaf"]): one for one in told["done"]}
        assert done[str(scoring.commune.uid), PLAN]["appraised"] == "3"
        assert done[str(scoring.neighbour.uid), PLAN]["appraised"] == "2.25"
        assert done[str(scoring.third.uid), "steering.plan.issued"]["more_asked"] == "Gửi thêm kế hoạch đã ký."
        sentences = {one["leaf"]: one["sentence"] for one in told["refused"]}
        assert "tối đa" in sentences[PLAN].lower() and "chọn một lý do" in sentences[INSPECTION]
        assert scoring.score(scoring.third, PLAN).appraised is None

    def test_a_result_from_outside_comes_with_its_source(self, scoring: ScoringCast, standing: Program) -> None:
        locked(scoring, {})
        told = appraise(
            standing,
            scoring,
            of(scoring, scoring.commune, SURVEY, act="outside", value="87.5", source="Khảo sát SIPAS", sample=120),
            of(scoring, scoring.neighbour, SURVEY, act="outside", value="87.5"),
        ).json()
        score = scoring.score(scoring.commune, SURVEY)
        assert (score.standing, score.sample_size, score.source_note) == (7, 120, "Khảo sát SIPAS")
        assert [one["leaf"] for one in told["refused"]] == [SURVEY]

    def test_what_does_not_apply_is_decided(self, scoring: ScoringCast, program_of: Callable[..., Program]) -> None:
        locked(scoring, {})
        Score.objects.filter(leaf_key=ON_TIME).update(left_out=LeftOut.ASKED, left_out_reason="Không có hồ sơ.")
        office = program_of(scoring.cast.area_lead)
        told = appraise(
            office,
            scoring,
            of(scoring, scoring.commune, ON_TIME, act="leave_out"),
            of(scoring, scoring.neighbour, ON_TIME, act="count", words="Xã có tiếp nhận hồ sơ."),
        ).json()
        assert {one["left_out"] for one in told["done"]} == {"approved", "refused"}

    def test_of_two_appraisers_the_second_is_told(self, scoring: ScoringCast, standing: Program) -> None:
        locked(scoring, {PLAN: "3"})
        item = of(scoring, scoring.commune, PLAN, act="keep")
        appraise(standing, scoring, item)
        told = appraise(standing, scoring, {**item, "act": "give", "points": "1", "words": "Khác."}).json()
        assert "vừa có người khác sửa" in told["refused"][0]["sentence"]
        assert scoring.score(scoring.commune, PLAN).appraised == 3

    def test_a_score_that_is_nowhere_is_told_beside_the_others(self, scoring: ScoringCast, standing: Program) -> None:
        locked(scoring, {PLAN: "3"})
        told = appraise(
            standing,
            scoring,
            of(scoring, scoring.commune, PLAN, act="keep"),
            {**of(scoring, scoring.commune, PLAN, act="keep"), "leaf": "no.such"},
        ).json()
        assert (len(told["done"]), told["refused"][0]["leaf"]) == (1, "no.such")

    def test_nobody_appraises_their_own_agency(self, scoring: ScoringCast, commune: Program, standing: Program) -> None:
        locked(scoring, {PLAN: "3"})
        assert appraise(commune, scoring, of(scoring, scoring.commune, PLAN, act="keep")).status_code == 403
        assert appraise(standing, scoring, of(scoring, scoring.standing, PLAN, act="keep")).status_code == 403
        assert not Score.objects.filter(appraised__isnull=False).exists()


class TestResults:
    """Before publication for those above alone; then for everybody."""

    def test_before_publication_those_above_see_all_and_an_agency_its_own_row(
        self, scoring: ScoringCast, standing: Program, commune: Program
    ) -> None:
        Score.objects.filter(assessment=scoring.commune, leaf_key=PLAN).update(claimed=3, standing=3)
        told = standing.get(f"/rounds/{scoring.round.uid}/results").json()
        communes = [one for one in told["items"] if one["kind"] == "commune"]
        assert told["issue"] is None
        assert (communes[0]["agency_name"], communes[0]["rank"]) == ("UBND xã Suối Nhạn", 1)
        assert (communes[0]["points"], communes[0]["index"], communes[1]["rank"]) == ("3", "15", 2)
        assert communes[0]["areas"]["steering"] == {"points": "3", "maximum": "5", "small_sample": None}
        mine = commune.get(f"/rounds/{scoring.round.uid}/results").json()
        assert (told["is_whole"], mine["is_whole"]) == (True, False)
        assert [(one["agency_name"], one["rank"]) for one in mine["items"]] == [("UBND xã Suối Nhạn", 1)]

    def test_what_was_published_is_for_everybody_and_a_correction_leaves_the_old_one(
        self, scoring: ScoringCast, program_of: Callable[..., Program]
    ) -> None:
        now = scoring.cast.now
        for number, points, reason in ((1, "15", ""), (2, "16", "Cộng nhầm điểm khảo sát.")):
            issue = ResultIssue.objects.create(
                round=scoring.round, number=number, decision_number=f"{number}/QĐ-UBND", reason=reason, digest="0" * 64,
                at=now, published_at=now,
            )  # fmt: skip
            ResultRow.objects.create(
                issue=issue, assessment=scoring.commune, points=Decimal(points), maximum=20, index=Decimal(points) * 5,
                rank=1, grade_key="fair", grade_label="Khá", areas=json.dumps({"steering": ["4.5", "5"]}),
            )  # fmt: skip
        Round.objects.filter(pk=scoring.round.pk).update(state=RoundState.PUBLISHED, published_at=now)
        reader = program_of(scoring.cast.stranger)
        told = reader.get(f"/rounds/{scoring.round.uid}/results").json()
        first = reader.get(f"/rounds/{scoring.round.uid}/results", issue=1).json()
        assert (told["issue"]["number"], told["issue"]["reason"]) == (2, "Cộng nhầm điểm khảo sát.")
        assert [one["decision_number"] for one in told["issues"]] == ["1/QĐ-UBND", "2/QĐ-UBND"]
        assert (told["items"][0]["points"], first["items"][0]["points"]) == ("16", "15")
        assert told["items"][0]["areas"] == {"steering": {"points": "4.5", "maximum": "5", "small_sample": None}}
        assert reader.get(f"/rounds/{scoring.round.uid}/results", issue=3).status_code == 404

    def test_a_correction_that_no_decision_published_yet_is_not_for_everybody(
        self, scoring: ScoringCast, program_of: Callable[..., Program], standing: Program
    ) -> None:
        now = scoring.cast.now
        for number, published_at in ((1, now), (2, None)):
            ResultIssue.objects.create(
                round=scoring.round, number=number, reason="Sửa." if number > 1 else "", digest="0" * 64, at=now,
                published_at=published_at,
            )  # fmt: skip
        Round.objects.filter(pk=scoring.round.pk).update(state=RoundState.PUBLISHED, published_at=now)
        reader = program_of(scoring.cast.stranger)
        assert reader.get(f"/rounds/{scoring.round.uid}/results").json()["issue"]["number"] == 1
        assert standing.get(f"/rounds/{scoring.round.uid}/results").json()["issue"]["number"] == 2

    def test_all_that_is_written_by_a_program_is_logged_as_its_person(
        self, scoring: ScoringCast, standing: Program
    ) -> None:
        locked(scoring, {PLAN: "3"})
        appraise(standing, scoring, of(scoring, scoring.commune, PLAN, act="keep"))
        change = ScoreChange.objects.get(stage=Stage.APPRAISED)
        assert change.by_id == scoring.cast.standing_officer.user.pk
        assert Assessment.objects.get(pk=scoring.commune.pk).state == AssessmentState.LOCKED
