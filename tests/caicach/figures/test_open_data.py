"""What was published is there for everybody, as it was published, until it is withdrawn; what was not is not."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from caicach.audit.models import Entry
from caicach.figures.models import Period, Publication, Return
from caicach.figures.selectors.open_data import published_for
from caicach.figures.services import (
    consolidate,
    period_publish,
    period_unpublish,
    sections_merge,
    whole_finish,
    whole_unfinish,
)
from caicach.web.errors import BadInput, Beyond, NotAllowed, WrongState
from figures_cast import GOOD, FiguresCast

RECEIVED = "dossier.received"


@pytest.fixture
def closed(figures: FiguresCast) -> FiguresCast:
    """The period with one commune's figures in its closed whole."""
    figures.save(figures.commune, GOOD | {"money.spent": "@none_yet"})
    Return.objects.filter(pk=figures.commune.pk).update(state="accepted", submitted_at=figures.cast.now)
    close(figures)
    return figures


def close(figures: FiguresCast) -> None:
    """Add the period up and close it."""
    told: dict[str, Any] = {"actor": figures.cast.standing_officer.actor, "now": figures.cast.now}
    consolidate(figures.period, **told)
    sections_merge(figures.whole, ["steer", "dossier", "staff"], **told)
    whole_finish(figures.again(figures.whole), **told)


def period_of(figures: FiguresCast) -> Period:
    """Return the period as it stands."""
    return Period.objects.get(pk=figures.period.pk)


def publish(figures: FiguresCast, *, hours: int = 1) -> Publication:
    """Publish the period, some hours after now."""
    now = figures.cast.now + timedelta(hours=hours)
    return period_publish(period_of(figures), actor=figures.cast.standing_officer.actor, now=now)


def address(figures: FiguresCast, rest: str = "") -> str:
    """Return the address of the period's data."""
    return f"/du-lieu-mo/{figures.period.uid}/{rest}"


def correct(figures: FiguresCast, *, hours: int = 2) -> None:
    """Open the whole again, let the commune's figure be another, and close it."""
    cast, later = figures.cast, figures.cast.now + timedelta(hours=hours)
    actor = cast.standing_officer.actor
    whole_unfinish(figures.again(figures.whole), actor=actor, reason="Sửa số hồ sơ", now=later)
    Return.objects.filter(pk=figures.commune.pk).update(state="draft")
    figures.save(figures.again(figures.commune), {"dossier.received[channel_in=online,tier=commune]": 71})
    Return.objects.filter(pk=figures.commune.pk).update(state="accepted")
    consolidate(period_of(figures), actor=actor, now=later)
    sections_merge(figures.whole, ["steer", "dossier", "staff"], actor=actor, now=later)
    whole_finish(figures.again(figures.whole), actor=actor, now=later)


@pytest.mark.parametrize("rest", ["", "tu-dien/", "tu-dien.csv", "so-lieu.csv", "so-lieu.xlsx", "so-lieu.json"])
def test_what_was_not_published_is_not_there_for_anybody(closed: FiguresCast, client: Client, rest: str) -> None:
    assert client.get(address(closed, rest)).status_code == 404
    assert "Chưa có số liệu nào được công bố" in client.get("/du-lieu-mo/").content.decode()


def test_everybody_reads_what_was_published_with_how_many_units_it_comes_from(
    closed: FiguresCast, client: Client
) -> None:
    publish(closed)
    listed = client.get("/du-lieu-mo/").content.decode()
    assert address(closed) in listed and "1/6" in listed
    shown = client.get(address(closed)).content.decode()
    assert "Hồ sơ tiếp nhận mới" in shown and "1/3" in shown and "đơn vị thiếu không tính là 0" in shown
    assert "ghi nguồn" in shown and "Sở Nội vụ" in shown and "http://testserver" + address(closed) in shown
    assert closed.cast.commune.current_name not in shown  # no unit's own figures


