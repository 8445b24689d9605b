"""Lines that a province or a commune adds to a form for itself: a section of its own behind the prescribed ones.

Owns: their place, their numbers and their keys (``x.<owner>.<name>``). Does not: change a prescribed line, or publish.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reform.drafting.keys import Keys, slug
from reform.forms.additions import PREFIX
from reform.forms.model import ANY_LEVEL, Aggregation, Form, Group, Line, LineTime, LineType, Need, Section
from reform.forms.parsing import parse_formula
from reform.forms.reading import read_form
from reform.forms.writing import write_form

__all__ = ["ExtensionLine", "extended", "with_extension"]

LABEL = "Nội dung bổ sung"
_OWNER = re.compile(r"[a-z][a-z0-9_]*")
_FIRST = "X"  # number of the section of the first body that adds lines; "X2" of the second


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """A line to add."""

    label: str
    unit: str = ""  # as printed
    type: LineType = LineType.COUNT
    time: LineTime = LineTime.FLOW
    aggregation: Aggregation = Aggregation.SUM
    calc: str | None = None
    subset_of: str | None = None
    key: str = ""  # that it had before it came into the form, so that its figures follow it; empty: made of the label
    level: str = ""  # the level that fills it in; empty: that of its section


def with_extension(
    text: str, owner: str, lines: Sequence[ExtensionLine], *, label: str = LABEL, level: str = ""
) -> str:
    """Return the form in ``text`` with lines of ``owner``, as ``extended`` does."""
    return write_form(extended(read_form(text), owner, lines, label=label, level=level))


def extended(form: Form, owner: str, lines: Sequence[ExtensionLine], *, label: str = LABEL, level: str = "") -> Form:
    """Return ``form`` with lines of ``owner`` behind those that it has; earlier ones of it stay.

    They are off until somebody switches them on, like every line that is not prescribed.

    Args:
        form: The form.
        owner: ASCII name of whose lines they are: "song_may".
        lines: The lines, in order.
        label: Title of their section, where it is new.
        level: The level that fills them in; empty: every level.

    Raises:
        ValueError: ``owner`` is no such name.
        FormError: A formula or a bound of the new lines names what is not there, or a key is there already.
        reform.forms.FormulaError: A formula cannot be read.
    """
    if not _OWNER.fullmatch(owner):
        raise ValueError(owner)
    keys = Keys([line.key for line in form.lines])
    section = next((one for one in form.sections if one.key == f"x_{owner}"), None) or _new_section(form, owner, label)
    group = section.groups[-1]
    rows = list(group.lines)
    for line in lines:
        rows.append(_line(line, f"{section.number}.{len(rows) + 1}", _key(keys, owner, line), level))
    made = replace(section, groups=(*section.groups[:-1], replace(group, lines=tuple(rows))))
    others = tuple(one for one in form.sections if one.key != made.key)
    at = next((at for at, one in enumerate(form.sections) if one.key == made.key), len(others))
    result = replace(form, sections=(*others[:at], made, *others[at:]))
    read_form(write_form(result))  # what does not fit is told
    return result


def _new_section(form: Form, owner: str, label: str) -> Section:
    taken = {section.number for section in form.sections}
    number, count = _FIRST, 2
    while number in taken:
        number, count = f"{_FIRST}{count}", count + 1
    return Section(f"x_{owner}", number, label, (Group(number, label, ()),))


def _key(keys: Keys, owner: str, line: ExtensionLine) -> str:
    return line.key or keys.free(f"{PREFIX}{owner}.{slug(line.label)}")


def _line(line: ExtensionLine, number: str, key: str, level: str) -> Line:
    level = line.level or level
    return Line(
        key=key,
        number=number,
        label=line.label,
        type=line.type,
        unit="%" if line.type is LineType.PERCENT else line.unit,
        time=line.time,
        aggregation=Aggregation.RATIO if line.calc else line.aggregation,
        by=(),
        needs={level or ANY_LEVEL: Need.REQUIRED},
        source="calc" if line.calc else "manual",
        subset_of=line.subset_of,
        calc=parse_formula(line.calc) if line.calc else None,
        is_optional=True,
    )
