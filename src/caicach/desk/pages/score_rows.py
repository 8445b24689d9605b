"""Addresses of the rows behind the figures of a scorecard: the list of obligations with filters that count the same."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from caicach.obligations.constants import LateCause, Measure, ObligationState
from reform.scorecards import Span

__all__ = ["ScoreRows"]

# What is asked for behind each figure, beside agency, span and origin; the names are those of ``Score``.
_ASKED: Mapping[str, Mapping[str, str]] = {
    "due": {"measure": Measure.DUE},
    "on_time": {"measure": Measure.ON_TIME},
    "met_late": {"measure": Measure.MET_LATE},
    "late": {"measure": Measure.TASK, "late": "1"},
    "behind": {"measure": Measure.BEHIND},
    "given_back": {"measure": Measure.GIVEN_BACK},
    "accepted": {"measure": Measure.DUE, "state": ObligationState.ACCEPTED},
    "subjective": {"measure": Measure.BEHIND, "cause": LateCause.SUBJECTIVE},
    "objective": {"measure": Measure.BEHIND, "cause": LateCause.OBJECTIVE},
    "unexplained": {"measure": Measure.UNEXPLAINED},
    "waiting": {"measure": Measure.WAITING_FOR_OTHERS},
}


class ScoreRows:
    """The rows of one agency, or of one group of agencies that are compared."""

    def __init__(self, span: Span, today: date, origin: str, *, agency: str = "", peers: str = "") -> None:
        days = {"due_from": span.first_on.isoformat(), "due_to": span.until(today).isoformat()}
        asked = {"agency": agency, "peers": peers, "origin": origin}
        self._start = (
            f"{reverse('obligations:list')}?{urlencode({name: one for name, one in asked.items() if one} | days)}"
        )

    def of(self, figure: str) -> str:
        """Return the address of the rows of ``figure``, a name of ``Score``; the words need no quoting."""
        return self._start + "".join(f"&{name}={value}" for name, value in _ASKED[figure].items())
