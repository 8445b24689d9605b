"""The examples in docstrings run."""

import doctest
from types import ModuleType

import pytest

from reform.calendars import days, standing, terms
from reform.due import repeats
from reform.tracking import chains


@pytest.mark.parametrize("module", [days, standing, terms, repeats, chains])
def test_examples_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
