"""Who signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import new_uid

__all__ = ["User"]


class UserManager(BaseUserManager["User"]):
    """Makes users; there is no super-user, rights come from grants alone."""

    def create_user(self, username: str, password: str | None = None, **values: Any) -> "User":
        """Make and save a user with a hashed password (none: cannot sign in with one)."""
        user = self.model(username=username.strip().lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user of a name as typed: case and blanks around it do not count."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with a name to sign in by. What the person may do stands in ``people`` grants."""

    uid = models.UUIDField(_("mã"), default=new_uid, unique=True, editable=False)
    username = models.CharField(_("tên đăng nhập"), max_length=64, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def __str__(self) -> str:
        return self.full_name
