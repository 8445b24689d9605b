"""What does not fit in a whole is explained on its pages: by whom, where it shows, what is refused."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.figures.constants import PeriodState, ReturnState
from caicach.figures.models import Explanation, FormVersion, Period, Return
from caicach.figures.selectors.whole_view import whole_view
from caicach.figures.services import consolidate, explain
from caicach.web.actor import SYSTEM
from caicach.web.errors import NotAllowed, WrongState
from cast import Person
from figures_cast import FORM, GOOD, FiguresCast
from reform.forms.figures import cell_of

pytestmark = pytest.mark.django_db

WHY = "Hai xã mới sáp nhập nên biên chế giao chưa kịp điều chỉnh."
PRESENT = cell_of("staff.present", "")


@pytest.fixture
def summed(figures: FiguresCast) -> FiguresCast:
    """A commune with more people than posts was taken in and added up."""
    figures.save(figures.commune, GOOD | {"staff.present": 30})
    Return.objects.filter(pk=figures.commune.pk).update(state=ReturnState.ACCEPTED, submitted_at=figures.cast.now)
    consolidate(figures.period, actor=SYSTEM, now=figures.cast.now)
    return figures


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def address(figures: FiguresCast, name: str, **more: Any) -> str:
    return reverse(f"figures:{name}", kwargs={"uid": figures.period.uid, **more})


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def give(figures: FiguresCast, client: Client, text: str = WHY, **more: str) -> Any:
    sent = {"rule": "V02", "cell": "staff.present", "text": text, **more}
    return client.post(address(figures, "whole-explain"), sent)


def test_an_explanation_stands_beside_its_figure_with_who_and_when(summed: FiguresCast) -> None:
    officer = summed.cast.standing_officer
    client = signed_in(officer)
    page = text_of(client.get(address(summed, "whole-section", section="staff")))
    assert "Có mặt nhiều hơn biên chế giao" in page
    assert page.count('class="explain"') == 1
    answer = give(summed, client)
    assert answer.status_code == 302
    place = answer["Location"].partition("#")[2]
    page = text_of(client.get(answer["Location"]))
    assert f'id="{place}"' in page
    assert WHY in page
    assert officer.user.full_name in page.partition(WHY)[2]
    assert Entry.objects.filter(action="figures.explain").count() == 1


def test_the_overview_lists_what_is_open_and_what_was_explained(summed: FiguresCast) -> None:
    client = signed_in(summed.cast.standing_officer)
    before = client.get(address(summed, "whole")).context["page"]
    assert "V02" in {one.rule for one in before.findings if one.tone == "warn"}
    answer = give(summed, client, ve="tong-quan")
    assert answer["Location"] == address(summed, "whole") + "#h-chua-khop"
    after = client.get(address(summed, "whole")).context["page"]
    assert after.findings[-1].explanation == WHY
    assert sum(one.soft for one in before.sections) - sum(one.soft for one in after.sections) == 1
    assert sum(one.explained for one in after.sections) == 1


def test_an_explanation_is_changed_and_taken_back(summed: FiguresCast) -> None:
    client = signed_in(summed.cast.standing_officer)
    give(summed, client)
    give(summed, client, "Biên chế giao bổ sung có hiệu lực từ tháng 4.")
    (kept,) = Explanation.objects.filter(sheet=summed.whole)
    assert kept.text == "Biên chế giao bổ sung có hiệu lực từ tháng 4."
    give(summed, client, " ")
    assert not Explanation.objects.filter(sheet=summed.whole).exists()
    assert "V02" in {one.rule for one in whole_view(SYSTEM, summed.period.uid).state.findings}


@pytest.mark.parametrize(("back", "words"), [("", "Vì sao số vẫn đúng"), ("tong-quan", "đơn vị chưa")])
def test_a_text_that_explains_nothing_stays_in_its_field_with_the_sentence(
    summed: FiguresCast, back: str, words: str
) -> None:
    answer = give(summed, signed_in(summed.cast.standing_officer), "đúng", ve=back)
    page = text_of(answer)
    assert answer.status_code == 422
    assert ">đúng</textarea>" in page
    assert "Giải trình quá ngắn" in page
    assert words in page.lower() or words in page
    assert not Explanation.objects.exists()


def test_what_is_no_finding_or_no_cell_is_refused(summed: FiguresCast) -> None:
    client = signed_in(summed.cast.standing_officer)
    assert "không còn nữa" in text_of(give(summed, client, rule="V99"))
    assert give(summed, client, cell="").status_code == 422
    assert give(summed, client, cell="none[a=b]").status_code == 404
    assert not Explanation.objects.exists()


class TestWho:
    """The lead of an area explains in its own sections, the standing body in all, nobody else."""

    @pytest.fixture(autouse=True)
    def area(self, summed: FiguresCast) -> None:
        """The section of staff is of the area that the office leads."""
        text = FORM.replace("key: staff\n", "key: staff\n  area: procedures\n")
        FormVersion.objects.filter(pk=summed.form.pk).update(definition=text, fingerprint="with an area")

    def test_whoever_leads_the_area_explains_there_and_nowhere_else(self, summed: FiguresCast) -> None:
        lead = summed.cast.area_lead
        client = signed_in(lead)
        page = client.get(address(summed, "whole")).context["page"]
        assert {one.section_key for one in page.findings if one.may_explain} == {"staff"}
        assert give(summed, client).status_code == 302
        assert Explanation.objects.get(sheet=summed.whole).by == lead.user
        cell = next(one.cell for one in page.findings if one.section_key == "dossier")
        assert give(summed, client, rule="V01", cell=cell).status_code == 403

    def test_whoever_leads_the_area_finds_the_whole_and_merges_its_section(self, summed: FiguresCast) -> None:
        client = signed_in(summed.cast.area_lead)
        assert reverse("figures:period", args=[summed.period.uid]) in text_of(client.get(reverse("figures:list")))
        period = text_of(client.get(reverse("figures:period", args=[summed.period.uid])))
        assert address(summed, "whole") in period
        assert 'name="chon"' not in period
        drilled = text_of(client.get(address(summed, "whole-cell") + "?dong=staff.present&o="))
        unit = reverse("figures:cell", args=[summed.commune.uid])
        assert unit in drilled
        assert client.get(f"{unit}?dong=staff.present&o=").status_code == 200
        assert client.post(address(summed, "whole-merge"), {"phan": "staff"}).status_code == 302
        assert client.post(address(summed, "whole-merge"), {"phan": "steer"}).status_code == 403
        assert set(summed.whole.sections_done.values_list("section_key", flat=True)) == {"staff"}
        assert client.post(address(summed, "whole-finish")).status_code == 403

    def test_whoever_reads_the_whole_explains_nothing(self, summed: FiguresCast) -> None:
        client = signed_in(summed.cast.province_leader)
        assert 'class="explain"' not in text_of(client.get(address(summed, "whole-section", section="staff")))
        assert give(summed, client).status_code == 403
        assert give(summed, signed_in(summed.cast.commune_officer)).status_code == 404


def test_a_locked_period_is_explained_no_more(summed: FiguresCast) -> None:
    Period.objects.filter(pk=summed.period.pk).update(state=PeriodState.LOCKED)
    actor, whole = summed.cast.standing_officer.actor, summed.again(summed.whole)
    with pytest.raises(WrongState, match="đã khóa"):
        explain(whole, rule="V02", cell=PRESENT, text=WHY, actor=actor, now=summed.cast.now)
    with pytest.raises(NotAllowed):
        explain(whole, rule="V02", cell=PRESENT, text=WHY, actor=summed.cast.province_leader.actor, now=summed.cast.now)
    client = signed_in(summed.cast.standing_officer)
    assert 'class="explain"' not in text_of(client.get(address(summed, "whole-section", section="staff")))
