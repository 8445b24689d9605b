"""The job that reads registered files: page by page, so that it is never taken for dead and can be stopped."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caicach.documents.constants import READ_KIND, ReadState
from caicach.documents.jobs import documents_read
from caicach.documents.models import Document, DocumentText
from caicach.documents.services.reading import document_read, document_read_again, look_round
from caicach.jobs import runner, sweep
from caicach.jobs.models import JobRun, JobState
from caicach.jobs.services import enqueue
from caicach.web import clock
from caicach.web.actor import SYSTEM
from caicach.web.errors import NotAllowed
from cast import NOW, Cast
from vanban.reading import Document as Reading
from vanban.reading import Paragraph, ReadError
from vanban.text.findings import Place

PAGES = 3
Step = Callable[[int, int], None]


class Reader:
    """A reader of scans of three pages; ``at_page`` is called while a page is being read."""

    def __init__(self) -> None:
        self.read: list[str] = []  # the file of each page
        self.at_page: Callable[[], None] = lambda: None
        self.text = "Rà soát"

    def __call__(self, data: bytes, *, name: str, step: Step) -> Reading:
        for done in range(PAGES):
            step(done, PAGES)
            self.read.append(name)
            self.at_page()
        step(PAGES, PAGES)
        return Reading(blocks=(Paragraph(self.text, place=Place(block=0, page=1)),), format="scan", name=name)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """The reader that the program asks instead of its own."""
    made = Reader()
    monkeypatch.setattr("caicach.files.services.read_any", made)
    return made


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[timedelta], None]]:
    """Let time pass as the test says; progress is written each time."""
    now = [NOW]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    monkeypatch.setattr(runner, "WRITE_EVERY_SECONDS", 0)

    def passes(time: timedelta) -> None:
        now[0] += time

    return passes


def scans(cast: Cast, count: int) -> list[Document]:
    return [cast.document(file_name=f"{number}.pdf") for number in range(count)]


def job(cast: Cast) -> JobRun:
    return enqueue(READ_KIND, actor=SYSTEM, label="Đọc", arguments={}, now=cast.now)


def states() -> list[str]:
    return list(DocumentText.objects.order_by("document_id").values_list("state", flat=True))


class Watcher:
    """A job that writes down what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[str, int, int]] = []

    def progress(self, step: str, done: int = 0, total: int = 0) -> None:
        self.said.append((step, done, total))


def test_twenty_scans_say_a_sign_of_life_before_every_page(cast: Cast, reader: Reader) -> None:
    scans(cast, 20)
    watcher: Any = Watcher()

    documents_read(watcher)

    assert states() == [ReadState.READ] * 20
    for number in range(1, 21):
        words = f"Đọc văn bản thứ {number} trong 20"
        of_this = [(done, total) for step, done, total in watcher.said if step == words]
        assert of_this == [(number - 1, 20), *((page, PAGES) for page in range(PAGES + 1))]


def test_a_long_scan_is_never_taken_for_dead(cast: Cast, reader: Reader, moments: Callable[[timedelta], None]) -> None:
    scans(cast, 1)
    run = job(cast)
    given_up = []

    def a_slow_page() -> None:
        moments(timedelta(seconds=60))
        given_up.append(sweep.sweep(now=clock.now()))

    reader.at_page = a_slow_page
    runner.run(run.pk)

    run.refresh_from_db()
    assert given_up == [0] * PAGES
    assert (run.state, run.attempts, states()) == (JobState.DONE, 1, [ReadState.READ])


def test_a_job_that_is_asked_to_stop_stops_at_the_next_page(
    cast: Cast, reader: Reader, moments: Callable[[timedelta], None]
) -> None:
    scans(cast, 2)
    run = job(cast)
    reader.at_page = lambda: JobRun.objects.update(is_cancel_asked=True) and None

    runner.run(run.pk)

    run.refresh_from_db()
    assert (run.state, reader.read) == (JobState.CANCELLED, ["0.pdf"])
    assert states() == [ReadState.FAILED, ReadState.WAITING]
    assert "ngắt giữa chừng" in DocumentText.objects.order_by("document_id")[0].problem


def test_a_run_ends_after_a_minute_and_leaves_the_rest_to_the_next(
    cast: Cast, reader: Reader, moments: Callable[[timedelta], None]
) -> None:
    scans(cast, 3)
    reader.at_page = lambda: moments(timedelta(seconds=25))

    runner.run(job(cast).pk)
    assert states() == [ReadState.READ, ReadState.WAITING, ReadState.WAITING]
    look_round(clock.now())

    assert JobRun.objects.filter(kind=READ_KIND, state=JobState.QUEUED).count() == 1


def test_what_cannot_be_read_says_why_and_the_next_is_read(
    cast: Cast, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans(cast, 2)

    def first_is_locked(data: bytes, *, name: str, step: Step) -> Reading:
        if name == "0.pdf":
            raise ReadError("RD004", name=name)
        return reader(data, name=name, step=step)

    monkeypatch.setattr("caicach.files.services.read_any", first_is_locked)
    runner.run(job(cast).pk)

    assert states() == [ReadState.FAILED, ReadState.READ]
    assert "mật khẩu" in DocumentText.objects.order_by("document_id")[0].problem


def test_words_of_a_scan_that_bears_a_stamp_of_secrecy_are_not_kept(cast: Cast, reader: Reader) -> None:
    (document,) = scans(cast, 1)
    reader.text = "TUYỆT MẬT"

    document_read(document.pk, now=cast.now)

    words = DocumentText.objects.get()
    assert (words.state, words.body) == (ReadState.FAILED, "")
    assert "dấu độ mật" in words.problem


def test_an_old_word_file_is_read_where_the_machine_can(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice it says what is missing; the reader of new files alone would say the same for ever."""
    from corpora.bad.archives import ole_stream

    asked = []

    def converted(data: bytes, *, name: str) -> bytes:
        asked.append(name)
        raise ReadError("RD052", name=name)

    monkeypatch.setattr("caicach.web.office.docx_of", converted)
    from caicach.files.services import file_store

    stored = file_store(ole_stream("WordDocument"), now=cast.now, allowed=None)
    document_read(cast.document(file=stored, file_name="cu.doc").pk, now=cast.now)

    assert asked == ["cu.doc"]


def test_what_could_not_be_read_is_read_again_when_its_keeper_says_so(
    cast: Cast, reader: Reader, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = cast.document(actor=cast.commune_officer.actor)
    with monkeypatch.context() as without:
        without.setattr("caicach.files.services.read_any", refused)
        document_read(document.pk, now=cast.now)
    client.force_login(cast.commune_officer.user)
    again = reverse("documents:read_again", args=[document.uid])
    page = reverse("documents:detail", args=[document.uid])
    assert again in client.get(page).content.decode()

    assert "Đã xếp hàng đọc lại" in client.post(again, follow=True).content.decode()
    runner.run(JobRun.objects.get(kind=READ_KIND).pk)

    assert states() == [ReadState.READ]
    assert again not in client.get(page).content.decode()
    assert client.post(again).status_code == 409


def test_whoever_does_not_keep_the_register_lets_nothing_be_read_again(cast: Cast, reader: Reader) -> None:
    (document,) = scans(cast, 1)
    DocumentText.objects.update(state=ReadState.FAILED)

    with pytest.raises(NotAllowed):
        document_read_again(document, actor=cast.neighbour_officer.actor, now=cast.now)

    assert states() == [ReadState.FAILED]


def refused(data: bytes, *, name: str, step: Step) -> Reading:
    raise ReadError("RD004", name=name)
