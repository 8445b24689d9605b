"""A person accepts a ready fix: it is kept, shown, handed out as a tracked change, and can be taken back."""

import io
import json
import re
from datetime import date
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from docx.oxml.ns import qn

from caicach.audit.models import Entry
from caicach.doctor import selectors, services
from caicach.doctor.mapping.result import Found, found_of
from caicach.doctor.models import Correction, Dismissal, Examination
from caicach.doctor.selectors import Sorted
from caicach.documents.services import document_register
from caicach.web.errors import Beyond, WrongState
from cast import Cast
from word_sample import word_sample

FORMAL = "Quyết định số 12 /QĐ-UBND ngày 05/02/2026 của UBND tỉnh; họp ngày 15 /12/2026; của của xã; xong 31/11/2027."


@pytest.fixture
def owner(client: Client, cast: Cast) -> Client:
    client.force_login(cast.commune_officer.user)
    return client


@pytest.fixture
def examination(examine: Any) -> Examination:
    made: Examination = examine()
    return made


def decided(examination: Examination, cast: Cast) -> Sorted:
    return selectors.sorted_findings(examination, actor=cast.commune_officer.actor)


def first_with_fix(examination: Examination, code: str = "D101") -> Found:
    return next(one for one in found_of(selectors.result_of(examination)) if one.code == code and one.edits)


def accept(examination: Examination, number: int, cast: Cast) -> None:
    services.fix_accept(examination, number, actor=cast.commune_officer.actor, now=cast.now)


def edit_of(start: int, end: int, new: str, text: str) -> dict[str, Any]:
    return {"place": {"block": 0, "start": start, "end": end}, "old": text[start:end], "new": new}


def with_edits(examination: Examination, *edits: dict[str, Any]) -> Examination:
    """Give the findings of ``examination`` these edits, one each, and the rest none."""

    result = selectors.result_of(examination)
    for nth, one in enumerate(result["findings"]):
        one["edits"] = [edits[nth]] if nth < len(edits) else []
    examination.result = json.dumps(result)
    examination.save(update_fields=["result"])
    return examination


def test_it_moves_from_what_stands_to_what_is_fixed(examination: Examination, cast: Cast) -> None:
    one = first_with_fix(examination)
    before = decided(examination, cast).standing

    accept(examination, one.number, cast)

    after = decided(examination, cast)
    assert after.standing == tuple(other for other in before if other != one)
    assert after.fixed == (one,)


def test_it_is_written_down_without_the_words_of_the_draft(examination: Examination, cast: Cast) -> None:
    one = first_with_fix(examination)
    accept(examination, one.number, cast)

    row = Entry.objects.get(action="doctor.accept")
    assert row.actor_id == cast.commune_officer.user.pk
    assert "31/11/2027" not in row.data
    correction = Correction.objects.get()
    assert (correction.accepted_by, correction.accepted_at) == (cast.commune_officer.user, cast.now)


def test_taken_back_it_stands_again(examination: Examination, cast: Cast) -> None:
    one = first_with_fix(examination)
    before = decided(examination, cast)
    accept(examination, one.number, cast)

    services.correction_undo(examination, one.number, actor=cast.commune_officer.actor, now=cast.now)

    assert decided(examination, cast).standing == before.standing
    assert Entry.objects.filter(action="doctor.unaccept").count() == 1
    with pytest.raises(WrongState, match="chưa được sửa"):
        services.correction_undo(examination, one.number, actor=cast.commune_officer.actor, now=cast.now)


def test_what_has_no_ready_fix_is_refused(examination: Examination, cast: Cast) -> None:
    without = next(one for one in found_of(selectors.result_of(examination)) if not one.edits)

    with pytest.raises(WrongState, match="không có sẵn cách sửa"):
        accept(examination, without.number, cast)
    with pytest.raises(Beyond):
        accept(examination, 999, cast)

    assert not Correction.objects.exists()


