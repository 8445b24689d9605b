"""What a group phrase of a plan means, as an expression over the register, relative to the issuing body.

The language of group phrases is small: heads ("các sở, ban, ngành", "cơ quan, đơn vị", "địa phương", "UBND", "đơn vị
sự nghiệp công lập"), levels ("cấp huyện", "các huyện, thị xã, thành phố") and bonds ("thuộc UBND tỉnh"). A phrase is
read as runs of heads, each with the levels that follow it. A phrase with any other word in it is not guessed at: the
answer is None, and a person decides.

What "địa phương" covers: the People's Committees of every level below the issuer that exists on the date. For a
province before 1 July 2025 these are its districts and its communes, since then its communes; a reviewer who means one
level alone chooses that group.
"""

import re
from dataclasses import dataclass
from functools import cache

from reform.groups.expressions import parse_expression, quoted
from reform.groups.names import canonical, is_outside_name, without_head
from reform.groups.runs import EVERY_LEVEL, Head, Run, runs_of
from vanban.text.forms import squeeze

__all__ = ["StandardGroup", "class_of_list", "expression_for_phrase", "standard_groups"]

# The bodies of a level's own: what "các sở, ban, ngành" of a province and "các phòng, ban" of a district are.
_OWN_KINDS = {
    "province": "kind(department, office, board)",
    "district": "kind(division, office)",
    "commune": "kind(division, office, centre)",
}
_BELOW = {"province": ("district", "commune"), "district": ("commune",), "commune": ()}
_PUBLIC = "kind(public_unit)"

