"""Filling the sentences of a template with what is known.

Owns: what each function of a template prints, and what stands where nothing is known. Nothing here fails: what is
missing is a gap with its name. Does not: know where the facts come from.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reform.forms.evaluation import Value, formula_of
from reform.forms.model import Line, LineType
from reform.forms.tree import Asked, Cell, When, asked_by
from reform.narratives.comparing import NO_HISTORY, Phrase, against_earlier, against_target
from reform.narratives.facts import Doc, Facts, Item
from reform.narratives.notation import canonical, lowered, printed_figure
from reform.narratives.parsing import Call, Choice, Node, Optional, Piece, Present, calls_of, parse_text
from reform.narratives.runs import GAP, Gap, Paragraph, Printed, Run, Shown, Words
from vanban.text.forms import squeeze

__all__ = ["BASES", "FUNCTIONS", "OF_FIGURES", "docs_note", "rendered"]

OF_FIGURES = frozenset({"so", "tl", "chon", "ss", "phan"})

BASES = {"prev": When.PREVIOUS, "yoy": When.YEAR_BEFORE, "yearend": When.YEAR_END}
_MOST_NAMED = 4  # documents that are named in the sentence; more stand in one footnote
_MOST_NOTED = 12  # documents of one footnote
_BARE = frozenset({"nhiệm vụ", "tên", "kết quả", "chỉ tiêu", "vấn đề", "đơn vị"})  # fields printed without their name
_HEADING = "##"


@dataclass(frozen=True, slots=True)
class _Break:
    """The end of a paragraph."""


@dataclass(frozen=True, slots=True)
class _Lines:
    """Paragraphs of a list that stands alone on its line."""

    items: tuple[Printed, ...]


_Part = Run | _Break | _Lines


def rendered(text: str, facts: Facts) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a section's text, filled from ``facts``.

    Raises:
        TemplateError: the text cannot be read.
    """
    parts = [part for node in parse_text(text) for part in _parts(node, facts)]
    return tuple(_paragraphs(parts))


def _parts(node: Node, facts: Facts) -> Iterator[_Part]:
    match node:
        case Piece(words):
            first, *rest = words.split("\n")
            yield Words(first)
            for line in rest:
                yield _Break()
                yield Words(line)
        case Choice(condition, then, otherwise, _line):
            for one in then if _holds(condition, facts) else otherwise:
                yield from _parts(one, facts)
        case Optional(nodes):
            if all(_is_on(call, facts) for call in calls_of(nodes)):
                for one in nodes:
                    yield from _parts(one, facts)
        case Call():
            yield from _called(node, facts)


def _is_on(call: Call, facts: Facts) -> bool:
    """Whether the body has the line of a call's figure, and more than one member where they are told one by one."""
    if call.name not in OF_FIGURES or not call.words:
        return True
    if call.words[0] not in facts.lines_on():
        return False
    dimension = facts.form.dimensions.get(call.words[1]) if call.name == "phan" and len(call.words) > 1 else None
    return dimension is None or len(dimension.members_of(facts.level)) > 1


def _called(call: Call, facts: Facts) -> Iterator[_Part]:
    if call.name == "ds" and call.is_alone:
        items = _chosen(call, facts)
        if items:
            yield _Lines(tuple(_item(one, call) for one in items))
        return
    if call.name == "bo_sung":
        yield _Lines(tuple(_extra(line, call, facts) for line in facts.added()))
        return
    function = FUNCTIONS.get(call.name)
    yield function(call, facts) if function else _name(call, facts)


def _holds(condition: object, facts: Facts) -> bool:
    """Whether the first words are printed: also where a figure is not known, so that its gap is seen."""
    if isinstance(condition, Present):
        there = bool(facts.lists.get(condition.name) or facts.documents.get(condition.name))
        return there is condition.wanted
    asked = asked_by(condition)  # type: ignore[arg-type]  # a formula
    figures: dict[Asked | str, Value] = {one: _known(facts, one) for one in asked}
    return formula_of(condition)(figures) is not False  # type: ignore[arg-type]


def _known(facts: Facts, asked: Asked) -> Value:
    figure = facts.figure(asked.cell, asked.when)
    return figure.value if figure else None


def _paragraphs(parts: Sequence[_Part]) -> Iterator[Paragraph]:
    runs: list[Run] = []
    block = 0
    for part in (*parts, _Break()):
        if isinstance(part, _Break):
            yield from _closed(runs)
            runs = []
        elif isinstance(part, _Lines):
            yield from _closed(runs)
            runs, block = [], block + 1
            yield from (Paragraph((one,), "item", block) for one in part.items)
        else:
            runs.append(part)