def test_a_reader_asks_the_database_once_whatever_is_published(
    closed: FiguresCast, client: Client, django_assert_num_queries: Any
) -> None:
    publish(closed)
    for rest in ("", "tu-dien/", "so-lieu.json", "so-lieu.csv", "so-lieu.xlsx", "tu-dien.csv"):
        with django_assert_num_queries(1):
            assert client.get(address(closed, rest)).status_code == 200
    with django_assert_num_queries(1):
        client.get("/du-lieu-mo/")


def test_files_say_the_same_figures_in_three_ways(closed: FiguresCast, client: Client) -> None:
    publish(closed)
    rows = list(csv.DictReader(io.StringIO(client.get(address(closed, "so-lieu.csv")).content.decode("utf-8-sig"))))
    (row,) = [one for one in rows if one["line_key"] == RECEIVED and one["members"] == "tier=commune"]
    assert (row["value"], row["received"], row["expected"], row["publisher"]) == (
        "100", "1", "3", "UBND tỉnh Sông Mây",
    )  # fmt: skip
    told = json.loads(client.get(address(closed, "so-lieu.json")).content)
    (cell,) = [one for one in told["cells"] if one["line_key"] == RECEIVED and one["members"] == {"tier": "commune"}]
    assert (cell["value"], cell["received"], cell["expected"]) == ("100", 1, 3)
    assert told["licence"] and told["contact"] == "Sở Nội vụ" and told["source"].endswith("16/03/2026")
    book = load_workbook(io.BytesIO(client.get(address(closed, "so-lieu.xlsx")).content))
    assert book.sheetnames == ["Số liệu", "Từ điển dữ liệu"]
    assert 100 in [one.value for column in book["Số liệu"].columns for one in column]


def test_the_dictionary_says_of_every_published_line_what_it_means(closed: FiguresCast, client: Client) -> None:
    publish(closed)
    told = json.loads(client.get(address(closed, "so-lieu.json")).content)
    rows = list(csv.DictReader(io.StringIO(client.get(address(closed, "tu-dien.csv")).content.decode("utf-8-sig"))))
    meant = {(one["line_key"], one["members"]): one for one in rows}
    for cell in told["cells"]:
        key = (cell["line_key"], ",".join(f"{name}={said}" for name, said in sorted(cell["members"].items())))
        assert {"label", "unit", "time", "aggregation", "formula"} <= set(meant[key])
        assert meant[key]["label"] and meant[key]["time"] and meant[key]["aggregation"]
    assert meant["dossier.rate", "tier=commune"]["formula"] == "(dossier.on_time / dossier.resolved) * 100"
    assert meant["link.communes", ""]["formula"] == "link.done == 'yes'"
    assert set(told["dimensions"]) == {"tier", "channel_in"} and told["null_reasons"]["none_yet"] == "Chưa phát sinh"
    shown = client.get(address(closed, "tu-dien/")).content.decode()
    for key in ("dossier.received[channel_in=online,tier=commune]", "none_yet", "phát sinh trong kỳ", "null_reason"):
        assert key in shown


