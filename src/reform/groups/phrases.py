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
from dataclasses import dataclass, field

from reform.groups.expressions import parse_expression, quoted
from reform.groups.names import canonical, is_outside_name, without_head
from vanban.text.forms import squeeze

__all__ = ["StandardGroup", "expression_for_phrase", "standard_groups"]

# The bodies of a level's own: what "các sở, ban, ngành" of a province and "các phòng, ban" of a district are.
_OWN_KINDS = {
    "province": "kind(department, office, board)",
    "district": "kind(division, office)",
    "commune": "kind(division, office, centre)",
}
_BELOW = {"province": ("district", "commune"), "district": ("commune",), "commune": ()}
_PUBLIC = "kind(public_unit)"

# Canonical words -> (what they are, which level they speak of). The longest match wins.
_HEAD, _UNIT, _ROOM, _SO, _LOCAL, _COMMITTEE, _PUBLIC_UNIT = (
    "head",
    "unit",
    "room",
    "so",
    "local",
    "committee",
    "public",
)
_LEVEL, _NOUN, _MANY, _BOND, _HAS, _ABOVE, _ALL = "level", "noun", "many", "bond", "has", "above", "all"
_LEXICON: dict[str, tuple[str, str]] = {
    "cac": (_MANY, ""), "nhung": (_MANY, ""), "tat ca": (_MANY, ""), "toan bo": (_MANY, ""), "cung": (_MANY, ""),
    "moi": (_MANY, ""), "nha nuoc": (_MANY, ""), "tren dia ban": (_BOND, ""), "trong": (_BOND, ""), "toan": (_MANY, ""),
    "cua": (_BOND, ""), "thuoc": (_BOND, ""), "truc thuoc": (_BOND, ""), "thuoc pham vi": (_BOND, ""), "o": (_BOND, ""),
    "so": (_SO, ""), "so ban": (_SO, ""), "so nganh": (_SO, ""), "co quan ngang so": (_SO, ""),
    "co quan tuong duong so": (_SO, ""), "tuong duong": (_MANY, ""), "ngang so": (_SO, ""),
    "ban": (_HEAD, ""), "nganh": (_HEAD, ""), "ban nganh": (_HEAD, ""), "to chuc": (_HEAD, ""),
    "co quan": (_HEAD, ""), "co quan chuyen mon": (_HEAD, ""), "chuyen mon": (_MANY, ""),
    "co quan hanh chinh": (_ALL, ""),
    "don vi": (_UNIT, ""), "phong": (_ROOM, ""), "phong ban": (_ROOM, ""), "phong nganh": (_ROOM, ""),
    "phong chuyen mon": (_ROOM, ""), "dia phuong": (_LOCAL, ""), "don vi hanh chinh": (_LOCAL, ""),
    "uy ban nhan dan": (_COMMITTEE, ""), "chinh quyen": (_COMMITTEE, ""), "chinh quyen dia phuong": (_LOCAL, ""),
    "don vi su nghiep cong lap": (_PUBLIC_UNIT, ""), "don vi su nghiep": (_PUBLIC_UNIT, ""),
    "don vi su nghiep cong": (_PUBLIC_UNIT, ""),
    "cap tinh": (_LEVEL, "province"), "cap huyen": (_LEVEL, "district"), "cap xa": (_LEVEL, "commune"),
    "cap co so": (_LEVEL, "commune"), "cac cap": (_LEVEL, "*"),
    "tinh": (_NOUN, "province"), "huyen": (_NOUN, "district"), "thi xa": (_NOUN, "district"),
    "quan": (_NOUN, "district"), "thanh pho": (_NOUN, "district"), "xa": (_NOUN, "commune"),
    "phuong": (_NOUN, "commune"), "thi tran": (_NOUN, "commune"), "dac khu": (_NOUN, "commune"),
    "co": (_HAS, ""), "quan ly": (_HAS, ""),
    "co quan quan ly cap tren": (_ABOVE, ""), "co quan cap tren": (_ABOVE, ""), "co quan chu quan": (_ABOVE, ""),
    "co quan quan ly": (_ABOVE, ""), "co quan quan ly cap tren truc tiep": (_ABOVE, ""),
}  # fmt: skip
_LONGEST = max(len(words.split()) for words in _LEXICON)
_NOUNS = "huyện|thị xã|thành phố|quận|xã|phường|thị trấn|đặc khu"
# "UBND các huyện: A, B, C", "UBND các xã A, B": the class, then names (written large where no colon stands).
_LIST_OF_NAMES = re.compile(rf"^(?P<group>.*?\b(?:{_NOUNS}))(?P<colon>\s*:)?\s+(?P<names>\S.*)$")
_EXCEPT = re.compile(r"^(?P<group>.+?)\s*[(,]\s*(?:trừ|ngoại trừ|không bao gồm)\s+(?P<names>[^()]+)\)?$", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*[,;]\s*|\s+và\s+")
# "<a body> cấp xã", "<a body> các huyện, thị xã, thành phố": one such body in each territory of the level.
_ONE_IN_EACH = re.compile(
    r"^(?P<body>.+?)\s+(?:(?:của|thuộc)\s+(?:UBND\s+)?)?"
    rf"(?:cấp\s+(?P<level>huyện|xã)|các\s+(?P<nouns>(?:{_NOUNS})(?:(?:\s*,\s*|\s+và\s+)(?:{_NOUNS}))*))$",
    re.IGNORECASE,
)
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


@dataclass(slots=True)
class _Run:
    """Heads that stand together, with the levels said of them."""

    heads: set[str] = field(default_factory=set)
    levels: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)  # levels said by bare nouns ("huyện, thị xã")
    is_many: bool = False  # "các", or several heads or nouns
    is_bound: bool = False  # "thuộc", "của"
    bound_to_so: bool = False  # "thuộc sở"
    has_units: bool = False  # "có đơn vị sự nghiệp công lập trực thuộc"


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
    return f"({group}) - {_named(found['names'])}" if found and group else None