_NOUNS = "huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu"
# "UBND các huyện: A, B, C", "UBND các xã A, B": the class, then names (written large where no colon stands).
_LIST_OF_NAMES = re.compile(rf"^(?P<group>.*?\b(?:{_NOUNS}))(?P<colon>\s*:)?\s+(?P<names>\S.*)$")
_EXCEPT = re.compile(r"^(?P<group>.+?)\s*[(,]\s*(?:trừ|ngoại trừ|không bao gồm)\s+(?P<names>[^()]+)\)?$", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*[,;]\s*|\s+và\s+")
# "<a body> cấp xã", "<a body> các huyện, thị xã, thành phố": one such body in each territory of the level.
_AND = r"(?:\s*,\s*|\s+và\s+)"
_ONE_IN_EACH = re.compile(
    r"^(?P<body>.+?)\s+(?:(?:của|thuộc)\s+(?:UBND\s+)?)?"
    rf"(?P<where>cấp\s+(?:tỉnh|huyện|xã)(?:{_AND}(?:cấp\s+)?(?:huyện|xã))*|các\s+(?:{_NOUNS})(?:{_AND}(?:{_NOUNS}))*)$",
    re.IGNORECASE,
)
_LEVEL_OF_NOUN = {"tỉnh": "province", "huyện": "district", "thị xã": "district", "thành phố": "district",
                  "quận": "district", "xã": "commune", "phường": "commune", "thị trấn": "commune",
                  "đặc khu": "commune"}  # fmt: skip
_BODY_HEADS = (
    "phong ", "van phong", "trung tam ", "cong an", "dai ", "thanh tra", "ban quan ly ", "ban chi huy ", "tram ",
    "hat ", "chi cuc ", "bao hiem xa hoi", "doi ", "bo phan ", "kho bac", "truong ",
)  # fmt: skip
_CUTS = (re.compile(r"\s*;\s*"), re.compile(r"\s+và\s+"), re.compile(r"\s*[,&]\s*"))


@dataclass(frozen=True, slots=True)
class StandardGroup:
    """A group that a reviewer may choose by its usual name."""

    label: str
    expression: str


@cache
def standard_groups(issuer_level: str) -> tuple[StandardGroup, ...]:
    """Return the usual groups of an issuer's level, the widest first; none for a level that issues no plans here."""
    labels = {
        "province": (
            "Các cơ quan, đơn vị, địa phương", "Các sở, ban, ngành", "UBND cấp huyện, cấp xã", "UBND cấp huyện",
            "UBND cấp xã", "Các sở, ban, ngành; UBND cấp xã", "Đơn vị sự nghiệp công lập thuộc UBND tỉnh",
            "Đơn vị sự nghiệp công lập", "Trung tâm Phục vụ hành chính công cấp xã",
        ),
        "district": (
            "Các cơ quan, đơn vị, địa phương", "Các phòng, ban, ngành cấp huyện", "UBND cấp xã",
            "Đơn vị sự nghiệp công lập",
        ),
        "commune": ("Các phòng, ban, đơn vị", "Đơn vị sự nghiệp công lập"),
    }.get(issuer_level, ())  # fmt: skip
    found = ((label, expression_for_phrase(label, issuer_level=issuer_level)) for label in labels)
    return tuple(StandardGroup(label, expression) for label, expression in found if expression)


def expression_for_phrase(text: str, *, issuer_level: str) -> str | None:
    """Return the group that a phrase means in a document of a body of ``issuer_level``, or None where it is no group.

    Args:
        text: The phrase as the document writes it, in any case and spelling of abbreviations.
        issuer_level: ``province``, ``district`` or ``commune``: the level of the issuing body.

    Returns:
        An expression of ``reform.groups.expressions``; it never names an agency that the phrase does not name.

    Example:
        >>> expression_for_phrase("UBND các xã, phường, đặc khu", issuer_level="province")
        'under(territory) & level(commune) & kind(committee)'
    """
    phrase = squeeze(text).strip(" .;,:")
    if issuer_level not in _BELOW or not phrase:
        return None
    found = _excepted(phrase, issuer_level) or _listed(phrase, issuer_level) or _classes(phrase, issuer_level)
    return str(parse_expression(found)) if found else None


def _excepted(phrase: str, level: str) -> str | None:
    found = _EXCEPT.match(phrase)
    group = expression_for_phrase(found["group"], issuer_level=level) if found else None
    names = _named(found["names"]) if found else ""
    return f"({group}) - {names}" if group and names else None


def _listed(phrase: str, level: str) -> str | None:
    found = _LIST_OF_NAMES.match(phrase)
    if not found or not re.search(r"\bcác\b", found["group"], re.IGNORECASE):
        return None
    if not found["colon"] and not found["names"][0].isupper():
        return None
    group = _classes(found["group"], level)
    names = _named(found["names"])
    return f"{group} & {names}" if group and names and "|" not in group else None


def class_of_list(text: str, *, issuer_level: str) -> StandardGroup | None:
    """Return the class that a list of names is drawn from: of "UBND các huyện: A, B" the "UBND các huyện".

    None where the phrase is no such list; the class may have no member on a date.
    """
    found = _LIST_OF_NAMES.match(squeeze(text).strip(" .;,:"))
    expression = _classes(found["group"], issuer_level) if found and issuer_level in _BELOW else None
    return StandardGroup(found["group"], str(parse_expression(expression))) if found and expression else None


def _named(names: str) -> str:
    parts = [part for part in _BETWEEN_NAMES.split(names.strip(" .;,")) if part]
    return f"named({', '.join(quoted(part) for part in parts)})" if parts else ""


def _classes(phrase: str, level: str) -> str | None:
    """Read a phrase as classes; where the whole is not understood, read its parts."""
    whole = _read_runs(without_head(canonical(phrase)), level) or _one_in_each(phrase, level)
    if whole:
        return whole
    for cut in _CUTS:
        parts = [part for part in cut.split(phrase) if part]
        if len(parts) > 1:
            found = [_classes(part, level) for part in parts]
            return _union(*(part for part in found if part)) if all(found) else None
    return None


def _one_in_each(phrase: str, level: str) -> str | None:
    found = _ONE_IN_EACH.match(phrase)
    if not found:
        return None
    body = re.sub(r"^(?:các|những)\s+", "", found["body"], flags=re.IGNORECASE)
    if not canonical(body).startswith(_BODY_HEADS) or is_outside_name(canonical(body)) or "," in body:
        return None
    nouns = re.findall(rf"{_NOUNS}|tỉnh", found["where"].casefold())
    targets = dict.fromkeys(_LEVEL_OF_NOUN[noun] for noun in nouns)
    if not all(target in (level, *_BELOW[level]) for target in targets):
        return None
    return _union(*(f"under(territory) & level({target}) & named({quoted(body)})" for target in targets))


def _read_runs(words: str, level: str) -> str | None:
    runs = runs_of(words.split())
    if not runs:
        return None
    found = [_expression_of(run, level) for run in runs]
    return _union(*(part for part in found if part)) if all(found) else None


def _expression_of(run: Run, issuer: str) -> str | None:
    levels = _levels_of(run, issuer)
    if levels is None or (run.has_units and not run.heads):
        return None
    if run.heads <= {Head.COMMITTEE}:  # "UBND các xã", "các xã"
        return _committees(run, levels, issuer)
    if run.heads <= {Head.FRONT, Head.VERTICAL}:
        return _coordinated(run.heads, levels or (issuer,)) or None
    if Head.ABOVE in run.heads:
        return f"parents(under(territory) & {_PUBLIC}) - territory" if run.heads & {Head.PUBLIC_UNIT} else None
    if run.heads == {Head.PUBLIC_UNIT}:
        return _public_units(run, levels, issuer)
    return _own_bodies(run, levels, issuer)


def _levels_of(run: Run, issuer: str) -> tuple[str, ...] | None:
    """Return the levels that a run speaks of, () where it says none; None where the issuer commands none such."""
    found = list(dict.fromkeys([*run.levels, *run.nouns]))
    if EVERY_LEVEL in found:
        found = list(_BELOW[issuer])
    allowed = (issuer, *_BELOW[issuer])
    if "province" in allowed and run.nouns == ["province", "district"]:  # "tỉnh, thành phố"
        return None
    return tuple(found) if all(level in allowed for level in found) else None


def _committees(run: Run, levels: tuple[str, ...], issuer: str) -> str | None:
    if not levels:
        return None
    if levels == (issuer,):  # "UBND huyện" of a district is one body; "UBND cấp huyện" is it as a class
        return "territory" if run.levels else None
    return _union(*(_committees_of(level, issuer) for level in levels))


def _committees_of(level: str, issuer: str) -> str:
    return "territory" if level == issuer else f"under(territory) & level({level}) & kind(committee)"


def _public_units(run: Run, levels: tuple[str, ...], issuer: str) -> str | None:
    if run.bound_to_department:
        return f"children({_own(issuer, issuer)}) & {_PUBLIC}"
    if run.is_bound and levels == (issuer,):
        return f"children(territory) & {_PUBLIC}"
    units = f"under(territory) & {_PUBLIC}"
    return _union(*(f"{units} & level({level})" for level in levels)) if levels else units


def _own_bodies(run: Run, levels: tuple[str, ...], issuer: str) -> str | None:
    if Head.DEPARTMENT in run.heads and (issuer != "province" or (levels and "province" not in levels)):
        return None  # a district does not command departments
    if run.heads == {Head.ROOM} and issuer == "province" and not levels:
        return f"children({_own('province', issuer)}) & kind(division)" if run.bound_to_department else None
    if run.bound_to_department:
        return "children(issuer)" if run.heads <= {Head.ROOM, Head.UNIT, Head.BODY} else None
    if run.heads == {Head.LOCAL}:
        return _union(*(_committees_of(level, issuer) for level in levels or _BELOW[issuer])) or None
    every_level = EVERY_LEVEL in run.levels
    parts = [_own(level, issuer) for level in (() if every_level else levels) or (issuer,)]
    if run.has_units:
        parts = [f"{part} & parents({_PUBLIC})" for part in parts]
    if every_level or (run.heads & {Head.LOCAL, Head.ALL} and not levels):
        parts += [_committees_of(level, issuer) for level in _BELOW[issuer]]
    return _union(*parts, *filter(None, [_coordinated(run.heads, levels or (issuer,))]))


def _coordinated(heads: set[Head], levels: tuple[str, ...]) -> str:
    """Return the bodies beside the People's Committee: mass organisations, branches of central bodies."""
    kinds = [kind for kind in (Head.FRONT, Head.VERTICAL) if kind in heads]
    return _union(*(f"level({level}) & kind({kind})" for level in levels for kind in kinds))


def _own(level: str, issuer: str) -> str:
    if level == issuer:
        return f"children(territory) & {_OWN_KINDS[level]}"
    return f"under(territory) & level({level}) & {_OWN_KINDS[level]}"


def _union(*parts: str) -> str:
    return " | ".join(f"({part})" if " - " in part else part for part in dict.fromkeys(parts))
