"""Versions of forms: begun, changed, tried on real figures, published, and frozen then."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caicach.audit.models import Entry
from caicach.figures.constants import FormState
from caicach.figures.mapping import form_of
from caicach.figures.models import FormVersion
from caicach.figures.selectors.doubts import Doubt
from caicach.figures.selectors.versions import periods_to_try, trial_of, version_for, version_lines
from caicach.figures.services.form_drafts import (
    BadForm,
    NewVersion,
    doubt_settle,
    form_begin,
    form_change,
    form_copy,
    form_drop,
    form_lines_switch,
    form_publish,
    form_write,
)
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from figures_cast import FORM, GOOD, FiguresCast
from reform.forms import parse_formula, write_form
from reform.forms.editing import put_rule
from reform.forms.model import Rule, Weight

pytestmark = pytest.mark.django_db

NEXT = NewVersion("2027.1", date(2027, 1, 1), "Công văn số 9/BNV-CCHC")


def copy(figures: FiguresCast, new: NewVersion = NEXT) -> FormVersion:
    cast = figures.cast
    return form_copy(figures.form, new, actor=cast.standing_officer.actor, owner_id=cast.province.pk, now=cast.now)


def by(figures: FiguresCast) -> dict[str, Any]:
    return {"actor": figures.cast.standing_officer.actor, "now": figures.cast.now}


def strict(figures: FiguresCast, draft: FormVersion) -> FormVersion:
    """Give the draft a rule that no return of the cast keeps."""
    rule = Rule("Z1", Weight.HARD, parse_formula("steer.docs >= 1000"), "Quá ít văn bản chỉ đạo")
    return form_change(draft, put_rule(form_of(draft), rule), revision=draft.revision, **by(figures))


class TestChanging:
    """A draft is changed; nobody's change is lost."""

    def test_a_copy_asks_for_the_same_under_another_name(self, figures: FiguresCast) -> None:
        draft = copy(figures)

        assert (draft.state, draft.version, draft.based_on) == (FormState.DRAFT, "2027.1", figures.form)
        assert [line.key for line in form_of(draft).lines] == [line.key for line in form_of(figures.form).lines]
        assert form_of(draft).legal_basis == NEXT.legal_basis

    def test_two_versions_of_one_name_are_refused(self, figures: FiguresCast) -> None:
        copy(figures)

        with pytest.raises(BadInput, match="phiên bản 2027"):
            copy(figures)

    def test_a_definition_that_does_not_fit_together_is_told_and_nothing_is_saved(self, figures: FiguresCast) -> None:
        draft = copy(figures)
        text = draft.definition.replace("dossier.late", "dossier.lte", 1)

        with pytest.raises(BadForm) as told:
            form_write(draft, text, revision=draft.revision, **by(figures))

        assert told.value.problems
        assert FormVersion.objects.get(pk=draft.pk).definition == draft.definition

    def test_the_second_of_two_changes_is_told(self, figures: FiguresCast) -> None:
        draft = copy(figures)
        seen = draft.revision
        strict(figures, draft)

        with pytest.raises(WrongState, match="Người khác vừa sửa"):
            form_write(draft, draft.definition, revision=seen, **by(figures))

    def test_the_key_of_the_form_stays(self, figures: FiguresCast) -> None:
        draft = copy(figures)
        text = write_form(replace(form_of(draft), key="bieu-khac"))

        with pytest.raises(BadInput, match="Mã biểu phải giữ"):
            form_write(draft, text, revision=draft.revision, **by(figures))

    def test_a_commune_changes_no_form_and_sees_no_draft(self, figures: FiguresCast) -> None:
        draft = copy(figures)
        officer = figures.cast.commune_officer.actor

        with pytest.raises(NotAllowed):
            form_drop(draft, actor=officer, now=figures.cast.now)
        with pytest.raises(Beyond):
            version_for(officer, draft.uid)
        assert draft.uid not in [line.uid for line in version_lines(officer)]

    def test_a_draft_that_is_dropped_is_gone_and_the_audit_tells(self, figures: FiguresCast) -> None:
        draft = copy(figures)

        form_drop(draft, **by(figures))

        assert not FormVersion.objects.filter(pk=draft.pk).exists()
        assert Entry.objects.filter(action="figures.form-drop").count() == 1