def test_once_is_enough(examination: Examination, cast: Cast) -> None:
    one = first_with_fix(examination)
    accept(examination, one.number, cast)

    with pytest.raises(WrongState, match="đã được sửa"):
        accept(examination, one.number, cast)


def test_what_was_set_aside_is_taken_up_before_it_is_fixed_and_the_other_way_round(
    examination: Examination, cast: Cast
) -> None:
    actor = cast.commune_officer.actor
    one = first_with_fix(examination)
    services.finding_dismiss(examination, one.number, reason="Theo mẫu", actor=actor, now=cast.now)
    with pytest.raises(WrongState, match="đã được bỏ qua"):
        accept(examination, one.number, cast)

    services.dismissal_undo(examination, one.number, actor=actor, now=cast.now)
    accept(examination, one.number, cast)
    with pytest.raises(WrongState, match="Bỏ sửa rồi mới bỏ qua"):
        services.finding_dismiss(examination, one.number, reason="Theo mẫu", actor=actor, now=cast.now)
    assert not Dismissal.objects.exists()


TEXT = "Xong 31/11/2027, họp 31/4/2027, gửi 31/6/2027."


def test_of_two_fixes_of_the_same_words_the_other_goes(examine: Any, cast: Cast) -> None:
    examination = with_edits(
        examine(TEXT.encode(), "hai.txt"), edit_of(5, 15, "30/11/2027", TEXT), edit_of(5, 15, "01/12/2027", TEXT)
    )
    found = found_of(selectors.result_of(examination))

    accept(examination, 2, cast)

    after = decided(examination, cast)
    assert after.settled == {1: 2}
    assert found[0] not in after.standing
    with pytest.raises(WrongState, match="theo phát hiện 2"):
        accept(examination, 1, cast)

    services.correction_undo(examination, 2, actor=cast.commune_officer.actor, now=cast.now)
    assert found[0] in decided(examination, cast).standing


def test_at_once_the_first_of_two_that_meet_is_taken(examine: Any, cast: Cast) -> None:
    examination = with_edits(
        examine(TEXT.encode(), "hai.txt"),
        edit_of(5, 15, "30/11/2027", TEXT),
        edit_of(0, 15, "Xong 01/12/2027", TEXT),
        edit_of(21, 30, "30/4/2027", TEXT),
    )

    outcome = services.fixes_accept(examination, [1, 2, 3], actor=cast.commune_officer.actor, now=cast.now)

    assert outcome.done == (1, 3)
    assert [number for number, _why in outcome.refused] == [2]
    assert Entry.objects.filter(action="doctor.accept").count() == 2


def test_many_take_as_many_statements_as_one(examine: Any, cast: Cast, django_assert_max_num_queries: Any) -> None:
    text = "\n\n".join(f"Việc {nth} xong trước ngày 31/11/{2001 + nth}." for nth in range(30))
    one, many = examine(TEXT.encode(), "it.txt"), examine(text.encode(), "nhieu.txt")
    numbers = [found.number for found in found_of(selectors.result_of(many)) if found.edits]
    assert len(numbers) == 30

    for examination, wanted in ((one, [1]), (many, numbers)):
        with django_assert_max_num_queries(8):  # savepoint, lock, decisions, rows, audit
            services.fixes_accept(examination, wanted, actor=cast.commune_officer.actor, now=cast.now)


def test_words_that_are_not_there_are_no_fix() -> None:
    from caicach.doctor.mapping.edits import edits_in
    from vanban.text.findings import Edit, Place

    blocks = [{"p": TEXT}]
    sound = Edit(Place(block=0, start=5, end=15), "31/11/2027", "30/11/2027")

    assert len(edits_in(blocks, [sound])) == 1
    for unsound in (
        Edit(Place(block=0, start=6, end=16), "31/11/2027", "30/11/2027"),  # one letter off
        Edit(Place(block=0), "31/11/2027", "30/11/2027"),  # nowhere exactly
        Edit(Place(block=7, start=5, end=15), "31/11/2027", "30/11/2027"),  # beyond the document
        Edit(Place(block=0, start=5, end=15), "31/11/2027", "31/11/2027"),  # nothing changes
    ):
        assert edits_in(blocks, [sound, unsound]) == []
    assert edits_in(blocks, [sound, sound]) == []  # one finding against itself


