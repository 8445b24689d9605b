"""What the tests of the rules share: the frame of a plan of 2026."""

from datetime import date

import pytest

from reform.calendars import term_rules, vietnam_calendar
from reform.due import Frame
from reform.regimes import regime_for


@pytest.fixture(scope="session")
def frame() -> Frame:
    """A plan for 2026, signed on 20 December 2025, owed by a commune to its province."""
    calendar = vietnam_calendar(range(2024, 2029))
    regime = regime_for("commune", "province", date(2026, 1, 1))
    return Frame(2026, date(2025, 12, 20), calendar, regime, term_rules(date(2026, 1, 1)))
