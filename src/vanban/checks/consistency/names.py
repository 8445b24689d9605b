"""C409: one body named in two ways; C410: a body's name cut short or written in letters."""

import re
from collections.abc import Iterator
from itertools import combinations

from vanban.checks.model import Paper, Rule
from vanban.checks.samples import plan_text
from vanban.language.agencies import AgencyPhrase, read_agencies
from vanban.plans.body_names import name_key
from vanban.plans.duty_subjects import begin_of, subject_of
from vanban.text.findings import Finding, Place, Severity
from vanban.text.forms import compare_key, squeeze

__all__ = ["RULES"]

_HEADS = re.compile(r"\A(?:phong|so|ban|trung tam|dai|chi cuc|van phong|bao) ")
_CUT = re.compile(r"\A\s*(?:-|–|&|và)\s+\w")
_SIGNS = re.compile(r"[^\w\s&–-]")
_LETTERS = re.compile(r"\b[A-ZĐ]{3,}\b")


def _names(paper: Paper) -> dict[str, Place]:
    """Return every spelling of one body's name with the place where it first stands."""
    found: dict[str, Place] = {}
    for passage in paper.passages:
        subject = subject_of(passage.text, begin_of(passage.text)) if passage.numbered else None
        for body in read_agencies(subject[0]) if subject else ():
            found.setdefault(_spelling(body), passage.pieces[0][1])
    for _annex, task in paper.plan.tasks():
        for row in task.rows:
            for body in (*row.lead, *row.coordinating, *row.monitoring):
                found.setdefault(_spelling(body), row.place)
    return {name: place for name, place in found.items() if _HEADS.match(compare_key(name))}


def _spelling(body: AgencyPhrase) -> str:
    return squeeze(body.text) if body.kind == "agency" else ""


def _check(paper: Paper) -> Iterator[Finding]:
    names = _names(paper)
    for one, other in combinations(names, 2):
        if _is_respelled(one, other):
            yield _finding(RULES[0], one, other, names)


def _check_short(paper: Paper) -> Iterator[Finding]:
    names = _names(paper)
    seen: set[str] = set()
    for one, other in combinations(names, 2):
        short, long = sorted((one, other), key=len)
        if short not in seen and (_is_cut(short, long) or _is_in_letters(short, long)):
            seen.add(short)
            yield _finding(RULES[1], long, short, names)


def _finding(rule: Rule, one: str, other: str, names: dict[str, Place]) -> Finding:
    params = {"first": one, "second": other}
    return Finding(rule.code, rule.severity, names[one], f"{one} | {other}", params, also=(names[other],))


def _is_respelled(one: str, other: str) -> bool:
    """Say whether two spellings differ by more than the place of a tone mark or the first letter, but name one body."""
    return name_key(one) == name_key(other) and _seen(one) != _seen(other)


def _seen(name: str) -> str:
    """Return what the eye takes for a difference: joining words, dashes and capitals behind the first word."""
    first, _, rest = _SIGNS.sub("", name).partition(" ")
    signs = "".join(char if char in "&-–" else " " if not char.isalnum() else "x" for char in rest)
    capitals = "".join("A" if word[:1].isupper() else "a" for word in rest.split())
    return f"{compare_key(first)} {compare_key(rest)} {capitals} {'&' in signs} {'-' in signs or '–' in signs}"


def _is_cut(short: str, long: str) -> bool:
    """Say whether ``long`` goes on with a second field of work: "Phòng Tài chính" of "Phòng Tài chính - Kế hoạch"."""
    start = compare_key(long).startswith(f"{compare_key(short)} ")
    return start and long[: len(short)].casefold() == short.casefold() and bool(_CUT.match(long[len(short) :]))


def _is_in_letters(short: str, long: str) -> bool:
    """Say whether ``short`` writes words of ``long`` by first letters: "Sở KHCN", "Sở Khoa học và Công nghệ"."""
    match = _LETTERS.search(short)
    if match is None or match.group() in long:
        return False
    before, after = compare_key(short[: match.start()]), compare_key(short[match.end() :])
    key = compare_key(long)
    if not (key.startswith(f"{before} ") and key.endswith(f" {after}" if after else "")):
        return False
    middle = key[len(before) : len(key) - len(after)].split()
    wanted = compare_key(match.group())
    return wanted in ("".join(word[0] for word in middle), "".join(word[0] for word in middle if word != "va"))


def _row(lead: str, number: str = "1") -> tuple[str, ...]:
    return (number, f"Nhiệm vụ {number}", "Báo cáo", lead, "", "Thường xuyên")


RULES = (
    Rule(
        "C409",
        Severity.ADVICE,
        "Một cơ quan, hai cách viết tên",
        "Điều 8 Nghị định số 30/2020/NĐ-CP: tên cơ quan được viết đúng như trong quyết định thành lập.",
        _check,
        bad=(
            plan_text(_row("Phòng Văn hoá và Thông tin"), _row("Phòng Văn hóa - Thông tin", "2")),
            plan_text(_row("Sở Khoa học và Công nghệ"), _row("Sở Khoa học và công nghệ", "2")),
        ),
        good=(
            plan_text(_row("Phòng Văn hoá và Thông tin"), _row("Phòng Văn hóa và Thông tin", "2")),
            plan_text(_row("Sở Nội vụ"), _row("Sở Tư pháp", "2")),
        ),
    ),
    Rule(
        "C410",
        Severity.ADVICE,
        "Tên cơ quan viết cụt hoặc viết tắt",
        "Điều 8 Nghị định số 30/2020/NĐ-CP: chữ viết tắt phải được giải thích ở lần dùng đầu tiên.",
        _check_short,
        bad=(
            plan_text(_row("Phòng Tài chính - Kế hoạch"), _row("Phòng Tài chính", "2")),
            plan_text(_row("Sở Khoa học và Công nghệ"), _row("Sở KHCN", "2")),
        ),
        good=(
            plan_text(_row("Sở Tài chính"), _row("Phòng Tài chính", "2")),
            plan_text(_row("Trung tâm Y tế"), _row("Trung tâm Y tế dự phòng", "2")),
        ),
    ),
)
