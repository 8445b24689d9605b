"""The pages of periods: one's own returns, opening, units, deciding, history."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from caicach.figures.constants import ReturnState
from caicach.figures.models import Period, Return
from caicach.figures.services import return_submit, returns_accept
from caicach.figures.services.count import period_count
from caicach.web.actor import SYSTEM
from cast import Cast, Person
from figures_cast import GOOD, FiguresCast, form_make, third_commune_make


@pytest.fixture
def client_of() -> Callable[[Person], Client]:
    """A browser in which somebody is signed in."""

    def do(person: Person) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    return do


ClientOf = Callable[[Person], Client]


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def hand_in(figures: FiguresCast) -> Return:
    figures.save(figures.commune, GOOD)
    cast = figures.cast
    return_submit(figures.again(figures.commune), actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
    return figures.again(figures.commune)


def test_an_officer_sees_what_is_to_be_filled_and_by_when(figures: FiguresCast, client_of: ClientOf) -> None:
    page = text(client_of(figures.cast.commune_officer).get("/so-lieu/"))
    assert "Số liệu: 1 bản phải nhập" in page
    assert f'href="/so-lieu/ban/{figures.commune.uid}/"' in page
    assert "20/03/2026" in page
    assert "Mở kỳ báo cáo" not in page


def test_periods_stand_with_the_latest_first(figures: FiguresCast, client_of: ClientOf) -> None:
    words = {"code": "H1", "name": "6 tháng đầu năm 2026", "data_to": figures.period.data_to + timedelta(days=90)}
    later = Period.objects.get(pk=figures.period.pk)
    later.pk, later.uid = None, uuid4()
    for name, value in words.items():
        setattr(later, name, value)
    later.save()
    page = text(client_of(figures.cast.standing_officer).get("/so-lieu/"))
    assert page.index(f"/so-lieu/ky/{later.uid}/") < page.index(f"/so-lieu/ky/{figures.period.uid}/")


def test_a_period_of_the_past_collects_nothing(figures: FiguresCast, client_of: ClientOf) -> None:
    client = client_of(figures.cast.standing_officer)
    Period.objects.filter(pk=figures.period.pk).update(is_history=True)
    for address in ("/so-lieu/", f"/so-lieu/ky/{figures.period.uid}/"):
        page = text(client.get(address))
        assert "kỳ đã qua, để so sánh" in page
        assert "đang thu số liệu" not in page


def test_the_preview_says_who_owes_what_by_when_and_opens_just_that(cast: Cast, client_of: ClientOf) -> None:
    third_commune_make(cast)
    form_make()
    client = client_of(cast.standing_officer)
    empty = text(client.get("/so-lieu/ky/mo/"))
    assert "Xem trước" in empty
    asked = {"owner": cast.province.pk, "form": "song-may", "year": 2026, "code": "Q1"}
    page = text(client.get("/so-lieu/ky/mo/", asked))
    assert "6 đơn vị phải gửi số liệu, chậm nhất 20/03/2026" in page
    assert "UBND xã Suối Nhạn" in page
    refused = client.post("/so-lieu/ky/mo/", {**asked, f"bo_{cast.department.pk}": "on"})
    assert refused.status_code == 422
    assert "Ghi lý do không phải gửi số liệu của: Sở Tài chính" in text(refused)
    out = {f"bo_{cast.department.pk}": "on", f"ly_do_{cast.department.pk}": "Không có thủ tục"}
    response = client.post("/so-lieu/ky/mo/", {**asked, **out})
    period = Period.objects.get()
    assert response.url == f"/so-lieu/ky/{period.uid}/"
    assert period.returns.count() == 7
    assert client.post("/so-lieu/ky/mo/", asked).status_code == 409  # somebody opened it already


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"year": "abc"}, "Năm"),
        ({"code": "Q9"}, "hợp lệ"),
        ({"data_to": "30/02/2026"}, "ngày"),
        ({"form": "x"}, "hợp lệ"),
    ],
)
def test_what_cannot_be_asked_for_is_said_beside_its_field(
    cast: Cast, client_of: ClientOf, asked: dict[str, str], said: str
) -> None:
    form_make()
    standard = {"owner": cast.province.pk, "form": "song-may", "year": 2026, "code": "Q1"}
    response = client_of(cast.standing_officer).get("/so-lieu/ky/mo/", {**standard, **asked})
    assert response.status_code == 422
    assert said in text(response)


def test_only_standing_officers_open(figures: FiguresCast, client_of: ClientOf) -> None:
    assert client_of(figures.cast.commune_leader).get("/so-lieu/ky/mo/").status_code == 403
    assert client_of(figures.cast.commune_leader).post("/so-lieu/ky/mo/", {"year": 2026}).status_code == 403


def test_a_period_shows_every_unit_with_state_progress_and_findings(figures: FiguresCast, client_of: ClientOf) -> None:
    hand_in(figures)
    page = text(client_of(figures.cast.standing_officer).get(f"/so-lieu/ky/{figures.period.uid}/"))
    assert "Quý I năm 2026: 1/6 đơn vị đã gửi" in page
    assert "13/13" in page
    assert page.count('name="chon"') == 7  # the owner's own return is among them


def test_a_unit_sees_of_a_period_itself_alone(figures: FiguresCast, client_of: ClientOf) -> None:
    page = text(client_of(figures.cast.commune_officer).get(f"/so-lieu/ky/{figures.period.uid}/"))
    assert "UBND xã Suối Nhạn" in page
    assert "UBND xã Đồi Chè" not in page
    assert 'name="chon"' not in page
    assert client_of(figures.cast.stranger).get(f"/so-lieu/ky/{figures.period.uid}/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"state": "submitted"}, {"UBND xã Suối Nhạn"}),
        ({"level": "department"}, {"Sở Nội vụ", "Sở Tài chính", "Văn phòng UBND tỉnh"}),
        ({"q": "doi che"}, {"UBND xã Đồi Chè"}),
        ({"state": "late"}, set()),
        ({"state": "accepted"}, set()),
        ({"state": "draft", "level": "commune"}, {"UBND xã Đồi Chè", "UBND xã Nà Lúa"}),
        ({"state": "nothing"}, {"UBND xã Suối Nhạn", "UBND xã Đồi Chè", "UBND xã Nà Lúa", "Sở Nội vụ", "Sở Tài chính"}),
    ],
)
def test_units_are_narrowed_by_the_address(
    figures: FiguresCast, client_of: ClientOf, asked: dict[str, str], shown: set[str]
) -> None:
    hand_in(figures)
    page = text(client_of(figures.cast.standing_officer).get(f"/so-lieu/ky/{figures.period.uid}/", asked))
    rows = page.partition("<tbody")[2]
    every = {"UBND xã Suối Nhạn", "UBND xã Đồi Chè", "UBND xã Nà Lúa", "Sở Nội vụ", "Sở Tài chính"}
    assert {name for name in every if f">{name}<" in rows} == shown & every


class TestFinding:
    """A long list is counted by state, narrowed, paged, and decided about as it is shown."""

    @pytest.fixture(autouse=True)
    def pages_of_two(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Two units stand on a page."""
        monkeypatch.setattr("caicach.figures.pages.periods.UNITS_A_PAGE", 2)

    def page(self, figures: FiguresCast, client_of: ClientOf, **asked: str) -> Any:
        client = client_of(figures.cast.standing_officer)
        return client.get(f"/so-lieu/ky/{figures.period.uid}/", asked).context["page"]

    def test_each_state_says_how_many_there_are_under_the_other_filters(
        self, figures: FiguresCast, client_of: ClientOf
    ) -> None:
        hand_in(figures)
        states = {"neighbour": ReturnState.RETURNED, "department": ReturnState.CONSOLIDATED}
        for name, state in states.items():
            Return.objects.filter(pk=getattr(figures, name).pk).update(state=state, submitted_at=figures.cast.now)
        counts = {one.label: one.count for one in self.page(figures, client_of).chips}
        assert counts == {"Tất cả": 7, "Chưa gửi": 4, "Đã gửi, chờ nhận": 1, "Bị trả lại": 1, "Đã nhận": 1}
        communes = {one.label: one.count for one in self.page(figures, client_of, level="commune").chips}
        assert communes == {"Tất cả": 3, "Chưa gửi": 1, "Đã gửi, chờ nhận": 1, "Bị trả lại": 1}

    def test_late_units_are_counted_and_found(self, figures: FiguresCast, client_of: ClientOf) -> None:
        due_on = figures.cast.today - timedelta(days=3)
        figures.commune.obligation.__class__.objects.filter(pk=figures.commune.obligation_id).update(due_on=due_on)
        shown = self.page(figures, client_of, state="late")
        assert [one.agency for one in shown.lines] == ["UBND xã Suối Nhạn"]
        assert {one.label: one.count for one in shown.chips}["Trễ hạn"] == 1

    def test_the_state_in_force_takes_itself_away_and_keeps_the_rest(
        self, figures: FiguresCast, client_of: ClientOf
    ) -> None:
        shown = self.page(figures, client_of, state="draft", level="commune", trang="2")
        chosen = next(one for one in shown.chips if one.current)
        assert (chosen.label, chosen.url) == ("Chưa gửi", "?level=commune")

    def test_pages_keep_the_filter_and_levels_say_how_many(self, figures: FiguresCast, client_of: ClientOf) -> None:
        shown = self.page(figures, client_of, level="commune", trang="2")
        assert (shown.total, len(shown.lines)) == (3, 1)
        levels = [str(words) for _key, words in shown.form.fields["level"].choices]
        assert any(words.endswith("(3)") for words in levels)
        far = self.page(figures, client_of, trang="999999999999")
        assert len(far.lines) == 1  # the last page
        assert len(self.page(figures, client_of, trang="x").lines) == 2

    def test_all_of_the_list_are_taken_in_from_every_page_and_no_others(
        self, figures: FiguresCast, client_of: ClientOf
    ) -> None:
        hand_in(figures)
        every = (figures.neighbour, figures.third, figures.office)
        for sheet in every:
            figures.save(sheet, {"staff.quota": 5})
            return_submit(figures.again(sheet), actor=SYSTEM, now=figures.cast.now, today=figures.cast.today)
        client = client_of(figures.cast.standing_officer)
        here = f"/so-lieu/ky/{figures.period.uid}/"
        page = text(client.get(here, {"level": "commune"}))
        assert "ở cả các trang khác: 3 đơn vị, 3 bản chờ nhận" in page
        assert f'action="{here}xu-ly/?level=commune"' in page
        answer = client.post(f"{here}xu-ly/?level=commune", {"viec": "nghiem-thu", "tat-ca": "1"})
        assert answer["Location"] == f"{here}?level=commune"
        communes = (figures.commune, figures.neighbour, figures.third)
        assert {figures.again(one).state for one in communes} == {ReturnState.ACCEPTED}
        assert figures.again(figures.office).state == ReturnState.SUBMITTED

    def test_giving_back_without_a_reason_shows_the_same_list_again(
        self, figures: FiguresCast, client_of: ClientOf
    ) -> None:
        hand_in(figures)
        client = client_of(figures.cast.standing_officer)
        address = f"/so-lieu/ky/{figures.period.uid}/xu-ly/?state=submitted"
        answer = client.post(address, {"viec": "tra-lai", "tat-ca": "1"})
        assert answer.status_code == 422
        assert [one.agency for one in answer.context["page"].lines] == ["UBND xã Suối Nhạn"]

    def test_a_list_of_one_page_offers_no_box_for_all(self, figures: FiguresCast, client_of: ClientOf) -> None:
        client = client_of(figures.cast.standing_officer)
        assert 'name="tat-ca"' not in text(client.get(f"/so-lieu/ky/{figures.period.uid}/", {"q": "doi che"}))


