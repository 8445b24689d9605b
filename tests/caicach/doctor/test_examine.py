"""A document is examined; nobody else sees it, and it goes by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.audit.models import Entry
from caicach.doctor import selectors, services
from caicach.doctor.constants import KEPT_FOR
from caicach.doctor.mapping.result import found_of
from caicach.doctor.models import Examination
from caicach.doctor.services.examining import Draft
from caicach.files.models import StoredFile
from caicach.files.selectors import path_of
from caicach.jobs.registry import rounds
from caicach.web.errors import BadInput, Beyond
from cast import Cast
from doctor_words import BROKEN_DOCX, SECRET
from vanban.reading.kinds import FileKind


def codes_of(examination: Examination) -> set[str]:
    return {one.code for one in found_of(selectors.result_of(examination))}


def test_the_faults_of_a_draft_are_found_at_once(examine: Any) -> None:
    examination = examine()

    assert examination.checked_at is not None
    assert "D101" in codes_of(examination)


def test_a_finding_says_where_it_stands(examine: Any) -> None:
    found = found_of(selectors.result_of(examine()))
    dates = [one for one in found if one.code == "D101"]

    assert [one.evidence.split()[-1] for one in dates] == ["31/11/2027", "30/02/2027"]
    assert dates[0].where == [{"section": "II.1"}]
    assert dates[1].where == [{"annex": "I", "row": "4", "column": "Thời gian hoàn thành"}]


def test_findings_are_numbered_by_their_weight(examine: Any) -> None:
    found = found_of(selectors.result_of(examine()))
    weights = [("error", "warning", "advice").index(one.severity) for one in found]

    assert weights == sorted(weights)
    assert [one.number for one in found] == list(range(1, len(found) + 1))


def test_a_second_file_shows_what_is_missing_of_it(examine: Any, draft: bytes) -> None:
    more = draft.replace("Quý III/2027".encode(), "Quý I/2027".encode())
    examination = examine(other=Draft(more, "cap-tren.txt"))
    titles = {one.title for one in found_of(selectors.result_of(examination))}

    assert "Muộn hơn kế hoạch cấp trên" in titles
    assert examination.other_name == "cap-tren.txt"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "rong.docx", "không có nội dung"),
        (BROKEN_DOCX, "hong.docx", "hỏng"),
        (b"{\\rtf1 xong}", "cu.rtf", "RTF"),
        (SECRET, "ke-hoach.txt", "độ mật"),
        (b"noi dung", "TOI MAT ke hoach.docx", "độ mật"),
    ],
)
def test_what_cannot_be_examined_is_refused_and_leaves_nothing(
    examine: Any, content: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        examine(content, name)

    assert not Examination.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_plan_that_is_not_there_is_no_superior(examine: Any) -> None:
    for key in ("plans:999999", "plans:x", "nobody:1", ":"):
        with pytest.raises(BadInput, match="Không có kế hoạch để so"):
            examine(superior_key=key)


def test_nobody_else_sees_a_draft(examine: Any, cast: Cast) -> None:
    examination = examine()

    for person in (cast.commune_leader, cast.administrator, cast.standing_officer):
        with pytest.raises(Beyond, match="Không có lượt kiểm tra này"):
            selectors.examination_for(person.actor, examination.uid)


def test_after_its_hour_it_is_gone_with_its_bytes(
    examine: Any, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    examination = examine()
    path = path_of(examination.file.sha256)
    assert "doctor" in rounds.keys()  # noqa: SIM118 -- a registry is no mapping

    with django_capture_on_commit_callbacks(execute=True):
        assert services.examinations_expire(cast.now + KEPT_FOR - timedelta(seconds=1)) == 0
        assert path.exists()
        assert services.examinations_expire(cast.now + KEPT_FOR) == 1

    assert not Examination.objects.exists()
    assert not path.exists()


def test_its_owner_removes_it_at_once(examine: Any, cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    examination = examine()
    path = path_of(examination.file.sha256)

    with django_capture_on_commit_callbacks(execute=True):
        services.examination_drop(examination, actor=cast.commune_officer.actor, now=cast.now)

    assert not path.exists()
    assert list(Entry.objects.values_list("action", flat=True).order_by("pk"))[-2:] == ["doctor.examine", "doctor.drop"]


def test_a_file_that_a_plan_uses_outlives_its_examination(examine: Any, cast: Cast, draft: bytes) -> None:
    first, second = examine(), examine()

    services.examination_drop(first, actor=cast.commune_officer.actor, now=cast.now)

    assert StoredFile.objects.filter(pk=second.file.pk).exists()


def test_a_scan_is_read_in_the_background(
    cast: Cast, settings: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any, draft: bytes
) -> None:
    settings.JOBS_INLINE = True
    monkeypatch.setattr(services.examining, "_SLOW", frozenset(FileKind))
    with django_capture_on_commit_callbacks(execute=True):
        examination = services.examination_start(
            Draft(draft, "ban-quet.txt"), actor=cast.commune_officer.actor, now=cast.now
        )
        assert examination.checked_at is None
        assert examination.job is not None

    examination.refresh_from_db()
    assert examination.checked_at is not None


def test_a_scan_that_cannot_be_read_leaves_nothing(
    client: Client, cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.JOBS_INLINE = True
    with django_capture_on_commit_callbacks(execute=True):
        examination = services.examination_start(
            Draft(b"%PDF-1.7\nbroken", "quet.pdf"), actor=cast.commune_officer.actor, now=cast.now
        )
    client.force_login(cast.commune_officer.user)
    assert examination.job is not None
    job = client.get(reverse("jobs:detail", args=[examination.job.uid]))

    assert not Examination.objects.exists()
    assert "quet.pdf: " in job.content.decode()


def test_the_page_is_sent_a_file_and_shows_it_with_its_marks(
    client: Client, cast: Cast, draft: bytes, django_assert_max_num_queries: Any
) -> None:
    client.force_login(cast.commune_officer.user)
    sent = {"file": SimpleUploadedFile("du-thao.txt", draft)}

    answer = client.post(reverse("doctor:start"), sent, follow=True)

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="m1"' in shown
    assert 'href="#f1"' in shown
    assert "trước khi ký" in shown


def test_its_queries_do_not_grow_with_what_is_found(
    client: Client, cast: Cast, examine: Any, draft: bytes, django_assert_num_queries: Any
) -> None:
    client.force_login(cast.commune_officer.user)
    few, many = examine(b"1. xong 30/02/2027."), examine(draft + b"\n\n".join([b"x 31/11/2027."] * 60), "nhieu.txt")
    client.get(reverse("doctor:detail", args=[few.uid]))

    for examination in (few, many):
        with django_assert_num_queries(QUERIES):
            client.get(reverse("doctor:detail", args=[examination.uid]))


QUERIES = 7  # session, user, grants, areas led, the examination, what was fixed, what was set aside


def test_a_filter_shows_one_weight_alone(client: Client, cast: Cast, examine: Any) -> None:
    client.force_login(cast.commune_officer.user)
    examination = examine()
    url = reverse("doctor:detail", args=[examination.uid])

    shown = client.get(url, {"muc": "loi"}).content.decode()

    assert "Lỗi D101" in shown
    assert "Cảnh báo N" not in shown


def test_only_ten_findings_stand_before_the_fold(client: Client, cast: Cast, examine: Any) -> None:
    client.force_login(cast.commune_officer.user)
    examination = examine("\n\n".join(f"Xong trước ngày 31/11/{year}." for year in range(2001, 2014)).encode())
    found = len(found_of(selectors.result_of(examination)))

    shown = client.get(reverse("doctor:detail", args=[examination.uid])).content.decode()

    before, _more, after = shown.partition("finds-more")
    assert before.count('class="find"') == 10
    assert after.count('class="find"') == found - 10


@pytest.mark.parametrize("sent", [{}, {"file": ""}])
def test_no_file_is_asked_for_again(client: Client, cast: Cast, sent: dict[str, str]) -> None:
    client.force_login(cast.commune_officer.user)

    answer = client.post(reverse("doctor:start"), sent)

    assert answer.status_code == 422
    assert "Chọn tệp cần kiểm tra." in answer.content.decode()


def test_a_finding_without_words_is_never_markup(client: Client, cast: Cast, examine: Any) -> None:
    client.force_login(cast.commune_officer.user)
    examination = examine(b"<script>alert(1)</script> 31/11/2027 <b>x</b>")

    shown = client.get(reverse("doctor:detail", args=[examination.uid])).content.decode()

    assert "<script>alert" not in shown