def test_a_copy_that_is_still_the_same_is_not_sent_again(closed: FiguresCast, client: Client) -> None:
    publish(closed)
    first = client.get(address(closed, "so-lieu.csv"))
    assert first["Cache-Control"] == "public, max-age=300" and "Set-Cookie" not in first
    assert first["Access-Control-Allow-Origin"] == "*" and not first.cookies
    again = client.get(address(closed, "so-lieu.csv"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    correct(closed)
    publish(closed, hours=3)
    changed = client.get(address(closed, "so-lieu.csv"), headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200 and changed["ETag"] != first["ETag"]


def test_figures_that_change_afterwards_stay_as_published_until_they_are_published_again(
    closed: FiguresCast, client: Client
) -> None:
    before = publish(closed)
    assert not published_for(closed.period.uid).is_outdated
    data = client.get(address(closed, "so-lieu.json")).content
    correct(closed)
    assert client.get(address(closed, "so-lieu.json")).content == data
    assert "cơ quan đã sửa số liệu tổng hợp" in client.get(address(closed)).content.decode()
    made = publish(closed, hours=3)
    assert (made.number, published_for(closed.period.uid).is_outdated) == (2, False)
    assert "101" in client.get(address(closed)).content.decode()
    before.refresh_from_db()
    assert before.ended_at is not None and before.end_reason == ""


def test_a_whole_that_became_stale_is_told_on_the_page(closed: FiguresCast, client: Client) -> None:
    publish(closed)
    Return.objects.filter(pk=closed.whole.pk).update(stale_since=closed.cast.now)
    assert published_for(closed.period.uid).is_outdated
    assert "Đang rà soát lại" in client.get(address(closed)).content.decode()


def test_only_a_closed_current_whole_is_published_and_only_what_is_new(closed: FiguresCast) -> None:
    actor = closed.cast.standing_officer.actor
    Return.objects.filter(pk=closed.whole.pk).update(stale_since=closed.cast.now)
    with pytest.raises(WrongState, match="Tổng hợp lại"):
        publish(closed)
    assert period_of(closed).published_at is None
    Return.objects.filter(pk=closed.whole.pk).update(stale_since=None)
    seen = period_of(closed)
    publish(closed)
    with pytest.raises(WrongState):  # somebody else was quicker
        period_publish(seen, actor=actor, now=closed.cast.now + timedelta(hours=2))
    with pytest.raises(WrongState, match="không có gì mới"):
        publish(closed, hours=2)
    whole_unfinish(closed.again(closed.whole), actor=actor, reason="Sửa", now=closed.cast.now)
    with pytest.raises(WrongState, match="đã chốt"):
        publish(closed, hours=3)
    assert Publication.objects.count() == 1


def test_withdrawing_wants_a_reason_and_leaves_it_in_the_history(closed: FiguresCast, client: Client) -> None:
    made = publish(closed)
    told: dict[str, Any] = {"actor": closed.cast.standing_officer.actor, "now": closed.cast.now + timedelta(hours=2)}
    with pytest.raises(BadInput):
        period_unpublish(period_of(closed), reason=" ", **told)
    period_unpublish(period_of(closed), reason="Sai số liệu đất đai", **told)
    assert client.get(address(closed)).status_code == 404
    with pytest.raises(Beyond):
        published_for(closed.period.uid)
    with pytest.raises(WrongState):
        period_unpublish(period_of(closed), reason="Sai", **told)
    made.refresh_from_db()
    assert (made.end_reason, made.ended_by) == ("Sai số liệu đất đai", closed.cast.standing_officer.user)
    assert publish(closed, hours=3).number == 2  # and may be published again
    acts = Entry.objects.filter(object_kind="figures.Period", action__contains="publish").values_list(
        "action", flat=True
    )
    assert sorted(acts) == ["figures.publish", "figures.publish", "figures.unpublish"]


def test_publishing_is_the_standing_bodys(closed: FiguresCast) -> None:
    for person in (closed.cast.commune_officer, closed.cast.department_officer, closed.cast.province_leader):
        with pytest.raises(NotAllowed):
            period_publish(period_of(closed), actor=person.actor, now=closed.cast.now)
        with pytest.raises(NotAllowed):
            period_unpublish(period_of(closed), actor=person.actor, reason="Sai", now=closed.cast.now)


def test_the_wholes_page_publishes_publishes_again_and_withdraws(closed: FiguresCast, client: Client) -> None:
    whole, act = f"/so-lieu/tong-hop/{closed.period.uid}/", f"/so-lieu/ky/{closed.period.uid}/"
    client.force_login(closed.cast.standing_officer.user)
    assert ">Công bố<" in client.get(whole).content.decode().replace("\n", "").replace("  ", "")
    assert "Đã công bố" in client.post(f"{act}cong-bo/", follow=True).content.decode()
    shown = client.get(whole).content.decode()
    assert address(closed) in shown and "Công bố lại" in shown
    assert client.post(f"{act}rut-cong-bo/").status_code == 422
    assert "Đã rút" in client.post(f"{act}rut-cong-bo/", {"reason": "Sai số liệu"}, follow=True).content.decode()
    assert address(closed) not in client.get(whole).content.decode()


def test_whoever_is_not_signed_in_finds_it_from_the_door(client: Client, closed: FiguresCast) -> None:
    assert 'href="/du-lieu-mo/"' in client.get("/tai-khoan/dang-nhap/").content.decode()
