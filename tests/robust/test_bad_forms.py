"""Every form with every bad value in every field: a sentence or a page, never a failure, nothing half done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.obligations.constants import ObligationState, TrackingMode
from caicach.obligations.models import Obligation, Transition
from caicach.plans import services
from caicach.plans.models import Deliverable, Plan
from cast import PDF, Cast
from corpora.bad.forms import HARMLESS, SCRIPT, SHARP, VALUES
from plans_sample import OPEN_ROW, ROWS, plan_text
from scoring_cast import locked, scoring_cast_make

KEY, PLAN_DONE = "procedures.dossiers.on_time", "steering.plan.done"
Build = Callable[[Cast], tuple[str, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: who fills it in, and how its address and its good values are found."""

    who: str
    build: Build


def under_review(cast: Cast) -> Plan:
    """Return a plan that is read, with one phrase open."""
    plan = services.plan_upload(
        actor=cast.standing_officer.actor,
        content=plan_text(*ROWS, OPEN_ROW),
        file_name="ke-hoach.txt",
        issuer_id=cast.province.pk,
        year=None,
        is_run_as_current=False,
        now=cast.now,
    )
    return services.plan_read(plan, year=None)


def _upload(cast: Cast) -> tuple[str, dict[str, Any]]:
    return "/ke-hoach/tai-len/", {"issuer": cast.province.pk, "year": 2026}


def _row(cast: Cast) -> tuple[str, dict[str, Any]]:
    plan = under_review(cast)
    good = {
        "number": "1",
        "area_code": "institutions",
        "task_text": "Rà soát văn bản",
        "text": "Kế hoạch rà soát",
        "deadline_text": "Trước ngày 31/3/2026",
        "due_override_on": "",
        "mode": "document",
        "ownership": "each",
        "lead": "Sở Tài chính",
        "coordinating": "",
        "monitoring": "",
        "acceptor": "",
        "budget": "",
        "note": "",
    }
    return f"/ke-hoach/{plan.uid}/ra-soat/1/", good


def _header(cast: Cast) -> tuple[str, dict[str, Any]]:
    good = {
        "type": "kế hoạch",
        "symbol": "88/KH-UBND",
        "issued_on": "05/01/2026",
        "title": "Cải cách hành chính",
        "signer": "",
        "year": "2026",
        "standing_body": cast.standing.pk,
    }
    return f"/ke-hoach/{under_review(cast).uid}/thong-tin/", good


def _settle(cast: Cast) -> tuple[str, dict[str, Any]]:
    good = {"phrase": OPEN_ROW.split("\t")[4], "choice": f"a:{cast.office.pk}", "position": "5", "is_remembered": "on"}
    return f"/ke-hoach/{under_review(cast).uid}/cum-tu/", good


def _bulk(cast: Cast) -> tuple[str, dict[str, Any]]:
    plan = under_review(cast)
    return f"/ke-hoach/{plan.uid}/hang-loat/", {"rows": plan.deliverables.first().pk, "mode": "", "ownership": ""}


def _document(cast: Cast) -> tuple[str, dict[str, Any]]:
    good = {
        "number": "1",
        "type": "Báo cáo",
        "symbol": "12/BC-UBND",
        "issued_on": "10/03/2026",
        "issuer_name": "UBND xã Suối Nhạn",
        "subject": "Kết quả",
    }
    return f"/nhiem-vu/{cast.obligation().uid}/nop/", good


def _figure(cast: Cast) -> tuple[str, dict[str, Any]]:
    one = cast.obligation(duty={"mode": TrackingMode.FIGURE})
    return f"/nhiem-vu/{one.uid}/nop/", {"number": "1", "value": "8.803", "unit": "hồ sơ"}


def _declared(cast: Cast) -> tuple[str, dict[str, Any]]:
    one = cast.obligation(duty={"mode": TrackingMode.DECLARED})
    return f"/nhiem-vu/{one.uid}/nop/", {"number": "1", "sentence": "Đã làm xong việc được giao."}


def _accept(cast: Cast) -> tuple[str, dict[str, Any]]:
    return f"/nhiem-vu/{cast.obligation(state=ObligationState.SUBMITTED).uid}/nghiem-thu/", {"number": "1"}


def _return(cast: Cast) -> tuple[str, dict[str, Any]]:
    one = cast.obligation(state=ObligationState.SUBMITTED)
    return f"/nhiem-vu/{one.uid}/tra-lai/", {"number": "1", "reason": "Thiếu chữ ký của lãnh đạo."}


