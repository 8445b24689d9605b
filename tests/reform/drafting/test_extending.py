"""Lines that a body adds for itself: behind the prescribed ones, with keys that say whose they are."""

import pytest

from reform.drafting.extending import ExtensionLine, with_extension
from reform.forms import FormError, LineType, read_form
from reform.forms.packaged import packaged_forms
from reform.forms.paper import paper_of

TEXT = packaged_forms()[-1]
MODELS = ExtensionLine("Mô hình chính quyền thân thiện", "Mô hình")
VIEWS = ExtensionLine("Lượt truy cập trang thông tin", "Lượt")


def test_lines_are_added_behind_and_nothing_else_changes() -> None:
    form = read_form(with_extension(TEXT, "song_may", [MODELS, VIEWS]))
    before = read_form(TEXT)
    added = list(form.lines)[len(list(before.lines)) :]
    assert [(line.number, line.key, line.unit) for line in added] == [
        ("8.1.1", "x.song_may.mo_hinh_chinh_quyen_than", "Mô hình"),
        ("8.1.2", "x.song_may.luot_truy_cap_trang_thong", "Lượt"),
    ]
    assert list(form.lines)[: len(list(before.lines))] == list(before.lines)


def test_more_lines_of_the_same_owner_join_those_that_it_has() -> None:
    text = with_extension(with_extension(TEXT, "song_may", [MODELS]), "song_may", [MODELS])
    text = with_extension(text, "dong_sen", [VIEWS])
    keys = [(line.number, line.key) for line in read_form(text).lines if line.key.startswith("x.")]
    assert keys == [
        ("8.1.1", "x.song_may.mo_hinh_chinh_quyen_than"),
        ("8.1.2", "x.song_may.mo_hinh_chinh_quyen_than_2"),
        ("8.2.1", "x.dong_sen.luot_truy_cap_trang_thong"),
    ]


def test_a_rate_is_computed_from_lines_of_the_form() -> None:
    rate = ExtensionLine(
        "Tỷ lệ nhiệm vụ xong", type=LineType.PERCENT, calc="plan.done / plan.tasks * 100", subset_of=None
    )
    form = read_form(with_extension(TEXT, "song_may", [rate]))
    line = form.by_key()["x.song_may.ty_le_nhiem_vu_xong"]
    assert (line.unit, line.type, str(line.calc)) == ("%", LineType.PERCENT, "(plan.done / plan.tasks) * 100")


def test_added_lines_are_printed_at_the_end() -> None:
    rows = paper_of(read_form(with_extension(TEXT, "song_may", [MODELS])), "commune")
    assert [(row.label, str(row.cell or "")) for row in rows[-2:]] == [
        ("Chỉ tiêu bổ sung", ""),
        ("Mô hình chính quyền thân thiện", "x.song_may.mo_hinh_chinh_quyen_than"),
    ]


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(FormError, match=r"plan\.gone"):
        with_extension(TEXT, "song_may", [ExtensionLine("Tỷ lệ", type=LineType.PERCENT, calc="plan.gone / plan.tasks")])
    with pytest.raises(ValueError, match="Sông Mây"):
        with_extension(TEXT, "Sông Mây", [MODELS])
