"""Who goes on for whom, as a person decides it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.plans.forms.rows import choice_of
from caicach.plans.selectors.heirs import Former, FormerBody

__all__ = ["HeirsForm"]

ALL, DROP = "all", "drop"


class HeirsForm(forms.Form):
    """One choice for each ended body, and the year in which its heirs owe."""

    year = forms.TypedChoiceField(
        label=gettext_lazy("Vận dụng cho năm"),
        coerce=int,
        help_text=gettext_lazy("Ngày, tháng trong kế hoạch giữ nguyên, năm chuyển theo năm này."),
    )

    def __init__(
        self,
        *arguments: Any,
        former: Former,
        years: tuple[int, ...],
        others: Sequence[tuple[int, str]],
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.former = former
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        for body in former.bodies:
            self.fields[f"body_{body.id}"] = forms.ChoiceField(
                label=body.facts.name,
                choices=_choices(body, former.names, others),
                initial=f"a:{body.heirs[0]}" if body.heirs else "",
                error_messages={"required": _("Chọn ai làm thay, hoặc “bỏ”.")},
            )

    def heirs(self) -> dict[int, tuple[int, ...]]:
        """Return what was decided of each body."""
        return {body.id: self._heirs(body) for body in self.former.bodies}

    def _heirs(self, body: FormerBody) -> tuple[int, ...]:
        value = self.cleaned_data[f"body_{body.id}"]
        if value == ALL:
            return body.heirs
        choice = choice_of(value) if value != DROP else None
        return (choice.agency_id,) if choice and choice.agency_id else ()


def _choices(body: FormerBody, names: Mapping[int, str], others: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    """Return the heirs, first of all; for a body without any, every body under the issuer, none of them chosen."""
    if not body.heirs:
        return [("", _("— chọn —")), *((f"a:{one}", name) for one, name in others), (DROP, _("Bỏ: không ai làm thay"))]
    made = [(f"a:{one}", names[one]) for one in body.heirs]
    if len(body.heirs) > 1:
        made.append((ALL, _("Tất cả %(count)s cơ quan kế thừa, mỗi nơi một sản phẩm") % {"count": len(body.heirs)}))
    return [*made, (DROP, _("Bỏ: không ai làm thay"))]
