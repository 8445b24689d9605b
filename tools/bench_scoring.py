"""A round of a whole province over sets of 120 sub-criteria: opening it, and what its stored scores come to."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from bench import REPEATS, Act

__all__ = ["SCORING_ACTS"]

NOW = datetime(2025, 12, 15, 2, 0, tzinfo=UTC)
UNITS, DEPARTMENTS, LEAVES = 250, 20, 120
OWNER = "UBND tỉnh Đo Đếm"
KINDS = ("department", "commune")
# The seven areas of the reform and its effect; fifteen sub-criteria each.
AREAS = ("steering", "institutions", "procedures", "apparatus", "service", "finance", "digital", "impact")
RULES = (
    "{kind: yes_no}",
    "{kind: span, unit: '%', low: 50, high: 100}",
    "{kind: deduction, unit: hồ sơ, each: 0.25}",
    "{kind: choice, options: {all: {label: Đủ, points: 1}, half: {label: Một nửa, points: 0.5}, "
    "none: {label: Không, points: 0}}}",
    "{kind: survey, low: 0, high: 100, least_sample: 30, unit: '%'}",
)
_PURPOSE = "par_index"
_rounds = count(2031)  # of each year one; the sets of every round are its own


def _set_text(kind: str, year: int) -> str:
    """Return a set of ``LEAVES`` sub-criteria, each of one point, every third with proof asked."""
    lines = [
        "set:", f"  key: do-{kind}", f'  version: "{year}.1"', f"  title: Bộ tiêu chí đo năm {year}",
        f"  purpose: {_PURPOSE}", f"  year: {year}", f"  kinds: [{kind}]", f"  maximum: {LEAVES}",
        '  window: {from: "-1-12-01", to: "0-12-31"}', "areas:",
    ]  # fmt: skip
    each = LEAVES // len(AREAS)
    for at, area in enumerate(AREAS, start=1):
        lines += [f"  - key: {area}", f'    num: "{at}"', f"    label: Lĩnh vực {at}", "    appraiser: standing"]
        lines += ["    criteria:"]
        for number in range(1, each + 1):
            lines += _leaf_lines(f"{area}.so{number}", f"{at}.{number}", number)
    lines += [
        "bonus: {max: 2, items: [{key: bonus.model, num: T1, label: Mô hình, each: 0.5, max: 2}]}",
        "grades: [{key: good, label: Tốt, from: 80}, {key: fair, label: Khá, from: 50}, "
        "{key: weak, label: Yếu, from: 0}]",
    ]
    return "\n".join(lines) + "\n"


def _leaf_lines(key: str, number: str, at: int) -> list[str]:
    lines = [
        f"      - key: {key}", f'        num: "{number}"', f"        label: Tiêu chí thành phần {number}",
        "        max: 1", f"        score: {RULES[at % len(RULES)]}",
    ]  # fmt: skip
    if at % 3 == 0:
        lines.append("        proof: [{label: Báo cáo năm, types: [BC]}]")
    return lines


def _sets(year: int) -> list[Any]:
    """Publish the two sets of a year."""
    from caicach.scoring.models import SetVersion
    from reform.index import fingerprint, read_set

    texts = {kind: _set_text(kind, year) for kind in KINDS}
    rows = []
    for kind, text in texts.items():
        read = read_set(text)
        if len(read.by_key()) != LEAVES:
            raise AssertionError(f"{len(read.by_key())} sub-criteria")
        rows.append(
            SetVersion(
                set_key=read.key, version=read.version, title=read.title, purpose=read.purpose.value, year=year,
                kinds=kind, state="published", definition=text, fingerprint=fingerprint(text), created_at=NOW,
                published_at=NOW,
            )
        )  # fmt: skip
    return SetVersion.objects.bulk_create(rows)


def _bodies() -> dict[str, int]:
    """Return the ids of a province of its own with exactly ``UNITS`` bodies that are scored, by key."""
    from bench_acts import ids_there
    from caicach.agencies.constants import MandateKind
    from caicach.agencies.models import Agency
    from caicach.agencies.services import MandateRow, RegisterRow, register_load
    from caicach.web.actor import SYSTEM

    ids_there()  # the province of the other acts stands before
    known = Agency.objects.filter(current_name=OWNER).first()
    if known is not None:
        standing = Agency.objects.get(current_name="Sở Đo đếm 1")
        return {"do": known.pk, "so-1": standing.pk}
    start = date(2020, 1, 1)
    rows = [RegisterRow("do", OWNER, "province", "committee", start)]
    rows += [
        RegisterRow(f"so-{at}", f"Sở Đo đếm {at}", "province", "department", start, parent="do")
        for at in range(1, DEPARTMENTS + 1)
    ]
    rows += [
        RegisterRow(f"do-{at}", f"UBND xã Đo {at}", "commune", "committee", start, parent="do")
        for at in range(1, UNITS - DEPARTMENTS + 1)
    ]
    mandates = [MandateRow("do", "so-1", MandateKind.STANDING_BODY)]
    return dict(register_load(rows, mandates=mandates, actor=SYSTEM, today=NOW.date()).ids)


def _draft(owner_id: int) -> Any:
    """Return the draft of a round of the next year, its sets just published and never read by this process."""
    from caicach.scoring.constants import Phase
    from caicach.scoring.selectors.opening import PhaseDays, RoundDraft
    from reform.index import Purpose

    year = next(_rounds)
    days = {phase: PhaseDays(date(year, 11, at), date(year, 11, at + 1)) for at, phase in enumerate(Phase, start=1)}
    uids = tuple(one.uid for one in _sets(year))
    return RoundDraft(owner_id, Purpose(_PURPOSE), year, f"Chỉ số cải cách hành chính năm {year}", uids, days)


def _open(draft: Any, actor: object) -> Any:
    from caicach.scoring.services.rounds import round_open

    return round_open(draft, actor=actor, now=NOW)  # type: ignore[arg-type]


def index_open() -> Callable[[], object]:
    """Open a round over 250 agencies with sets of 120 sub-criteria: duties, assessments, 30,000 scores."""
    from bench_acts import _actor
    from caicach.scoring.models import Assessment

    ids = _bodies()
    _, actor = _actor(ids, "so-1", ("standing_officer", "do"))
    drafts = iter([_draft(ids["do"]) for _ in range(REPEATS + 1)])

    def measured() -> None:
        round_ = _open(next(drafts), actor)
        if Assessment.objects.filter(round=round_).count() != UNITS:
            raise AssertionError("not everybody is scored")

    return measured


def index_rank() -> Callable[[], object]:
    """Add up the stored scores of 250 agencies with 120 sub-criteria each, and rank them by kind."""
    from bench_acts import _actor
    from caicach.scoring.models import AdjustmentScore, Assessment, Score
    from caicach.scoring.selectors.results import ranked_results

    ids = _bodies()
    _, actor = _actor(ids, "so-1", ("standing_officer", "do"))
    round_ = _open(_draft(ids["do"]), actor)
    scores = list(Score.objects.filter(assessment__round=round_).order_by("pk"))
    for at, score in enumerate(scores):
        score.claimed = score.appraised = score.standing = score.maximum * (at * 7919 % 101) / 100
        score.left_out = "approved" if at % 97 == 0 else ""
    Score.objects.bulk_update(scores, ["claimed", "appraised", "standing", "left_out"], batch_size=2_000)
    AdjustmentScore.objects.bulk_create(
        AdjustmentScore(assessment=row, key="bonus.model", claimed=1, appraised=1, updated_at=NOW)
        for row in Assessment.objects.filter(round=round_)
    )

    def measured() -> None:
        units = ranked_results(round_)
        ranks = [unit.rank for unit in units]
        if len(units) != UNITS or ranks.count(1) < len(KINDS) or None in ranks:
            raise AssertionError(f"{len(units)} agencies, {ranks[:3]}")

    return measured


SCORING_ACTS = (
    Act("index_open", index_open, bound_seconds=2.0, bound_queries=36),
    Act("index_rank", index_rank, bound_seconds=0.2, bound_queries=5, bound_seconds_sqlite=0.4),
)
