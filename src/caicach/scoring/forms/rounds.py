"""What is filled in to open a round, and what its list of agencies is filtered by."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.figures.selectors import LEVEL_WORDS
from caicach.scoring.constants import AssessmentState, Phase
from caicach.scoring.models import SetVersion
from caicach.scoring.selectors.opening import PhaseDays, RoundDraft
from caicach.scoring.selectors.rounds import UnitFilter
from caicach.ui.forms import DateField
from reform.index import Purpose

__all__ = ["PURPOSE_WORDS", "RoundForm", "UnitsForm", "WhichForm", "phase_days"]

PURPOSE_WORDS = {
    Purpose.PAR_INDEX: gettext_lazy("Chỉ số cải cách hành chính"),
    Purpose.TASK_COMPLETION: gettext_lazy("Mức độ hoàn thành nhiệm vụ"),
    Purpose.DIGITAL_COMMUNE: gettext_lazy("Chuyển đổi số cấp xã"),
    Purpose.PROCEDURE_CONTROL: gettext_lazy("Kiểm soát thủ tục hành chính"),
}


def phase_days(year: int) -> Mapping[Phase, PhaseDays]:
    """Return the days that are proposed for the phases of a year, as most provinces set them; an officer decides."""
    return {
        Phase.SELF_SCORING: PhaseDays(date(year, 11, 1), date(year, 11, 30)),
        Phase.APPRAISAL: PhaseDays(date(year, 12, 1), date(year, 12, 8)),
        Phase.EXPLANATION: PhaseDays(date(year, 12, 9), date(year, 12, 14)),
        Phase.SECOND_APPRAISAL: PhaseDays(date(year, 12, 15), date(year, 12, 18)),
        Phase.SETTLEMENT: PhaseDays(date(year, 12, 19), date(year, 12, 21)),
        Phase.PUBLICATION: PhaseDays(date(year, 12, 22), date(year + 1, 1, 15)),
    }


class WhichForm(forms.Form):
    """Whose round, of what and of which year."""

    owner = forms.TypedChoiceField(label=gettext_lazy("Cơ quan công nhận kết quả"), coerce=int)
    purpose = forms.TypedChoiceField(
        label=gettext_lazy("Chấm gì"),
        coerce=Purpose,
        choices=[(one.value, words) for one, words in PURPOSE_WORDS.items()],
    )
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2015, max_value=2100)

    def __init__(self, *arguments: Any, owners: Iterable[tuple[int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        offered = list(owners)
        self.fields["owner"].choices = offered  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.fields["owner"].widget = forms.HiddenInput()
            self.fields["owner"].initial = offered[0][0]


class RoundForm(WhichForm):
    """All of a round: its sets and the days of its phases."""

    title = forms.CharField(label=gettext_lazy("Tên đợt chấm"), max_length=200)
    sets = forms.MultipleChoiceField(
        label=gettext_lazy("Bộ tiêu chí"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một bộ tiêu chí.")},
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Ví dụ: Quyết định số 731/QĐ-UBND."),
    )

    def __init__(self, *arguments: Any, versions: Iterable[SetVersion], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["sets"].choices = [(str(one.uid), _set_words(one)) for one in versions]  # type: ignore[attr-defined]
        for phase in Phase:
            label = str(phase.label).capitalize()
            self.fields[f"{phase}_from"] = DateField(label=_("%(phase)s, từ ngày") % {"phase": label})
            self.fields[f"{phase}_to"] = DateField(label=_("%(phase)s, đến ngày") % {"phase": label})

    @property
    def phase_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The days of each phase, in their order."""
        return [(self[f"{phase}_from"], self[f"{phase}_to"]) for phase in Phase]

    def draft(self, *, excluded: Mapping[int, str], appraisers: Mapping[str, int]) -> RoundDraft:
        """Return what was filled in; call it on a valid form."""
        given = self.cleaned_data
        return RoundDraft(
            owner_id=given["owner"],
            purpose=given["purpose"],
            year=given["year"],
            title=given["title"],
            set_uids=tuple(UUID(one) for one in given["sets"]),
            phases={phase: PhaseDays(given[f"{phase}_from"], given[f"{phase}_to"]) for phase in Phase},
            appraisers=appraisers,
            excluded=excluded,
            legal_basis=given["legal_basis"],
        )


def _set_words(one: SetVersion) -> str:
    kinds = ", ".join(str(LEVEL_WORDS.get(kind, kind)) for kind in one.kinds.split(","))
    return f"{one.title} ({one.version}; {kinds})"


class UnitsForm(forms.Form):
    """Which agencies of a round are shown; every field is an address word."""

    q = forms.CharField(label=gettext_lazy("Tên cơ quan"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Trạng thái"),
        required=False,
        choices=[("", gettext_lazy("tất cả")), *AssessmentState.choices],
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại cơ quan"), required=False)
    late = forms.BooleanField(label=gettext_lazy("Chỉ cơ quan trễ hạn tự chấm"), required=False)

    def __init__(self, *arguments: Any, kinds: Iterable[str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        choices = [(kind, LEVEL_WORDS.get(kind, kind)) for kind in kinds]
        self.fields["kind"].choices = [("", _("tất cả")), *choices]  # type: ignore[attr-defined]

    def filter(self) -> UnitFilter:
        """Return what is shown; a word of the address that is none of ours is left out."""
        self.full_clean()
        given = self.cleaned_data
        return UnitFilter(
            state=given.get("state") or "",
            kind=given.get("kind") or "",
            words=given.get("q") or "",
            is_late=bool(given.get("late")),
        )
