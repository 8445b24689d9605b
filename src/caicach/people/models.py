"""Posts and grants: who may do what, where, when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.people.constants import GrantRole
from caicach.web.fields import FOREVER

__all__ = ["Grant", "Post"]


class Post(models.Model):
    """A person's place in an agency during [valid_from, valid_to)."""

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="posts")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="posts")
    title = models.CharField(_("chức vụ"), max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    class Meta:
        verbose_name = _("vị trí công tác")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="people_post_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.agency_id}"


class Grant(models.Model):
    """A role held from a post, within the subtree of ``scope`` (and one area, where ``area_code`` is given)."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="grants")
    role = models.CharField(_("vai trò"), max_length=32, choices=GrantRole.choices)
    scope = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="grants")
    area_code = models.CharField(max_length=32, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    class Meta:
        verbose_name = _("phân quyền")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "role", "scope", "area_code", "valid_from"], name="people_grant_once"
            ),
            # Equal days: withdrawn before it began.
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="people_grant_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.scope_id}"
