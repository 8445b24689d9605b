"""The examples in docstrings run."""

import doctest
from types import ModuleType

import pytest

from reform.calendars import days, standing, terms


@pytest.mark.parametrize("module", [days, standing, terms])
def test_examples_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
