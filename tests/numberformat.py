"""A bare number in a template is an error.

``{{ total }}`` writes 8803 where a page must write 8.803, and under another setting writes 8.803 where an address or an
attribute needs 8803. So a number of a page goes through a filter (``|so``, ``|phan_tram``, ``|thap_phan``), a number of
an attribute through ``|unlocalize``. Importing the fixture into a ``conftest.py`` watches every page of its tests.
"""

from decimal import Decimal
from typing import Any

import pytest
from django.template import base, defaulttags
from django.template.context import Context
from django.templatetags import i18n

__all__ = ["BareNumber", "bare_numbers_refused"]

_WRITTEN_ALIKE = 999  # up to here every notation writes an integer the same way


class BareNumber(AssertionError):
    """A template wrote a number without saying how."""


def _is_bare(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, (float, Decimal)) or (isinstance(value, int) and abs(value) > _WRITTEN_ALIKE)


@pytest.fixture(autouse=True)
def bare_numbers_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a template writes a float, a decimal or an integer above 999 without a filter."""
    render = base.render_value_in_context

    def checked(value: Any, context: Context) -> str:
        if _is_bare(value):
            raise BareNumber(f"{value!r} was written without a filter: |so, |thap_phan, |phan_tram or |unlocalize")
        return render(value, context)

    for module in (base, defaulttags, i18n):
        monkeypatch.setattr(module, "render_value_in_context", checked)
