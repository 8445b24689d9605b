"""One of many things by its name: typed, with the names offered while typing.

A list of all agencies of a province has hundreds of entries: nobody leafs through them, and drawing them costs more
than the rest of the page. The browser offers the names that fit (``<datalist>``), on a phone too and without scripts.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from vanban.text.forms import compare_key, normalise, squeeze

__all__ = ["NameField", "NameInput"]

LONGEST = 300  # letters of a name


class NameInput(forms.TextInput):
    """A line of text with the names beside it; ``names`` are offered, anything may be typed."""

    template_name = "ui/forms/name_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})})
        self.names: tuple[str, ...] = ()

    def get_context(self, name: str, value: object, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template needs: the control, the number of its list and the names in it."""
        number = f"{(attrs or {}).get('id') or name}-ten"
        context = super().get_context(name, value, {**(attrs or {}), "list": number})
        offered = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.names))
        return {**context, "list": number, "offered": offered}


class NameField(forms.CharField):
    """The number of what is named, of ``choices``; what is not among them is refused, or kept as words.

    The value is an ``int``, None where nothing was typed, or, where ``takes_words``, the words themselves.
    """

    widget = NameInput

    def __init__(self, *, takes_words: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(**kwargs)
        self.takes_words = takes_words
        self._names: dict[int, str] = {}

    def offer(self, choices: Iterable[tuple[int, str]]) -> None:
        """Take what may be named: numbers with names; a name that two bear is shown with its number."""
        given = tuple(choices)
        times = Counter(name for _number, name in given)
        self._names = {number: name if times[name] == 1 else f"{name} ({number})" for number, name in given}
        self.widget.names = tuple(self._names.values())

    def prepare_value(self, value: object) -> object:
        """Return the name of a number given as the form's beginning; what was typed stays."""
        return self._names.get(value, "") if isinstance(value, int) else value

    def clean(self, value: object) -> Any:
        """Return what is named.

        Raises:
            ValidationError: no name is that, or several are but for their marks.
        """
        typed = squeeze(normalise(str(super().clean(value) or "")))
        if not typed:
            return None
        found = [number for number, name in self._names.items() if name.casefold() == typed.casefold()]
        found = found or [number for number, name in self._names.items() if compare_key(name) == compare_key(typed)]
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(self._names[number] for number in found)
            message = _("Có nhiều tên giống nhau: %(names)s. Ghi đúng dấu như trong danh sách.")
            raise ValidationError(message, code="several", params={"names": names})
        if self.takes_words:
            return typed
        message = _("Không có “%(name)s” trong danh sách. Gõ vài chữ của tên rồi chọn một dòng được gợi ý.")
        raise ValidationError(message, code="unknown", params={"name": typed})