def _listed(phrase: str, level: str) -> str | None:
    found = _LIST_OF_NAMES.match(phrase)
    if not found or not re.search(r"\bcác\b", found["group"], re.IGNORECASE):
        return None
    if not found["colon"] and not found["names"][0].isupper():
        return None
    group = _classes(found["group"], level)
    return f"{group} & {_named(found['names'])}" if group and "|" not in group else None


def _named(names: str) -> str:
    parts = [part for part in _BETWEEN_NAMES.split(names.strip(" .;,")) if part]
    return f"named({', '.join(quoted(part) for part in parts)})"


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
    where = (found["level"] or found["nouns"]).casefold()
    target = "commune" if where.startswith(("xã", "phường", "thị trấn", "đặc khu")) else "district"
    return f"under(territory) & level({target}) & named({quoted(body)})"


def _read_runs(words: str, level: str) -> str | None:
    runs = _runs(words.split())
    if not runs:
        return None
    found = [_expression_of(run, level) for run in runs]
    return _union(*(part for part in found if part)) if all(found) else None


def _runs(words: list[str]) -> list[_Run] | None:
    """Cut canonical words into runs; None where a word is not of the language."""
    runs: list[_Run] = []
    at = 0
    while at < len(words):
        length, token = _longest(words, at)
        if not token:
            return None
        at += length
        _take(token, runs)
    return runs


def _longest(words: list[str], at: int) -> tuple[int, tuple[str, str] | None]:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        token = _LEXICON.get(" ".join(words[at : at + length]))
        if token:
            return length, token
    return 0, None


def _take(token: tuple[str, str], runs: list[_Run]) -> None:
    """Add one token to the last run, or open a new one."""
    what, level = token
    run = runs[-1] if runs else _Run()
    if not runs:
        runs.append(run)
    if what == _MANY:
        run = _next_if_levelled(run, runs)
        run.is_many = True
    elif what == _BOND:
        run.is_bound = True
    elif what == _HAS:
        run.has_units = True
    elif what == _LEVEL:
        run.levels.append(level)
    elif what == _NOUN:
        run.is_many |= bool(run.nouns)
        run.nouns.append(level)
    else:
        _take_head(what, run, runs)


def _next_if_levelled(run: _Run, runs: list[_Run]) -> _Run:
    """Open a new run after one whose levels were said; "UBND các huyện, các xã" stays one."""
    if (run.levels or run.nouns) and run.heads != {_COMMITTEE}:
        runs.append(_Run())
    return runs[-1]