class TestDeciding:
    """What is done with ticked rows."""

    def post(self, figures: FiguresCast, client_of: ClientOf, **values: Any) -> Any:
        client = client_of(figures.cast.standing_officer)
        return client.post(f"/so-lieu/ky/{figures.period.uid}/xu-ly/", values, follow=values.get("viec") != "don-doc")

    def test_ticked_returns_are_taken_in_and_the_rest_is_told(self, figures: FiguresCast, client_of: ClientOf) -> None:
        sheet = hand_in(figures)
        page = text(self.post(figures, client_of, viec="nghiem-thu", chon=[str(sheet.uid), str(figures.neighbour.uid)]))
        assert "Đã nhận 1 bản số liệu" in page
        assert "UBND xã Đồi Chè: Bản số liệu không còn chờ nhận" in page
        assert figures.again(sheet).state == ReturnState.ACCEPTED

    def test_giving_back_wants_the_reason(self, figures: FiguresCast, client_of: ClientOf) -> None:
        sheet = hand_in(figures)
        refused = self.post(figures, client_of, viec="tra-lai", chon=[str(sheet.uid)], reason="")
        assert refused.status_code == 422
        self.post(figures, client_of, viec="tra-lai", chon=[str(sheet.uid)], reason="Sửa dòng 2.1.4 cho khớp.")
        assert figures.again(sheet).return_reason == "Sửa dòng 2.1.4 cho khớp."

    def test_urging_goes_through_the_other_ledger(self, figures: FiguresCast, client_of: ClientOf) -> None:
        response = self.post(figures, client_of, viec="don-doc", chon=[str(figures.neighbour.uid)])
        assert response.url == f"/nhiem-vu/nhieu/?viec=don-doc&chon={figures.again(figures.neighbour).obligation.uid}"
        assert client_of(figures.cast.standing_officer).get(response.url).status_code == 200

    @pytest.mark.parametrize("chosen", [[], ["nonsense"], ["00000000-0000-0000-0000-000000000000"]])
    def test_nothing_ticked_is_said(self, figures: FiguresCast, client_of: ClientOf, chosen: list[str]) -> None:
        assert "Chưa chọn bản số liệu nào" in text(self.post(figures, client_of, viec="nghiem-thu", chon=chosen))


