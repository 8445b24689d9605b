"""What a report's template is: chapters, their sections, and the sentences of each with figures by key."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Chapter", "Recipient", "Section", "Template"]


class Recipient(StrEnum):
    """For whom a report is written; each wants other chapters of the same figures."""

    SUPERIOR = "superior"  # the body above
    PARTY = "party"  # the Party committee
    THEMATIC = "thematic"  # one area, whoever asks


@dataclass(frozen=True, slots=True)
class Section:
    """What one person writes: sentences in the language of ``parsing``. ``key`` is for ever."""

    key: str  # "II.2"
    title: str  # printed as a heading: "2. Cải cách thủ tục hành chính"; empty: no heading
    text: str  # one paragraph a line
    area: str = ""  # code of ``reform.areas``: who leads it writes it; empty: the standing body
    form_section: str = ""  # the form's section whose figures stand in it


@dataclass(frozen=True, slots=True)
class Chapter:
    """Sections under one heading."""

    key: str
    title: str  # "I. CHỈ ĐẠO, ĐIỀU HÀNH"; empty: no heading (the opening)
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A version of a template."""

    key: str
    version: str
    title: str  # what people choose it by
    recipient: Recipient
    levels: tuple[str, ...]  # of the bodies that write it; empty: any
    form_key: str  # whose figures it takes
    kind: str  # "BÁO CÁO"
    subject: str  # may hold names of the period: "Kết quả cải cách hành chính {{ ky }}"
    chapters: tuple[Chapter, ...]

    @property
    def sections(self) -> Iterator[Section]:
        """All sections in printed order."""
        return (section for chapter in self.chapters for section in chapter.sections)

    def section(self, key: str) -> Section | None:
        """Return the section of ``key``, or None."""
        return next((section for section in self.sections if section.key == key), None)
