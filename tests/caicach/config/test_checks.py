"""What a deployment is told that its settings do not show."""

import pytest
from django.core.checks import run_checks

from caicach.config.checks import NO_PRINTING
from house import ROOT
from no_pango import needs_pango, without_pango
from vanban.writing import PDF_SYSTEM_PACKAGES


def told(**options: bool) -> list[str]:
    return [str(message.msg) for message in run_checks(**options) if message.id == NO_PRINTING]


@needs_pango
def test_a_machine_that_prints_is_told_nothing() -> None:
    assert told(include_deployment_checks=True) == []


def test_what_to_install_for_printing_is_said_when_a_deployment_is_looked_over(monkeypatch: pytest.MonkeyPatch) -> None:
    without_pango(monkeypatch)

    (sentence,) = told(include_deployment_checks=True)
    assert [package for package in PDF_SYSTEM_PACKAGES if package not in sentence] == []
    assert told() == []


def test_the_names_are_those_that_the_set_up_installs() -> None:

    installed = (ROOT / "tools" / "system-packages").read_text(encoding="utf-8")
    assert [package for package in PDF_SYSTEM_PACKAGES if package not in installed] == []
