"""Whether a template fits a form: functions with their arguments, keys, dimensions and lists that are there."""

from collections import Counter
from collections.abc import Collection, Iterator

from reform.forms.model import Form
from reform.forms.tree import Cell, asked_by
from reform.messages import MESSAGES
from reform.narratives.model import Section, Template
from reform.narratives.parsing import Call, Choice, Node, Optional, Present, TemplateError, parse_text
from reform.narratives.rendering import BASES, FUNCTIONS, OF_FIGURES

__all__ = ["check_template"]

# How many words in brackets each function takes: least, most.
_ARGUMENTS = {
    "so": (1, 1), "tl": (1, 1), "chon": (1, 1), "ss": (2, 2), "phan": (2, 2), "vb": (1, 1), "ds": (2, 2), "ghi": (2, 3),
    "cn": (1, 1),
}  # fmt: skip
EXTENSION = "x."  # keys of lines that bodies add: a template may name them before they are there


def check_template(
    template: Template, form: Form, *, names: Collection[str], lists: Collection[str], documents: Collection[str]
) -> tuple[str, ...]:
    """Return a sentence for each thing in ``template`` that cannot work; none where all fits.

    Args:
        template: What is checked.
        form: Whose lines its figures are of.
        names: Bare names that the program fills.
        lists: Names of lists that ``ds`` may take.
        documents: Names of sets of documents that ``vb`` may take.
    """
    checker = _Checker(form, frozenset(names), frozenset(lists), frozenset(documents))
    twice = [key for key, count in Counter(one.key for one in template.sections).items() if count > 1]
    found = [MESSAGES["NT020"] % {"key": key} for key in twice]
    for section in template.sections:
        found += [f"{section.key}: {sentence}" for sentence in checker.of_section(section)]
    return tuple(found)


class _Checker:
    """Knows what there is."""

    def __init__(self, form: Form, names: frozenset[str], lists: frozenset[str], documents: frozenset[str]) -> None:
        self.form, self.lines = form, form.by_key()
        self.names, self.lists, self.documents = names, lists, documents

    def of_section(self, section: Section) -> list[str]:
        """Return what cannot work in one section."""
        try:
            nodes = parse_text(section.text)
        except TemplateError as error:
            return [str(error)]
        return [sentence for node in nodes for sentence in self._of(node)]

    def _of(self, node: Node) -> Iterator[str]:
        if isinstance(node, Call):
            yield from self._of_call(node)
        elif isinstance(node, Choice):
            yield from self._of_condition(node)
            for one in (*node.then, *node.otherwise):
                yield from self._of(one)
        elif isinstance(node, Optional):
            for one in node.nodes:
                yield from self._of(one)

    def _of_condition(self, node: Choice) -> Iterator[str]:
        if isinstance(node.condition, Present):
            if node.condition.name not in self.lists | self.documents:
                yield _say("NT021", node.line, name=node.condition.name)
            return
        for asked in sorted(asked_by(node.condition), key=str):
            yield from self._of_cell(asked.cell, node.line)

    def _of_call(self, call: Call) -> Iterator[str]:
        if call.name == "bo_sung":
            return
        if call.name not in FUNCTIONS:
            if call.words or call.name not in self.names:
                yield _say("NT022", call.line, name=call.name)
            return
        least, most = _ARGUMENTS[call.name]
        if not least <= len(call.words) <= most:
            yield _say("NT023", call.line, name=call.name)
            return
        if call.name in OF_FIGURES:
            yield from self._of_figure(call)
        known = {"ds": self.lists, "vb": self.documents}.get(call.name)
        if known is not None and call.words[0] not in known:
            yield _say("NT021", call.line, name=call.words[0])

    def _of_figure(self, call: Call) -> Iterator[str]:
        yield from self._of_cell(Cell(call.words[0], tuple(sorted(call.named))), call.line)
        if call.name == "ss" and call.words[1] not in (*BASES, "target"):
            yield _say("NT024", call.line, name=call.words[1])
        line = self.lines.get(call.words[0])
        if call.name == "phan" and line is not None and call.words[1] not in line.by:
            yield _say("NT025", call.line, key=call.words[0], name=call.words[1])

    def _of_cell(self, cell: Cell, at: int) -> Iterator[str]:
        line = self.lines.get(cell.key)
        if line is None:
            if not cell.key.startswith(EXTENSION):
                yield _say("NT026", at, key=cell.key)
            return
        for dimension, member in cell.members:
            known = self.form.dimensions.get(dimension)
            if dimension not in line.by or known is None or member not in known.members:
                yield _say("NT025", at, key=cell.key, name=f"{dimension}={member}")


def _say(code: str, line: int, **params: object) -> str:
    return MESSAGES[code] % {**params, "line": line}
