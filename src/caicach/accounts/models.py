"""Who signs in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.web.fields import new_uid
from vanban.text.forms import compare_key, sort_key, squeeze

__all__ = ["SignInCode", "User"]


def name_key(full_name: str) -> str:
    """Return what a search for a person compares with: no case, no marks."""
    return compare_key(full_name)[:120]


def name_sort_key(full_name: str) -> str:
    """Return the key by which people are listed: by the last word of the name, as Vietnamese lists are."""
    *before, called = squeeze(full_name).split(" ") if full_name.strip() else [""]
    return sort_key(" ".join((called, *before)))[:600]


class UserManager(BaseUserManager["User"]):
    """Makes users; there is no super-user, rights come from grants alone."""

    def create_user(self, username: str, password: str | None = None, **values: Any) -> "User":
        """Make and save a user with a hashed password (none: cannot sign in with one)."""
        user = self.new(username, **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def new(self, username: str, *, full_name: str, **values: Any) -> "User":
        """Return an unsaved user with the keys of the name computed."""
        keys = {"name_key": name_key(full_name), "name_sort_key": name_sort_key(full_name)}
        return self.model(username=username.strip().lower(), full_name=full_name, **keys, **values)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user of a name as typed: case and blanks around it do not count."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person with a name to sign in by. What the person may do stands in ``people`` grants."""

    uid = models.UUIDField(_("mã"), default=new_uid, unique=True, editable=False)
    username = models.CharField(_("tên đăng nhập"), max_length=64, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=120)
    name_key = models.CharField(max_length=120, blank=True)
    name_sort_key = models.CharField(max_length=600, blank=True, db_index=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=32, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    must_change_password = models.BooleanField(_("phải đặt mật khẩu mới"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")

    def __str__(self) -> str:
        return self.full_name


class SignInCode(models.Model):
    """A code that lets a person in once, to set a password; only the hash of the last one issued is kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="sign_in_code")
    code_hash = models.CharField(max_length=64)  # accounts.codes.code_hash
    issued_at = models.DateTimeField(_("cấp lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True)
    failures = models.PositiveSmallIntegerField(default=0)  # wrong codes since it was issued

    class Meta:
        verbose_name = _("mã đăng nhập một lần")

    def __str__(self) -> str:
        return f"{self.user_id}"
