"""What the program counts by itself: tasks, documents, bodies."""

from collections.abc import Mapping

from caicach.figures.registry import Source
from caicach.figures.selectors.counting.bodies import count_bodies
from caicach.figures.selectors.counting.documents import count_documents
from caicach.figures.selectors.counting.tasks import count_assigned_tasks, count_plan_tasks
from caicach.figures.selectors.counting.words import NOTES

# By the name under which each stands in the registry.
SOURCES: Mapping[str, Source] = {
    "plan": count_plan_tasks,
    "assigned": count_assigned_tasks,
    "documents": count_documents,
    "bodies": count_bodies,
}

__all__ = ["NOTES", "SOURCES", "count_assigned_tasks", "count_bodies", "count_documents", "count_plan_tasks"]