def test_a_return_is_opened_again_by_its_form(figures: FiguresCast, client_of: ClientOf) -> None:
    sheet = hand_in(figures)
    returns_accept([sheet], actor=figures.cast.standing_officer.actor, now=figures.cast.now)
    client, address = client_of(figures.cast.standing_officer), f"/so-lieu/ban/{sheet.uid}/mo-lai/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"until": "01/01/2026", "reason": "Thiếu hồ sơ đất đai"}).status_code == 422
    until = figures.cast.today + timedelta(days=3)
    client.post(address, {"until": f"{until:%d/%m/%Y}", "reason": "Thiếu hồ sơ đất đai"})
    assert figures.again(sheet).open_until == until
    assert client_of(figures.cast.commune_officer).get(address).status_code == 403


def test_the_history_says_who_changed_what_when(figures: FiguresCast, client_of: ClientOf) -> None:
    officer = figures.cast.commune_officer
    figures.save(
        figures.commune, {"steer.docs": 8803, "steer.plan": "yes", "staff.quota": "@none_yet"}, actor=officer.actor
    )
    page = text(client_of(officer).get(f"/so-lieu/ban/{figures.commune.uid}/lich-su/"))
    for words in ("8.803", "Có", "Chưa phát sinh", "(trống)", officer.user.full_name, "nhập tay"):
        assert words in page
    assert (
        client_of(figures.cast.neighbour_officer).get(f"/so-lieu/ban/{figures.commune.uid}/lich-su/").status_code == 404
    )


