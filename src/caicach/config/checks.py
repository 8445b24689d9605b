"""What a deployment should have that settings alone do not show; asked by ``caicach check --deploy``."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning

__all__ = ["NO_PRINTING", "printing"]

NO_PRINTING = "caicach.W001"


def printing(**_which: Any) -> Sequence[CheckMessage]:
    """Say what is missing where papers cannot be printed as PDF."""
    from vanban.writing import pdf_problem  # every command passes here, and the writers take a while to load

    problem = pdf_problem()
    return [Warning(problem, id=NO_PRINTING)] if problem else []