def _event(cast: Cast) -> tuple[str, dict[str, Any]]:
    one = cast.obligation(state=ObligationState.DORMANT)
    good = {"occurred_on": "10/03/2026", "due_on": "30/03/2026", "description": "Có công bố", "xem-truoc": "1"}
    return f"/nhiem-vu/{one.uid}/su-kien/", good


def _claim(cast: Cast) -> tuple[str, dict[str, Any]]:
    sheet = scoring_cast_make(cast).commune
    return f"/cham-diem/phieu/{sheet.uid}/{KEY}/diem/", {"value": "98,5", "note": "Có sổ.", "revision": "1"}


def _left_out(cast: Cast) -> tuple[str, dict[str, Any]]:
    sheet = scoring_cast_make(cast).commune
    return f"/cham-diem/phieu/{sheet.uid}/{KEY}/khong-ap-dung/", {"reason": "Xã không tiếp nhận hồ sơ."}


def _grid(cast: Cast) -> tuple[str, dict[str, Any]]:
    made = scoring_cast_make(cast)
    locked(made, {KEY: "3"})
    pk = made.score(made.commune, PLAN_DONE).pk
    good = {"diem": "1", "viec": "", "ly_do": "figures_differ", "y_kien": "Theo sổ nhiệm vụ."}
    fields = {f"{name}_{pk}": value for name, value in good.items()} | {f"sua_{pk}": "1"}
    return f"/cham-diem/tham-dinh/{made.round.uid}/{PLAN_DONE}/", fields


def _closing(cast: Cast) -> tuple[str, dict[str, Any]]:
    round_ = scoring_cast_make(cast).round
    good = {"phase": "self_scoring", "goes_on_without": "on", "words": "Đã nhắc hai lần."}
    return f"/cham-diem/dot/{round_.uid}/cac-buoc/ket-thuc/", good


def _moving(cast: Cast) -> tuple[str, dict[str, Any]]:
    round_ = scoring_cast_make(cast).round
    good = {"phase": "self_scoring", "due_on": "02/12/2026", "reason": "Công văn 9/UBND-NV."}
    return f"/cham-diem/dot/{round_.uid}/cac-buoc/doi-han/", good


FORMS = {
    "plan": Form("standing_officer", _upload),
    "row": Form("standing_officer", _row),
    "header": Form("standing_officer", _header),
    "phrase": Form("standing_officer", _settle),
    "rows": Form("standing_officer", _bulk),
    "document": Form("commune_officer", _document),
    "figure": Form("commune_officer", _figure),
    "sentence": Form("commune_officer", _declared),
    "acceptance": Form("standing_officer", _accept),
    "return": Form("standing_officer", _return),
    "event": Form("standing_officer", _event),
    "claim": Form("commune_officer", _claim),
    "not applicable": Form("commune_officer", _left_out),
    "grid": Form("standing_officer", _grid),
    "closing": Form("standing_officer", _closing),
    "moving": Form("standing_officer", _moving),
}
LISTS = ("/nhiem-vu/", "/nhiem-vu/qua-han/", "/nhiem-vu/cho-nghiem-thu/", "/ke-hoach/", "/co-quan/", "/")
FILTERS = (
    *("trang", "co", "q", "area", "mode", "period", "state", "late", "agency", "plan", "duty", "level", "kind", "sort"),
    *("due_from", "due_to", "tim", "ngay", "theo", "nam", "ky", "next"),
)
# A refusal is told on the page; the one form without a page of its own leads back with the sentence, and a grid in
# which nothing was touched is saved as it is.
MOVES = {name: () if name in ("phrase", "grid") else (302,) for name in FORMS}
ANSWERS = {200, 302, 400, 403, 404, 405, 409, 413, 422}


@pytest.fixture
def browsers(cast: Cast) -> dict[str, Client]:
    """A browser for each person of the forms."""
    found = {}
    for who in {form.who for form in FORMS.values()}:
        found[who] = Client(raise_request_exception=False)
        found[who].force_login(getattr(cast, who).user)
    return found


