"""Which objects the addresses of scoring are asked with: the commune's assessment in an open round, nothing scored."""

from dataclasses import replace
from typing import Any

from caicach.scoring.models import Assessment, SetVersion
from caicach.scoring.services.rounds import round_open
from caicach.scoring.services.sets import NewSet, set_copy
from cast import Cast
from papers_sample import LAYOUT, paper
from ranking_sample import DRAFT, published, sets_of_year
from scoring_cast import DEPARTMENT_SET, round_draft, set_make
from vanban.writing import write_docx

__all__ = ["scoring_objects"]

_OF_RESULTS = ("ranking-of", "publish", "decision", "result-sheets", "result-sheet", "ranking-data")
_OF_APPRAISAL = ("appraisal-units", "adjustments", "surveys", "survey-book", "survey-take")
_OF_PUBLISHED = ("set", "set-copy", "set-file", "set-workbook")
_OF_DRAFTS = (
    *("set-areas", "set-changes", "set-doubt", "set-drop", "set-head", "set-leaf", "set-leaf-move", "set-leaf-new"),
    *("set-leaf-remove", "set-links", "set-publish", "set-workbook-in", "set-workbook-take", "set-heading-new"),
    "set-retire",
)


def scoring_objects(cast: Cast) -> dict[str, dict[str, Any]]:
    """Open the round of 2026; addresses ask with the commune's assessment, or with the round."""
    published = set_make()
    draft = round_draft(cast, set_make(DEPARTMENT_SET), published)
    round_ = round_open(draft, actor=cast.standing_officer.actor, now=cast.now)
    sheet = Assessment.objects.get(round=round_, agency=cast.commune)
    return {
        "scoring": {"uid": sheet.uid, "key": "procedures.dossiers.on_time"},
        "scoring:round": {"uid": round_.uid},
        **{f"scoring:{name}": {"uid": round_.uid} for name in ("phases", "phase-close", "phase-move")},
        **{f"scoring:{name}": {"uid": round_.uid} for name in ("settlement", "settle", "minutes", "minutes-signed")},
        **{f"scoring:{name}": {"uid": round_.uid} for name in ("analysis", "round-annex", "round-work")},
        **_published(cast),
        "scoring:appraisal": {"uid": round_.uid},
        "scoring:appeals": {"uid": round_.uid},
        **{f"scoring:{name}": {"uid": round_.uid} for name in _OF_APPRAISAL},
        "scoring:appraisal-finish": {"uid": round_.uid},
        "scoring:grid": {"uid": round_.uid, "key": "procedures.dossiers.on_time"},
        **{f"scoring:{name}": {"uid": published.uid} for name in _OF_PUBLISHED},
        **{f"scoring:{name}": _draft_of(cast, published) for name in _OF_DRAFTS},
        "scoring:set-heading": _draft_of(cast, published) | {"key": "steering.plan"},
    }


def _published(cast: Cast) -> dict[str, dict[str, Any]]:
    """Publish last year's results; what everybody reads, and the papers of a result, are asked of them."""
    sets = [set_make(text) for text in sets_of_year(2025)]
    title = "Chỉ số cải cách hành chính năm 2025"
    draft = round_draft(cast, *sets, year=2025, title=title, is_history=True)
    round_ = round_open(draft, actor=cast.standing_officer.actor, now=cast.now)
    agencies = round_.assessments.values_list("agency_id", flat=True)
    decision = replace(DRAFT, file=write_docx(paper(), LAYOUT), file_name="86-QD.docx")
    published(round_, dict.fromkeys(agencies, "0.8"), cast=cast, draft=decision)
    of_papers = {"uid": round_.uid, "ending": "docx", "agency": cast.commune.uid}
    return {
        "ranking": {"which": "2025", "agency": str(cast.commune.uid), "number": 1},
        **{f"scoring:{name}": of_papers for name in _OF_RESULTS},
    }


def _draft_of(cast: Cast, published: SetVersion) -> dict[str, Any]:
    """Return what the addresses of a draft for the next year are asked with; it is begun once."""
    draft = SetVersion.objects.filter(based_on=published).first()
    if draft is None:
        new = NewSet("2027.1", 2027, "Quyết định 9")
        draft = set_copy(published, new, actor=cast.standing_officer.actor, owner_id=cast.province.pk, now=cast.now)
    return {"uid": draft.uid, "key": "steering.inspection", "number": 0}