def test_the_obligation_offers_the_form_instead_of_a_paper(figures: FiguresCast, client_of: ClientOf) -> None:
    obligation = figures.commune.obligation
    page = text(client_of(figures.cast.commune_officer).get(f"/nhiem-vu/{obligation.uid}/"))
    assert f'href="/so-lieu/ban/{figures.commune.uid}/"' in page
    assert "Nhập số liệu" in page
    assert 'id="h-nop"' not in page
    standing = text(client_of(figures.cast.standing_officer).get(f"/nhiem-vu/{obligation.uid}/"))
    assert "Nộp thay đơn vị" not in standing


def test_pages_ask_as_little_for_many_units_as_for_few(
    figures: FiguresCast, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    client = client_of(figures.cast.standing_officer)
    client.get("/so-lieu/")
    with django_assert_max_num_queries(14):
        client.get("/so-lieu/")
    with django_assert_max_num_queries(12):
        client.get(f"/so-lieu/ky/{figures.period.uid}/")
    with django_assert_max_num_queries(12):
        client.get(f"/so-lieu/ky/{figures.period.uid}/", {"state": "draft", "level": "commune", "q": "xã"})


def test_who_stands_above_takes_in_on_the_same_page_what_the_standing_body_may_not(
    figures: FiguresCast, client_of: ClientOf
) -> None:
    cast = figures.cast
    figures.save(figures.standing, {"staff.quota": 5})
    return_submit(figures.again(figures.standing), actor=SYSTEM, now=cast.now, today=cast.today)
    client, here = client_of(cast.province_leader), f"/so-lieu/ky/{figures.period.uid}/"
    shown = client.get(here).content.decode()
    assert "Nhận số liệu" in shown and "Khóa kỳ" not in shown
    client.post(f"{here}xu-ly/", {"viec": "nghiem-thu", "chon": str(figures.standing.uid)})
    assert figures.again(figures.standing).state == ReturnState.ACCEPTED
    assert client.post(f"{here}xu-ly/", {"viec": "nghiem-thu"}).status_code == 403  # nothing waits for them any more


class TestNobodyExpects:
    def test_the_period_says_who_gave_a_return_on_and_who_was_excused(
        self, figures: FiguresCast, client_of: ClientOf
    ) -> None:
        Return.objects.filter(pk=figures.commune.pk).update(
            kind="aside", passed_to=figures.cast.neighbour, aside_reason="Sáp nhập xã"
        )
        Return.objects.filter(pk=figures.third.pk).update(kind="aside", aside_reason="Không phát sinh")
        page = text(client_of(figures.cast.standing_officer).get(f"/so-lieu/ky/{figures.period.uid}/"))
        assert "Chuyển cho UBND xã Đồi Chè: Sáp nhập xã" in page
        assert "Thôi giao: Không phát sinh" in page

    def test_its_own_page_says_so_and_takes_nothing(self, figures: FiguresCast, client_of: ClientOf) -> None:
        figures.save(figures.commune, {"steer.docs": 4})
        Return.objects.filter(pk=figures.commune.pk).update(kind="aside", aside_reason="Không phát sinh")
        page = text(client_of(figures.cast.commune_officer).get(f"/so-lieu/ban/{figures.commune.uid}/", follow=True))
        assert "Không còn phải gửi bản số liệu này" in page
        assert "Thôi giao: Không phát sinh" in page
        assert 'name="dien"' not in page

    def test_the_day_of_counting_stands_with_what_it_counts_for(
        self, figures: FiguresCast, client_of: ClientOf
    ) -> None:
        period_count(figures.period, actor=SYSTEM, now=figures.cast.now)
        said = f"số lấy từ sổ ngày {figures.cast.today:%d/%m/%Y}"
        officer = client_of(figures.cast.commune_officer)
        assert said in text(officer.get(f"/so-lieu/ban/{figures.commune.uid}/", follow=True))
        hand_in(figures)
        assert said not in text(officer.get(f"/so-lieu/ban/{figures.commune.uid}/", follow=True))
