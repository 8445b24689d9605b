"""Targets of a plan: what is to be reached, how it compares, in what unit.

Owns: reading targets from one paragraph or cell, merging repeated ones. Does not: follow up whether they are reached.
"""

from vanban.language.targets.reader import Target, is_target_section, parse_targets, read_targets, unique_targets

__all__ = ["Target", "is_target_section", "parse_targets", "read_targets", "unique_targets"]
