"""What a rule is, and what it is given.

Owns: the values. Does not: hold any rule.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from vanban.checks.mentions import Mention, mentions_of
from vanban.language.citations import symbol_key
from vanban.plans import Plan, read_plan
from vanban.plans.outline import Passage, passages
from vanban.reading.model import Document, Paragraph
from vanban.reports import Report, read_report
from vanban.text.findings import Finding, Severity

__all__ = ["Check", "KnownDocument", "Paper", "Rule"]


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of the register, as citations are held against it."""

    type: str
    symbol: str
    issued: date
    issuer: str


@dataclass(frozen=True)
class Paper:
    """The document under examination; what is derived from it is computed once, when the first rule asks."""

    document: Document
    known: tuple[KnownDocument, ...] = ()
    year: int | None = None  # of the plan, where a person has said it
    read: Plan | None = None  # ``document`` as a plan, where it was read before; its year counts then

    @cached_property
    def plan(self) -> Plan:
        """Return the document read as a plan: header, annexes, targets, citations, duties in prose."""
        return self.read if self.read is not None else read_plan(self.document, year=self.year)

    @cached_property
    def report(self) -> Report | None:
        """Return the document read as a report; None where it holds no statistics and claims nothing of its figures."""
        report = read_report(self.document)
        return report if report.indicators or report.claims else None

    @cached_property
    def prose(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs outside tables, without footnotes."""
        return tuple(paragraph for paragraph in self.document.paragraphs() if not paragraph.note)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return the prose with the section of each paragraph."""
        return passages(list(self.prose))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Return every mention of another document, repeated ones too."""
        return tuple(mention for mention in self._mentions if mention.key != self._own_key)

    @cached_property
    def own_mentions(self) -> tuple[Mention, ...]:
        """Return where the document names its own symbol: in captions, in its articles."""
        return tuple(mention for mention in self._mentions if mention.key == self._own_key)

    @cached_property
    def _mentions(self) -> tuple[Mention, ...]:
        return mentions_of(self.document, self.passages)

    @cached_property
    def _own_key(self) -> str | None:
        symbol = self.plan.header.symbol
        return symbol_key(symbol) if symbol else None


Check = Callable[[Paper], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is looked for. Its code is permanent and its sentence stands in ``vanban.text.messages``."""

    code: str  # D1xx dates, N2xx numbering, R3xx references, C4xx consistency, A5xx arithmetic, F6xx form
    severity: Severity
    title: str  # Vietnamese, a few words: "Ngày không có trên lịch"
    basis: str  # Vietnamese: the article or the practice that it rests on
    check: Check
    bad: tuple[str, ...]  # whole documents as text, of our own words, in each of which the rule fires
    good: tuple[str, ...] = field(default=())  # near misses, in none of which it fires

    def run(self, paper: Paper) -> Iterator[Finding]:
        """Yield what the rule finds in ``paper``, under its own code and severity.

        Raises:
            ValueError: the check gave a finding of another code (a programmer's error).
        """
        for finding in self.check(paper):
            if finding.code != self.code:
                raise ValueError(f"{self.code} gave {finding.code}")
            yield finding
