"""Addresses of the rows behind a figure: the list of obligations with the filters that count the same."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from caicach.obligations.selectors import Scope

__all__ = ["Rows"]


class Rows:
    """The list of obligations of one scope on one day."""

    def __init__(self, scope: Scope, today: date) -> None:
        asked = {"plan": scope.plan, "area": scope.area, "level": scope.level, "kind": scope.kind}
        self._list = reverse("obligations:list")
        self._asked = {name: str(value) for name, value in asked.items() if value}
        self._first_on, self._last_on = scope.first_on, scope.last_on
        self._yesterday = today - timedelta(days=1)
        self._due = self.due()

    def due(self, **asked: str) -> str:
        """Return the address of what fell due in the year, or of the part of it that ``asked`` says."""
        return self.within(self._first_on, self._last_on, **asked)

    def all_year(self, **asked: str) -> str:
        """Return the address of what falls due in the year, past or to come."""
        return self._address(self._first_on, self._last_on, {"measure": "task", **asked})

    def within(self, first_on: date, last_on: date, **asked: str) -> str:
        """Return the address of what fell due from ``first_on`` to ``last_on``, and not later than yesterday."""
        return self._address(first_on, min(last_on, self._yesterday), asked)

    def cell(self, agency: str, area: str) -> str:
        """Return the address of what fell due at one agency in one area; empty: at all, in all.

        The words need no quoting, and there may be thousands of cells on a page.
        """
        words = {"agency": agency, "area": "" if "area" in self._asked else area}
        return self._due + "".join(f"&{name}={value}" for name, value in words.items() if value)

    def _address(self, first_on: date, last_on: date, asked: dict[str, str]) -> str:
        days = {"due_from": first_on.isoformat(), "due_to": last_on.isoformat()}
        return f"{self._list}?{urlencode({'measure': 'due', **self._asked, **days, **asked})}"