def _take_head(what: str, run: _Run, runs: list[_Run]) -> None:
    if run.is_bound and not run.levels and not run.nouns and run.heads:
        # "thuộc UBND tỉnh", "thuộc sở": what it belongs to, not another head.
        run.bound_to_so |= what == _SO
        if _ABOVE in run.heads:
            run.heads.add(what)
        return
    if run.has_units and what in {_PUBLIC_UNIT, _UNIT}:
        return
    if run.heads and (_starts_run(what, run) or run.levels or run.nouns):
        run = _Run()
        runs.append(run)
    run.is_many |= bool(run.heads)
    run.heads.add(what)


def _starts_run(what: str, run: _Run) -> bool:
    return what != next(iter(run.heads)) and (what in {_COMMITTEE, _PUBLIC_UNIT} or _COMMITTEE in run.heads)


def _expression_of(run: _Run, issuer: str) -> str | None:
    levels = _levels_of(run, issuer)
    if levels is None or (run.has_units and not run.heads):
        return None
    if run.heads == {_COMMITTEE}:
        return _committees(run, levels, issuer)
    if _ABOVE in run.heads:
        return f"parents(under(territory) & {_PUBLIC}) - territory" if run.heads & {_PUBLIC_UNIT} else None
    if run.heads == {_PUBLIC_UNIT}:
        return _public_units(run, levels, issuer)
    return _own_bodies(run, levels, issuer)


def _levels_of(run: _Run, issuer: str) -> tuple[str, ...] | None:
    """Return the levels that a run speaks of, () where it says none; None where the issuer commands none such."""
    found = list(dict.fromkeys([*run.levels, *run.nouns]))
    if "*" in found:
        found = list(_BELOW[issuer])
    allowed = (issuer, *_BELOW[issuer])
    if "province" in allowed and run.nouns == ["province", "district"]:  # "tỉnh, thành phố"
        return None
    return tuple(found) if all(level in allowed for level in found) else None


def _committees(run: _Run, levels: tuple[str, ...], issuer: str) -> str | None:
    if not levels:
        return None
    if levels == (issuer,):  # "UBND huyện" of a district is one body; "UBND cấp huyện" is it as a class
        return "territory" if run.levels else None
    return _union(*(_committees_of(level, issuer) for level in levels))


def _committees_of(level: str, issuer: str) -> str:
    return "territory" if level == issuer else f"under(territory) & level({level}) & kind(committee)"


def _public_units(run: _Run, levels: tuple[str, ...], issuer: str) -> str | None:
    if run.bound_to_so:
        return f"children({_own(issuer, issuer)}) & {_PUBLIC}"
    if run.is_bound and levels == (issuer,):
        return f"children(territory) & {_PUBLIC}"
    units = f"under(territory) & {_PUBLIC}"
    return _union(*(f"{units} & level({level})" for level in levels)) if levels else units


def _own_bodies(run: _Run, levels: tuple[str, ...], issuer: str) -> str | None:
    if _SO in run.heads and (issuer != "province" or (levels and "province" not in levels)):
        return None  # a district does not command departments
    if run.heads == {_ROOM} and issuer == "province" and not levels:
        return f"children({_own('province', issuer)}) & kind(division)" if run.bound_to_so else None
    if run.bound_to_so:
        return "children(issuer)" if run.heads <= {_ROOM, _UNIT, _HEAD} else None
    if run.heads == {_LOCAL}:
        return _union(*(_committees_of(level, issuer) for level in levels or _BELOW[issuer])) or None
    parts = [_own(level, issuer) for level in levels or (issuer,)]
    if run.has_units:
        parts = [f"{part} & parents({_PUBLIC})" for part in parts]
    if (_LOCAL in run.heads or _ALL in run.heads) and not levels:
        parts += [_committees_of(level, issuer) for level in _BELOW[issuer]]
    return _union(*parts)


def _own(level: str, issuer: str) -> str:
    if level == issuer:
        return f"children(territory) & {_OWN_KINDS[level]}"
    return f"under(territory) & level({level}) & {_OWN_KINDS[level]}"


def _union(*parts: str) -> str:
    return " | ".join(f"({part})" if " - " in part else part for part in dict.fromkeys(parts))