def _closed(runs: Sequence[Run]) -> Iterator[Paragraph]:
    """Yield the paragraph of ``runs`` without blanks at its ends and between words; none where nothing is said."""
    text = "".join(run.text for run in runs)
    if not text.strip(" .;,"):
        return
    joined = _squeezed(runs)
    if text.lstrip().startswith(_HEADING):
        yield Paragraph((Words(squeeze(text.strip().removeprefix(_HEADING))),), "heading")
        return
    yield Paragraph(tuple(joined), "item" if text.lstrip().startswith("- ") else "text")


def _squeezed(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    ended_blank = True
    for run in runs:
        if isinstance(run, Words):
            words = " ".join(run.text.split())
            words = (" " if run.text[:1].isspace() and not ended_blank and words else "") + words
            words += " " if run.text[-1:].isspace() and (words or not ended_blank) else ""
            if words:
                joined.append(Words(words))
                ended_blank = words.endswith(" ")
        else:
            joined.append(run)
            ended_blank = run.text.endswith(" ")
    if joined and isinstance(joined[-1], Words):
        joined[-1] = Words(joined[-1].text.rstrip())
    return [run for run in joined if run.text or isinstance(run, Printed)]


# Functions of templates.


def _figure(call: Call, facts: Facts) -> Printed:
    """so, tl, chon: the figure of a cell as it is printed."""
    cell = Cell(call.words[0], tuple(sorted(call.named)))
    return _of_cell(cell, call.source, facts)


def _of_cell(cell: Cell, source: str, facts: Facts) -> Printed:
    line, figure = facts.lines().get(cell.key), facts.figure(cell)
    if line is None or figure is None:
        return Printed(GAP, source, gaps=(_gap(cell, line),))
    text = printed_figure(figure, line, facts.form)
    value = canonical(figure.number) if figure.number is not None else str(figure.value or figure.reason)
    return Printed(text, source, (Shown(cell, value, 0, len(text)),))


def _gap(cell: Cell, line: Line | None) -> Gap:
    return Gap(f"{line.number} {line.label}".strip() if line else str(cell), cell)


def _comparison(call: Call, facts: Facts) -> Printed:
    """ss: how a figure stands to an earlier one or to its target."""
    key, basis = call.words
    cell = Cell(key, tuple(sorted(call.named)))
    line, figure = facts.lines().get(key), facts.figure(cell)
    if line is None or figure is None or figure.number is None:
        return Printed(GAP, call.source, gaps=(_gap(cell, line),))
    phrase: Phrase | None = None
    if basis == "target":
        target = facts.targets.get(cell)
        phrase = against_target(figure.number, target, line, facts.form) if target else Phrase("chưa đặt chỉ tiêu")
    else:
        before = facts.figure(cell, BASES[basis])
        if before is not None and before.number is not None:
            phrase = against_earlier(figure.number, before.number, BASES[basis], line, facts.form)
    if phrase is None or phrase.difference is None:
        return Printed(phrase.text if phrase else NO_HISTORY, call.source)
    shown = Shown(cell, canonical(phrase.difference), phrase.start, phrase.end, basis)
    return Printed(phrase.text, call.source, (shown,))


def _members(call: Call, facts: Facts) -> Printed:
    """phan: every member of a dimension, so that none can be left out."""
    key, dimension = call.words
    line = facts.lines().get(key)
    known = facts.form.dimensions.get(dimension)
    if line is None or known is None:
        return Printed(GAP, call.source, gaps=(_gap(Cell(key), line),))
    joined = Printed("", call.source)
    for member in known.members_of(facts.level):
        cell = Cell(key, tuple(sorted((*call.named, (dimension, member)))))
        label = f"{', ' if joined.text else ''}{lowered(known.members[member])} "
        joined = _appended(joined, label, _of_cell(cell, call.source, facts))
    return joined


def _appended(whole: Printed, words: str, piece: Printed) -> Printed:
    """Return ``whole`` with words and a piece behind it; what the piece knows moves along."""
    at = len(whole.text) + len(words)
    return Printed(
        whole.text + words + piece.text,
        whole.source,
        (*whole.figures, *(replace(one, start=one.start + at, end=one.end + at) for one in piece.figures)),
        (*whole.gaps, *piece.gaps),
        (*whole.notes, *((place + at, note) for place, note in piece.notes)),
    )


def _documents(call: Call, facts: Facts) -> Printed:
    """vb: documents with their symbols; day, issuer and subject in a footnote of each, or all in one."""
    docs = facts.documents.get(call.words[0], ())
    if not docs:
        return Printed("không có", call.source)
    return _named(docs, call.source)


def _named(docs: Sequence[Doc], source: str) -> Printed:
    if len(docs) > _MOST_NAMED:
        return Printed("", source, notes=((0, docs_note(docs)),))
    joined = Printed("", source)
    for doc in docs:
        words = f"{', ' if joined.text else ''}{lowered(doc.name)}"
        joined = _appended(joined, words, Printed("", source, notes=((0, f"{doc.note}."),)))
    return joined


def _inline_list(call: Call, facts: Facts) -> Printed:
    """Ds inside a sentence: the items one after the other."""
    items = _chosen(call, facts)
    if not items:
        return Printed("không có", call.source)
    joined = Printed("", call.source)
    for one in items:
        joined = _appended(joined, "; " if joined.text else "", _words_of(one, call))
    return joined


def _chosen(call: Call, facts: Facts) -> tuple[Item, ...]:
    area = dict(call.named).get("linh_vuc")
    return tuple(one for one in facts.lists.get(call.words[0], ()) if area is None or one.area == area)


def _item(item: Item, call: Call) -> Printed:
    return _appended(_appended(Printed("", call.source), "- ", _words_of(item, call)), ".", Printed("", call.source))


def _words_of(item: Item, call: Call) -> Printed:
    """Return the fields that the call asks for; one with ``!`` must be there."""
    joined = Printed("", call.source)
    for field in filter(None, (part.strip() for part in (call.words[1] if len(call.words) > 1 else "").split(";"))):
        name, is_wanted = field.rstrip("!"), field.endswith("!")
        value = squeeze(item.values.get(name, ""))
        if not value and not is_wanted:
            continue
        label = "" if name in _BARE else f"{name}: "
        # A full stop inside a list would end the sentence.
        piece = (
            Printed(value.rstrip(" .;"), call.source)
            if value
            else Printed(GAP, call.source, gaps=(_lacks(item, name),))
        )
        joined = _appended(joined, ("; " if joined.text else "") + label, piece)
    if item.docs:
        joined = _appended(joined, "", Printed("", call.source, notes=((0, docs_note(item.docs)),)))
    return joined


def docs_note(docs: Sequence[Doc]) -> str:
    """Return documents in one footnote: a few by name, of very many how many more."""
    named = "; ".join(doc.note for doc in docs[:_MOST_NOTED])
    rest = len(docs) - _MOST_NOTED
    return f"{named}; và {rest} văn bản khác." if rest > 0 else f"{named}."


def _lacks(item: Item, name: str) -> Gap:
    title = next(iter(item.values.values()), "")
    return Gap(f"{name}: {title}"[:200])


def _slot(call: Call, facts: Facts) -> Printed:
    """ghi: what somebody wrote there."""
    key, hint = (*call.words, "", "")[:2]
    text = squeeze(facts.slots.get(key, "").replace("\n", " "))
    if text:
        return Printed(text, call.source, slot=key)
    return Printed(GAP, call.source, gaps=(Gap(f"chưa điền: {hint or key}"),), slot=key)


def _note(call: Call, _facts: Facts) -> Printed:
    """cn: a footnote that somebody kept or wrote."""
    return Printed("", call.source, notes=((0, call.words[0]),))


def _name(call: Call, facts: Facts) -> Printed:
    """Return a name of the period, the body, a day."""
    text = facts.names.get(call.name, "")
    return Printed(text, call.source) if text else Printed(GAP, call.source, gaps=(Gap(call.name),))


def _extra(line: Line, call: Call, facts: Facts) -> Printed:
    """bo_sung: one line that the body added, with its figure and how it changed."""
    cell = Cell(line.key)
    piece = _appended(Printed("", call.source), f"- {line.label}: ", _of_cell(cell, call.source, facts))
    unit = f" {lowered(line.unit)}" if line.unit and line.type is not LineType.PERCENT else ""
    compared = _comparison(replace(call, words=(line.key, "yoy")), facts)
    return _appended(_appended(piece, f"{unit} (", compared), ").", Printed("", call.source))


FUNCTIONS: dict[str, Callable[[Call, Facts], Printed]] = {
    "so": _figure,
    "tl": _figure,
    "chon": _figure,
    "ss": _comparison,
    "phan": _members,
    "vb": _documents,
    "ds": _inline_list,
    "ghi": _slot,
    "cn": _note,
}