def test_the_page_offers_it_and_then_shows_both_words(owner: Client, examination: Examination, cast: Cast) -> None:
    one = first_with_fix(examination)
    url = reverse("doctor:detail", args=[examination.uid])
    assert "Sửa thành 30/11/2027" in owner.get(url).content.decode()

    answer = owner.post(reverse("doctor:accept", args=[examination.uid, one.number]))

    following = next(other for other in decided(examination, cast).standing if other.number > one.number)
    assert answer.headers["Location"] == f"{url}#f{following.number}"
    shown = owner.get(url).content.decode()
    mark = re.search(rf'<span class="mk mk--done" id="m{one.number}">(.*?)<sup>', shown)
    assert mark and mark[1] == "<del>31/11/2027</del> <ins>30/11/2027</ins>"
    assert "1 phát hiện đã sửa" in shown
    assert "chọn sửa lúc" in shown
    assert "Tải DOCX đã sửa, có ghi chú" in shown

    owner.post(reverse("doctor:unaccept", args=[examination.uid, one.number]))
    assert "mk--done" not in owner.get(url).content.decode()


def test_a_decision_leads_back_to_the_same_filter(owner: Client, examination: Examination) -> None:
    shown = owner.get(reverse("doctor:detail", args=[examination.uid]), {"muc": "loi"}).content.decode()
    one = first_with_fix(examination)
    url = f"{reverse('doctor:accept', args=[examination.uid, one.number])}?muc=loi"
    assert url in shown

    assert "?muc=loi#" in owner.post(url).headers["Location"]
    assert (
        "?muc" not in owner.post(reverse("doctor:accept_formal", args=[examination.uid]) + "?muc=x").headers["Location"]
    )


def test_blanks_and_signs_are_fixed_at_once_and_words_are_not(owner: Client, examine: Any, cast: Cast) -> None:
    examination = examine(FORMAL.encode(), "hinh-thuc.txt")
    url = reverse("doctor:detail", args=[examination.uid])
    assert "Sửa cả 2 chỗ chỉ khác khoảng trống, dấu" in owner.get(url).content.decode()

    owner.post(reverse("doctor:accept_formal", args=[examination.uid]))

    after = decided(examination, cast)
    assert {one.code for one in after.fixed} == {"F607", "R308"}
    assert {"D101", "F610"} <= {one.code for one in after.standing}


def test_when_all_is_decided_the_page_says_so(owner: Client, examine: Any, cast: Cast) -> None:
    examination = examine(b"Xong 31/11/2027.", "mot.txt")
    assert len(decided(examination, cast).found) == 1

    accept(examination, 1, cast)

    shown = owner.get(reverse("doctor:detail", args=[examination.uid])).content.decode()
    assert "Không còn phát hiện nào phải xem" in shown


def test_a_mark_around_a_fix_is_shown_beside_it() -> None:
    from caicach.doctor.pages.sheet import sheet_of

    def found(number: int, start: int, end: int, *edits: dict[str, Any]) -> Found:
        place = {"block": 0, "start": start, "end": end}
        return Found(number, "X1", "error", "", "", "", "", place, (), (), edits)

    blocks = [{"p": TEXT, "h": 0, "b": False, "g": None}]
    whole, behind = found(1, 0, len(TEXT)), found(3, 10, 20)
    fixed = found(2, 5, 15, edit_of(5, 15, "30/11/2027", TEXT))

    (leaf,) = sheet_of(blocks, [whole, behind], [fixed])

    segments = leaf.blocks[0].segments
    assert "".join(one.text for one in segments) == TEXT
    assert [(one.text, one.number, one.new) for one in segments if one.number] == [
        ("Xong ", 1, None),
        ("31/11/2027", 2, "30/11/2027"),
        (", họp", 3, None),
    ]


