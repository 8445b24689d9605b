"""Every file of the bad corpus, through the door that people use: a sentence, and nothing left behind."""

import html
import io
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as given
from django.test import Client
from django.utils import translation

from caicach.files.models import StoredFile
from caicach.jobs.models import JobRun, JobState
from caicach.plans.models import Deliverable, Plan, PlanTask
from caicach.ui.sentences import in_language
from cast import Cast
from corpora.bad.files import FILES, BadFile
from vanban.text.messages import MESSAGES

REFUSED = {name: bad for name, bad in FILES.items() if not bad.is_read}
READ = {name: bad for name, bad in FILES.items() if bad.is_read}


@pytest.fixture(autouse=True)
def nothing_logged(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is refused with a sentence is no error of the program; the machine has no LibreOffice."""
    monkeypatch.setenv("CAICACH_SOFFICE", "")
    caplog.set_level(logging.ERROR)
    yield
    assert [record.getMessage() for record in caplog.records] == []


def fixed_words(code: str) -> str:
    """Return what a code's sentence says before its first word of its own."""
    return MESSAGES[code].partition("%(")[0].partition("“%")[0]


def said_by(answer: Any) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def bytes_left(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def nothing_is_left(root: Path) -> bool:
    return not any(model.objects.exists() for model in (Plan, PlanTask, Deliverable, StoredFile)) and not bytes_left(
        root
    )


def test_the_corpus_is_large_enough_and_all_its_sentences_are_known() -> None:
    assert len(REFUSED) >= 40
    assert {bad.code for bad in FILES.values()} <= set(MESSAGES)


@pytest.mark.parametrize("bad", REFUSED.values(), ids=REFUSED)
def test_a_bad_file_gets_its_sentence_and_leaves_nothing(
    bad: BadFile, send: Callable[[str, bytes], Any], officer: Client, files_root: Path
) -> None:
    answer = send(bad.name, bad.build())

    job = JobRun.objects.first()
    assert fixed_words(bad.code) in said_by(answer)
    assert answer.status_code == 422 or (job is not None and job.state == JobState.FAILED)
    assert nothing_is_left(files_root)
    if job is not None:
        officer.cookies[given.LANGUAGE_COOKIE_NAME] = "en"
        english = said_by(officer.get(f"/viec-nen/{job.uid}/"))
        with translation.override("en"):
            assert in_language(job.problem) in english
        assert job.problem not in english


@pytest.mark.parametrize("bad", READ.values(), ids=READ)
def test_a_plan_with_slips_is_read_and_the_review_says_what_to_look_at(
    bad: BadFile, send: Callable[[str, bytes], Any], officer: Client
) -> None:
    send(bad.name, bad.build())

    (plan,) = Plan.objects.all()
    assert JobRun.objects.get().state == JobState.DONE
    assert f'"{bad.code}"' in plan.reading
    for path in ("ra-soat/1/", "hang-loat/", "giao-viec/", "thong-tin/"):
        assert officer.get(f"/ke-hoach/{plan.uid}/{path}").status_code == 200


def test_an_empty_file_and_one_over_the_limit_are_refused_at_the_door(
    send: Callable[[str, bytes], Any], files_root: Path
) -> None:
    for content, sentence in ((b"", "Tệp không có nội dung"), (bytes(26 * 1024 * 1024), "lớn hơn 25 MB")):
        answer = send("ke-hoach.docx", content)
        assert answer.status_code == 422
        assert sentence in said_by(answer)
    assert nothing_is_left(files_root)


def test_nothing_is_written_where_a_name_within_an_archive_leads(
    send: Callable[[str, bytes], Any], files_root: Path
) -> None:
    outside = Path("/tmp/caicach-thoat.txt")  # noqa: S108 -- where the archive's names lead
    outside.unlink(missing_ok=True)
    for name in ("a name of the parent folder", "a name from the root"):
        send(FILES[name].name, FILES[name].build())
        JobRun.objects.all().delete()
    assert not outside.exists()


@pytest.mark.parametrize(
    "name",
    ["../../ke-hoach.txt", "C:\\Hồ sơ\\kế hoạch.txt", "kế\nhoạch.txt", "k\x00e.txt", "x" * 300 + ".txt", ".txt", "  "],
)
def test_a_name_of_a_file_is_only_a_name(officer: Client, cast: Cast, name: str, files_root: Path) -> None:
    file = io.BytesIO("KẾ HOẠCH".encode())
    file.name = name
    answer = officer.post("/ke-hoach/tai-len/", {"file": file, "issuer": cast.province.pk})

    assert answer.status_code in (302, 422)
    for plan in Plan.objects.all():
        assert not set("/\\\n\x00").intersection(plan.file_name)
        assert len(plan.file_name) <= 255
    assert all(path.parent.parent.parent == files_root for path in bytes_left(files_root))