def spoilt(good: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (what is wrong, the form): every bad value in all fields at once, the sharp ones in each by itself."""
    for name, value in VALUES.items():
        yield f"all: {name}", dict.fromkeys(good, value)
    for field in good:
        for name in SHARP:
            yield f"{field}: {name}", {**good, field: VALUES[name]}


def content(browser: Client, path: str, data: dict[str, Any]) -> tuple[int, str]:
    body = urlencode(data, errors="surrogatepass").encode()
    answer = browser.post(path, body, content_type="application/x-www-form-urlencoded")
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("name", FORMS)
def test_no_value_breaks_a_form(name: str, cast: Cast, browsers: dict[str, Client]) -> None:
    path, good = FORMS[name].build(cast)
    before = {model: model.objects.count() for model in (Obligation, Plan, Deliverable)}
    odd = []
    for wrong, data in spoilt(good):
        status, page = content(browsers[FORMS[name].who], path, data)
        if status not in ANSWERS or SCRIPT in page or "onerror=alert(1)>" in page or "Traceback" in page:
            odd.append((wrong, status))
    assert odd == []
    assert {model: model.objects.count() for model in before} == before
    for one in Obligation.objects.all():
        last = Transition.objects.filter(obligation=one).order_by("-pk").first()
        assert one.state == (last.to_state if last else ObligationState.OPEN)


@pytest.mark.parametrize("name", FORMS)
def test_fields_too_many_twice_or_missing(name: str, cast: Cast, browsers: dict[str, Client]) -> None:
    path, good = FORMS[name].build(cast)
    browser = browsers[FORMS[name].who]
    for data in ({}, {"khac": "1"}, {f"f{number}": "" for number in range(20_001)}):
        assert content(browser, path, data)[0] in ANSWERS - {200, *MOVES[name]}, list(data)[:1]
    twice = urlencode([*good.items(), *((field, "x") for field in good)])
    assert browser.post(path, twice, content_type="application/x-www-form-urlencoded").status_code in ANSWERS - {200}
    for kind in ("application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data", "?/?"):
        answer = browser.generic("POST", path, b'{"a": [1', content_type=kind)
        assert answer.status_code in ANSWERS - {200, *MOVES[name]}, kind


@pytest.mark.parametrize("name", FORMS)
def test_a_form_without_its_token_is_refused(name: str, cast: Cast) -> None:
    path, good = FORMS[name].build(cast)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(getattr(cast, FORMS[name].who).user)
    answer = browser.post(path, good)
    assert answer.status_code == 403
    assert "Biểu mẫu đã hết hiệu lực" in answer.content.decode()


@pytest.mark.parametrize("name", FORMS)
def test_other_methods_are_refused(name: str, cast: Cast, browsers: dict[str, Client]) -> None:
    path, _good = FORMS[name].build(cast)
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "XYZ"):
        assert browsers[FORMS[name].who].generic(method, path).status_code == 405, method


@pytest.mark.parametrize("path", LISTS)
def test_no_query_breaks_a_list(path: str, cast: Cast, browsers: dict[str, Client]) -> None:
    cast.obligation()
    browser = browsers["standing_officer"]
    odd = []
    queries = [(name, dict.fromkeys(FILTERS, value)) for name, value in VALUES.items()]
    queries += [(f"{field}: {name}", {field: VALUES[name]}) for field in FILTERS for name in SHARP[1:5]]
    for name, query in queries:
        if len(str(query)) > 150_000:
            continue  # no server takes an address of a megabyte
        answer = browser.get(f"{path}?{urlencode(query, errors='surrogatepass')}")
        if answer.status_code not in {200, 404, 422} or SCRIPT in answer.content.decode():
            odd.append((name, answer.status_code))
    assert odd == []


def test_words_come_back_as_they_were_sent_and_harm_nothing(cast: Cast, browsers: dict[str, Client]) -> None:
    path, good = _row(cast)
    browser = browsers["standing_officer"]
    for name, value in HARMLESS.items():
        content(browser, path, {**good, "note": value, "text": value, "task_text": value, "lead": value})
        page = browser.get(path)
        assert page.status_code == 200, name
        assert SCRIPT not in page.content.decode(), name
    for page in ("hang-loat/", "giao-viec/", "ra-soat/2/"):
        assert SCRIPT not in browser.get(path.replace("ra-soat/1/", page)).content.decode()


def test_a_hand_in_with_a_file_of_another_kind_leaves_nothing(cast: Cast, browsers: dict[str, Client]) -> None:
    path, good = _document(cast)
    for file in (b"", b"MZ\x90\x00" + bytes(100), b"<html><script>alert(1)</script>", PDF[:0]):
        status, page = (
            (
                answer := browsers["commune_officer"].post(path, {**good, "file": SimpleUploadedFile("a.pdf", file)})
            ).status_code,
            answer.content.decode(),
        )
        assert (status, SCRIPT in page) in {(422, False), (302, False)}
    assert set(Obligation.objects.values_list("state", flat=True)) <= {"open", "submitted"}
