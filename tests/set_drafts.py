"""Drafts of criteria sets as the pages begin and show them."""

from typing import Any

from django.urls import reverse

from caicach.scoring.mapping import draft_of
from caicach.scoring.models import SetVersion
from cast import Cast
from reform.index import SubCriterion

__all__ = ["LEAF", "again", "copied", "leaf_of", "url"]

LEAF = "steering.inspection"


def copied(cast: Cast, client: Any, base: SetVersion) -> SetVersion:
    sent = {"body": cast.province.pk, "year": 2027, "version": "2027.1", "legal_basis": "Quyết định 9"}
    assert client.post(reverse("scoring:set-copy", args=[base.uid]), sent).status_code == 302
    return SetVersion.objects.get(version="2027.1")


def url(name: str, version: SetVersion, *more: object) -> str:
    return reverse(f"scoring:{name}", args=[version.uid, *more])


def again(draft: SetVersion) -> SetVersion:
    return SetVersion.objects.get(pk=draft.pk)


def leaf_of(draft: SetVersion, key: str = LEAF) -> SubCriterion:
    return draft_of(again(draft))[0].by_key()[key]
