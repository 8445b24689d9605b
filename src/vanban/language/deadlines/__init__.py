"""Deadlines: from the words of a plan's time column to days, spans, rhythms and events.

``grammar.lark`` says which phrases are read, ``clauses`` which words of a cell belong to which phrase.
"""

from vanban.language.deadlines.reader import read_deadlines
from vanban.language.deadlines.values import Deadline, DeadlineKind, deadline_from_json

__all__ = ["Deadline", "DeadlineKind", "deadline_from_json", "read_deadlines"]
