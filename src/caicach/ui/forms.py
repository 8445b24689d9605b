"""How a form looks and what its date fields understand.

Every form of the application is drawn by ``Renderer``: label, control, hint, and the error under the field with a red
bar at its left. ``{{ form }}`` draws all fields, ``{{ form.name.as_field_group }}`` one of them with its label.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

__all__ = ["BodyForm", "DateField", "DateInput", "FieldOnPage", "PaperFacts", "Renderer"]

_DAY_FIRST = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*")
_YEAR_FIRST = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")
_BUILT_IN = Path(django.forms.__file__).parent / "templates"

# The first class that fits a widget gives its look; a subclass stands before its parent.
_LOOKS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.HiddenInput, ""),
    (forms.DateInput, "input input--date"),
    (forms.NumberInput, "input input--num"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (Input, "input"),
)


class FieldOnPage(BoundField):
    """A field as it stands on a page: the look of its control, and its state in words for a screen reader."""

    @property
    def is_check(self) -> bool:
        """Whether the field is one check box, whose label stands behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def says_optional(self) -> bool:
        """Whether to say that the field may stay empty: not where every field of the form may (a form of filters)."""
        return not self.field.required and any(field.required for field in self.form.fields.values())

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Return the attributes of the control: its class; required is said, not enforced by the browser.

        The browser would speak its own language and stop before our sentence is seen.
        """
        built = super().build_widget_attrs(attrs, widget)
        if built.pop("required", False):
            built["aria-required"] = "true"
        control = widget or self.field.widget
        look = next((classes for kind, classes in _LOOKS if isinstance(control, kind)), "")
        given = str(control.attrs.get("class", ""))
        classes = " ".join(part for part in (look, given) if part)
        return {**built, "class": classes} if classes else built


class Renderer(DjangoTemplates):
    """Fields, hints and errors in the house's look; our templates stand before Django's own."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = FieldOnPage

    @cached_property
    def engine(self) -> Any:
        """Return an engine that knows our tags and looks into the apps before Django's folder."""
        loaders = [
            "django.template.loaders.app_directories.Loader",
            ("django.template.loaders.filesystem.Loader", [_BUILT_IN]),
        ]
        options = {
            "builtins": ["caicach.ui.templatetags.ui"],
            "loaders": [("django.template.loaders.cached.Loader", loaders)],
        }
        return self.backend({"APP_DIRS": False, "DIRS": [], "NAME": "djangoforms", "OPTIONS": options})


class DateInput(forms.DateInput):
    """A date as plain text: ``type=date`` would show the notation of the browser, month first on many machines."""

    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        look = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy"}
        super().__init__(attrs={**look, **(attrs or {})}, format="%d/%m/%Y")


class DateField(forms.DateField):
    """A civil date, day first in every language; a day that is not in the calendar is named in words."""

    widget = DateInput

    def to_python(self, value: object) -> date | None:
        """Return the date meant by ``02/09/2026``, ``2-9-2026`` or ``2026-09-02``: 2 September.

        Raises:
            ValidationError: not a date, or a date that does not exist, with the reason.
        """
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        return _read_date(str(value))


def _read_date(text: str) -> date:
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise ValidationError(_("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 16/11/2026."), code="invalid")
    if not 1 <= month <= 12:
        message = _("%(text)s không có trong lịch: năm có 12 tháng. Nhập ngày trước, tháng sau.")
        raise ValidationError(message, code="impossible", params={"text": text.strip()})
    if not 1900 <= year <= 2100:
        message = _("Năm %(year)s không hợp lý. Nhập năm từ 1900 đến 2100.")
        raise ValidationError(message, code="far", params={"year": year})
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        message = _("%(text)s không có trong lịch: tháng %(month)s/%(year)s có %(last)s ngày.")
        words = {"text": text.strip(), "month": month, "year": year, "last": last}
        raise ValidationError(message, code="impossible", params=words)
    return date(year, month, day)


class BodyForm(forms.Form):
    """A form about one of the bodies that a person works for; a subclass has the field ``body``.

    Who works for one body alone is not asked which.
    """

    def __init__(self, *arguments: Any, bodies: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        offered = list(bodies)
        self.fields["body"].choices = offered  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.fields["body"].initial = offered[0][0]


class PaperFacts(forms.Form):
    """What puts a file into the register of documents, all of it left out where it is none; ``type`` is a subclass's.

    An issuer that is left out is the body itself.
    """

    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"), max_length=80, required=False, help_text=gettext_lazy("Ví dụ: 41/BC-UBND.")
    )
    issued_on = DateField(label=gettext_lazy("Ngày ban hành"), required=False)
    issuer_name = forms.CharField(
        label=gettext_lazy("Cơ quan ban hành"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Để trống nếu là văn bản của đơn vị."),
    )
    subject = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=1000, required=False)
