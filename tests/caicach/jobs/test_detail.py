from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from caicach.accounts.models import User
from caicach.jobs import registry
from caicach.jobs.models import JobRun, JobState
from caicach.web.registry import Registry

HTMX = {"HX-Request": "true"}


@pytest.fixture
def run(start) -> JobRun:
    return start(lambda job, plan: None, plan=7)


@pytest.fixture
def browser(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


@pytest.fixture
def address(run: JobRun) -> str:
    return reverse("jobs:detail", args=[run.uid])


def set_state(run: JobRun, state: JobState, **values: object) -> None:
    JobRun.objects.filter(pk=run.pk).update(state=state, **values)


def test_the_starter_sees_how_far_it_is(browser: Client, run: JobRun, address: str) -> None:
    set_state(run, JobState.RUNNING, step="Đọc bảng", done_units=3, total_units=12)
    response = browser.get(address)
    assert response.status_code == 200
    text = response.content.decode()
    assert "Thử việc" in text
    assert "Đọc bảng" in text
    assert 'max="12" value="3"' in text
    assert reverse("jobs:cancel", args=[run.uid]) in text


def test_a_script_gets_the_fragment_that_asks_again(browser: Client, run: JobRun, address: str) -> None:
    text = browser.get(address, headers=HTMX).content.decode()
    assert "<html" not in text
    assert f'hx-get="{address}" hx-trigger="every 1s"' in text


def test_an_ended_run_is_not_asked_for_again(browser: Client, run: JobRun, address: str) -> None:
    set_state(run, JobState.FAILED, problem="Tệp bị hỏng.")
    text = browser.get(address, headers=HTMX).content.decode()
    assert "Tệp bị hỏng." in text
    assert "hx-trigger" not in text
    assert reverse("jobs:cancel", args=[run.uid]) not in text


def test_a_finished_run_leads_to_its_result(
    browser: Client, run: JobRun, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses: Registry = Registry("jobs.addresses")
    addresses.add("test.job", lambda plan: f"/ke-hoach/{plan}/")
    monkeypatch.setattr("caicach.jobs.pages.addresses", addresses)
    monkeypatch.setattr(registry, "addresses", addresses)
    set_state(run, JobState.DONE)
    assert browser.get(address, headers=HTMX).headers["HX-Redirect"] == "/ke-hoach/7/"
    assert browser.get(address).headers["Location"] == "/ke-hoach/7/"


def test_somebody_else_finds_nothing(client: Client, run: JobRun, address: str) -> None:
    client.force_login(User.objects.create_user("la", full_name="Người Lạ"))
    assert client.get(address).status_code == 404
    assert client.post(reverse("jobs:cancel", args=[run.uid])).status_code == 404
    run.refresh_from_db()
    assert run.state == JobState.QUEUED


def test_nobody_finds_nothing_without_signing_in(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"].startswith(reverse("accounts:sign_in"))


def test_the_starter_cancels(browser: Client, run: JobRun, address: str, now: datetime) -> None:
    response = browser.post(reverse("jobs:cancel", args=[run.uid]))
    assert response.headers["Location"] == address
    run.refresh_from_db()
    assert run.state == JobState.CANCELLED
    assert "dừng theo yêu cầu" in browser.get(address).content.decode()


def test_cancelling_refuses_get(browser: Client, run: JobRun) -> None:
    assert browser.get(reverse("jobs:cancel", args=[run.uid])).status_code == 405
    run.refresh_from_db()
    assert run.state == JobState.QUEUED


def test_the_page_costs_few_queries(browser: Client, address: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(5):
        browser.get(address)
