"""The rules are explained to those who are held against them."""

from typing import Any

from django.test import Client
from django.urls import reverse

from caicach.doctor.pages.rules import rule_url
from cast import Cast
from vanban.checks import RULES


def test_every_rule_is_explained_once(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.commune_officer.user)
    content = client.get(reverse("doctor:rules")).content.decode()

    assert [content.count(f'id="{rule.code}"') for rule in RULES] == [1] * len(RULES)


def test_a_finding_leads_to_its_rule(cast: Cast, examine: Any) -> None:
    examination = examine()
    client = Client()
    client.force_login(cast.commune_officer.user)
    content = client.get(reverse("doctor:detail", args=[examination.uid])).content.decode()

    assert f'href="{reverse("doctor:rules")}#D101"' in content


def test_what_no_rule_found_leads_nowhere() -> None:
    assert rule_url("P701") == ""
