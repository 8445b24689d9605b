"""One thing said in two ways: targets, deadlines, bodies, tasks, columns."""

from vanban.checks.consistency import (
    done,
    due_twice,
    duplicate_rows,
    early_reports,
    levels,
    names,
    prose_deadlines,
    repeated_sentences,
    roles,
    shifted,
    summaries,
    targets,
    task_words,
    undated_products,
    undated_rows,
    yearly_reports,
)

__all__ = ["RULES"]

RULES = (
    targets.RULE,
    prose_deadlines.RULE,
    task_words.RULE,
    due_twice.RULE,
    summaries.RULE,
    yearly_reports.RULE,
    early_reports.RULE,
    roles.RULE,
    *names.RULES,
    levels.RULE,
    duplicate_rows.RULE,
    repeated_sentences.RULE,
    undated_products.RULE,
    shifted.RULE,
    done.RULE,
    undated_rows.RULE,
)