def test_nobody_else_fixes_a_draft(client: Client, examination: Examination, cast: Cast) -> None:
    one = first_with_fix(examination)
    client.force_login(cast.commune_leader.user)

    answers = [
        client.post(reverse(f"doctor:{name}", args=[examination.uid, *numbers]))
        for name, numbers in (("accept", [one.number]), ("unaccept", [one.number]), ("accept_formal", []))
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert not Correction.objects.exists()


def changes_in(data: bytes, name: str = "w:ins") -> list[tuple[str, str]]:
    """Return (author, words) of the tracked changes."""
    body = docx.Document(io.BytesIO(data)).element.body
    words = qn("w:t") if name == "w:ins" else qn("w:delText")
    return [
        (one.get(qn("w:author")), "".join(part.text or "" for part in one.iter(words))) for one in body.iter(qn(name))
    ]


def test_the_word_file_has_it_as_a_tracked_change_and_comments_for_the_rest(
    owner: Client, examine: Any, cast: Cast
) -> None:
    examination = examine(word_sample(), "du-thao.docx")
    one = first_with_fix(examination)
    accept(examination, one.number, cast)

    data = owner.get(reverse("doctor:docx", args=[examination.uid])).content

    name = cast.commune_officer.user.full_name
    assert (name, "30/11/2027") in changes_in(data)
    assert "31/11/2027" in "".join(words for by, words in changes_in(data, "w:del") if by == name)
    comments = [comment.text for comment in docx.Document(io.BytesIO(data)).comments if comment.author == "Cải Cách"]
    assert len(comments) >= len(decided(examination, cast).standing)
    assert not any(text.startswith(f"{one.number}. ") for text in comments)


def test_another_format_is_handed_out_with_the_change_too(owner: Client, examination: Examination, cast: Cast) -> None:
    accept(examination, first_with_fix(examination).number, cast)

    data = owner.get(reverse("doctor:docx", args=[examination.uid])).content

    assert changes_in(data) == [(cast.commune_officer.user.full_name, "30/11/2027")]


def test_what_cannot_be_changed_in_the_file_is_said_there(owner: Client, examine: Any, cast: Cast) -> None:
    examination = examine(word_sample(), "du-thao.docx")
    found = found_of(selectors.result_of(examination))
    computed = next(one for one in found if one.edits and one.edits[0]["old"] == "31/6/2027")
    accept(examination, computed.number, cast)

    data = owner.get(reverse("doctor:docx", args=[examination.uid])).content

    assert not [words for by, words in changes_in(data) if by == cast.commune_officer.user.full_name]
    comments = [comment.text for comment in docx.Document(io.BytesIO(data)).comments]
    assert any("chỗ này phải sửa bằng tay" in text for text in comments)


def test_the_register_tells_which_symbol_was_meant(owner: Client, examine: Any, cast: Cast) -> None:
    document_register(
        actor=cast.commune_officer.actor,
        type="Quyết định",
        symbol="320/QĐ-UBND",
        issued_on=date(2025, 10, 5),
        issuer=None,
        issuer_name="UBND tỉnh Sông Mây",
        subject="Giao chỉ tiêu",
        signer="",
        now=cast.now,
    )
    examination = examine(
        "Căn cứ Quyết định số 320/KH-UBND ngày 05/10/2025 của UBND tỉnh Sông Mây.".encode(), "can-cu.txt"
    )

    shown = owner.get(reverse("doctor:detail", args=[examination.uid])).content.decode()

    assert "Sửa thành 320/QĐ-UBND" in shown
