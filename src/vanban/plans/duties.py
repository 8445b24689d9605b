"""Duties with a term that stand in prose: who, what, when, to whom.

Owns: which parts give duties, and for whom the points of a clause are. Does not: read sentences (``duty_sentences``),
or guess: a sentence without a term, or without a verb, is left alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban.language.agencies import read_agencies
from vanban.language.area_titles import OTHER, area_code
from vanban.language.deadlines import read_deadlines
from vanban.language.targets import is_target_section
from vanban.plans.duty_sentences import ASKED, Draft, Sentences
from vanban.plans.duty_subjects import begin_of, spoken_of, subject_of
from vanban.plans.duty_terms import without_repeats
from vanban.plans.model import PeriodicDuty
from vanban.plans.outline import Passage
from vanban.text.findings import Finding, Reading
from vanban.text.forms import compare_key

__all__ = ["periodic_duties"]

# Headings of the parts that give duties, on ``compare_key``.
_ORGANISATION = re.compile(
    "to chuc thuc hien|trach nhiem|cong tac trien khai|che do bao cao|che do thong tin bao cao|phan cong nhiem vu|"
    "to chuc trien khai|phan cong thuc hien|phan cong\\Z|phan cong (?:trach nhiem|cong viec|to chuc)"
)
_HEADING_WORDS = 16  # a heading is no longer
_GENERAL_HEADING = re.compile(r"\A(?:(?P<part>[A-H])[.)/]\s|(?:PHẦN|Phần)\s|[IVX]{1,6}(?:[.)/]|\s?[-–:])\s|Điều \d)")
# Where clauses are the highest parts: "5. Tổ chức thực hiện".
_CLAUSE_HEADING = re.compile(r"\A\s*\d{1,2}(?:\.\s*|/\s|[-)]\s*)(?!\d)[^.;:]+:?\s*\Z")
_CLAUSE = re.compile(r"\A\s*\d{1,2}(?:\.\d{1,2})*(?:\s?[.)]\s*|[/\-]\s)")
# What the lead of an area is told: "chủ trì triển khai nội dung Cải cách thể chế; …".
_AREA = re.compile(
    r"(?:nội dung|lĩnh vực|nhiệm vụ(?: về)?)\s+"
    r"(?P<areas>(?:[Cc]ải cách|[Xx]ây dựng|[Hh]iện đại h[óo][aá]|[Cc]huyển đổi số)[^.;,()]{0,160})"
)
_AND_AREA = re.compile(r"\s+và\s+(?:nội dung\s+|lĩnh vực\s+)?(?=[Cc]ải cách)")


def periodic_duties(
    passages: Sequence[Passage], *, year: int, everywhere: bool = False
) -> Reading[tuple[PeriodicDuty, ...]]:
    """Return the duties with a term in the parts on organisation, and those of a rhythm elsewhere, in source order.

    Args:
        passages: The prose.
        year: The plan's year, for terms that name none.
        everywhere: The plan has no table of tasks: its duties stand in every part but the goals, where a sentence
            says who acts.
    """
    found: list[Draft] = []
    headed = False  # a clause is nothing but the name of a body: its points are that body's duties
    part = inside = False  # the part, and the section within it, are on organisation
    tasks = everywhere  # it gives tasks; a notice of conclusions has no parts at all
    holder: str | None = None  # whom the lettered points of a clause are for
    general = any(_GENERAL_HEADING.match(passage.text) for passage in passages)
    for passage in passages:
        heading = _GENERAL_HEADING.match(passage.text) or (not general and _CLAUSE_HEADING.match(passage.text))
        if heading:
            on = len(passage.text.split()) <= _HEADING_WORDS and bool(_ORGANISATION.search(compare_key(passage.text)))
            part = on if general and heading["part"] else part
            inside, holder, headed = on or part, None, False
            tasks = everywhere and not is_target_section(passage.text)
            continue
        subject = spoken_of(passage.text)
        if _CLAUSE.match(passage.text):
            holder = subject[0] if subject else None
            headed = subject is not None and not passage.text[subject[1] :].strip(" :")
        # "2. Thủ tục hành chính: Phòng Tư pháp rà soát …" gives a body its work wherever it stands.
        titled = subject is not None and subject_of(passage.text, begin_of(passage.text)) is None
        told = inside or tasks or headed or titled
        drafts = Sentences(passage, subject, holder if told else None, inside=told).drafts()
        found.extend(drafts if inside or not told else (draft for draft in drafts if draft.who))
    return _reading(found, year)


def _area(text: str) -> str | None:
    """Return the area whose work a clause gives to its body, or None where it names none or several."""
    titles = (title for match in _AREA.finditer(text) for title in _AND_AREA.split(match["areas"]))
    found = {area_code(title) for title in titles} - {OTHER}
    return found.pop() if len(found) == 1 else None


def _reading(drafts: Sequence[Draft], year: int) -> Reading[tuple[PeriodicDuty, ...]]:
    duties = []
    findings: list[Finding] = []
    for draft in drafts:
        when = "; ".join(draft.terms)
        who = draft.who.removeprefix(ASKED) if draft.who else None
        reading = read_deadlines(when, year=year)
        place = draft.passage.place(*draft.span)
        findings.extend(replace(finding, place=place) for finding in reading.findings)
        duties.append(
            PeriodicDuty(
                who=who,
                what=draft.what,
                when=when,
                to=draft.to,
                section=draft.passage.section,
                place=place,
                leads=read_agencies(who or ""),
                area=_area(draft.passage.text),
                deadlines=without_repeats(reading.value),
            )
        )
    return Reading(tuple(duties), tuple(findings))