class TestPublishing:
    """What is published is frozen."""

    def test_the_version_before_ends_where_the_new_one_begins(self, figures: FiguresCast) -> None:
        first = form_publish(copy(figures), revision=1, **by(figures))
        second = copy(figures, NewVersion("2028.1", date(2028, 1, 1), "Công văn số 10"))

        form_publish(second, revision=1, **by(figures))

        first.refresh_from_db()
        assert (first.state, first.valid_to) == (FormState.PUBLISHED, date(2028, 1, 1))

    def test_it_changes_no_more_and_is_published_once(self, figures: FiguresCast) -> None:
        draft = form_publish(copy(figures), revision=1, **by(figures))

        for act in (
            lambda: form_write(draft, draft.definition, revision=draft.revision, **by(figures)),
            lambda: form_publish(draft, revision=draft.revision, **by(figures)),
            lambda: form_drop(draft, **by(figures)),
        ):
            with pytest.raises(WrongState):
                act()

    def test_what_was_doubtful_is_looked_at_first(self, figures: FiguresCast) -> None:
        cast = figures.cast
        new = replace(NEXT, doubts=(Doubt("FD002", "Dòng không có số thứ tự."),))
        text = FORM.replace('version: "2025.1"', 'version: "2027.1"')
        draft = form_begin(text, new, owner_id=cast.province.pk, **by(figures))
        with pytest.raises(BadInput, match="Còn 1 điểm chưa xem"):
            form_publish(draft, revision=1, **by(figures))

        settled = doubt_settle(draft, 0, **by(figures))

        assert form_publish(settled, revision=1, **by(figures)).state == FormState.PUBLISHED

    def test_without_a_legal_basis_it_is_not_published(self, figures: FiguresCast) -> None:
        draft = copy(figures, NewVersion("2027.1", date(2027, 1, 1)))

        with pytest.raises(BadInput, match="căn cứ"):
            form_publish(draft, revision=1, **by(figures))


class TestOptionalLines:
    """Lines that we add are off until somebody switches them on."""

    def test_while_a_period_asks_with_the_version_nothing_is_switched(self, figures: FiguresCast) -> None:
        with pytest.raises(WrongState, match="phiên bản mới"):
            form_lines_switch(figures.form, [], **by(figures))

    def test_what_is_no_optional_line_is_refused(self, figures: FiguresCast) -> None:
        with pytest.raises(BadInput, match="tùy chọn"):
            form_lines_switch(copy(figures), ["steer.docs"], **by(figures))


class TestTrying:
    """A draft on figures that were returned."""

    def test_it_says_where_a_new_rule_does_not_hold(self, figures: FiguresCast) -> None:
        figures.save(figures.commune, GOOD)
        figures.save(figures.neighbour, GOOD)
        draft = strict(figures, copy(figures))

        trial = trial_of(by(figures)["actor"], draft, figures.period)

        new = next(one for one in trial.rules if one.rule == "Z1")
        assert (trial.return_count, new.before, new.after) == (2, 0, 2)
        assert "Quá ít văn bản" in new.sentence and new.uid in (figures.commune.uid, figures.neighbour.uid)
        assert trial.lost_count == 0

    def test_figures_that_the_draft_does_not_take_are_counted(self, figures: FiguresCast) -> None:
        figures.save(figures.commune, GOOD)
        draft = copy(figures)
        kept = tuple(replace(section, groups=section.groups) for section in form_of(draft).sections[:1])
        narrow = replace(form_of(draft), sections=kept, rules=())
        form_change(draft, narrow, revision=draft.revision, **by(figures))

        trial = trial_of(by(figures)["actor"], draft, figures.period)

        assert trial.lost_count > 0

    def test_the_queries_do_not_grow_with_the_returns(
        self, figures: FiguresCast, django_assert_num_queries: Any
    ) -> None:
        for sheet in (figures.commune, figures.neighbour, figures.third):
            figures.save(sheet, GOOD)
        draft = copy(figures)

        with django_assert_num_queries(2):
            trial_of(by(figures)["actor"], draft, figures.period)

    def test_nothing_of_it_is_stored(self, figures: FiguresCast) -> None:
        figures.save(figures.commune, GOOD)
        before = Entry.objects.count()
        draft = copy(figures)

        trial_of(by(figures)["actor"], draft, figures.period)

        assert Entry.objects.count() == before + 1

    def test_periods_with_figures_are_offered(self, figures: FiguresCast) -> None:
        draft = copy(figures)
        assert periods_to_try(by(figures)["actor"], draft) == ()

        figures.save(figures.commune, GOOD)

        assert periods_to_try(by(figures)["actor"], draft) == (figures.period,)
