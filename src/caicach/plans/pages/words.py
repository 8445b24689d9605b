"""Sentences about plans that several pages say."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.plans.mapping.expansion import Problem
from caicach.plans.models import Plan
from caicach.ui.notation import date_text
from caicach.ui.sentences import in_language
from caicach.ui.values import Step
from reform.messages import explain

__all__ = ["kicker_of", "problem_sentence", "steps_of"]


def problem_sentence(problem: Problem) -> str:
    """Return what is wrong with a deliverable, in words."""
    if problem.reasons:
        return in_language(explain(problem.reasons))
    sentences: Mapping[str, str] = {
        "open_phrase": _("Chưa rõ “%(evidence)s” là cơ quan nào."),
        "no_lead": _("Chưa có cơ quan chủ trì."),
        "nobody": _("Không còn cơ quan nào để giao. Chọn cơ quan chủ trì hoặc để “không theo dõi”."),
    }
    return sentences[problem.code] % {"evidence": problem.evidence}


def kicker_of(plan: Plan) -> str:
    """Return the line above a plan's heading: its symbol, date and file."""
    parts = [
        _("%(type)s số %(symbol)s") % {"type": (plan.type or _("kế hoạch")).capitalize(), "symbol": plan.symbol}
        if plan.symbol
        else "",
        _("ngày %(day)s") % {"day": date_text(plan.issued_on)} if plan.issued_on else "",
    ]
    return " · ".join(filter(None, [" ".join(filter(None, parts)), plan.file_name]))


def steps_of(plan: Plan, *, at: int) -> list[Step]:
    """Return the four steps of a plan's way, of which ``at`` (from 1) is the present one."""
    words = (_("Tải lên"), _("Đọc"), _("Rà soát"), _("Giao việc"))
    urls = ("", "", reverse("plans:review", args=[plan.uid]), "")
    return [
        Step(label=word, state="done" if number < at else "now" if number == at else "", url=url if number < at else "")
        for number, (word, url) in enumerate(zip(words, urls, strict=True), start=1)
    ]
