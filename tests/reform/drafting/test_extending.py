"""Lines that a body adds for itself: behind the prescribed ones, with keys that say whose they are."""

import pytest

from forms_sample import FORM
from reform.drafting.extending import ExtensionLine, with_extension
from reform.forms import FormError, LineType, read_form
from reform.forms.paper import paper_of

TEXT = FORM
MODELS = ExtensionLine("Mô hình chính quyền thân thiện", "Mô hình")
VIEWS = ExtensionLine("Lượt truy cập trang thông tin", "Lượt")


def test_lines_are_added_behind_and_nothing_else_changes() -> None:
    form = read_form(with_extension(TEXT, "song_may", [MODELS, VIEWS]))
    before = read_form(TEXT)
    added = list(form.lines)[len(list(before.lines)) :]
    assert [(line.number, line.key, line.unit) for line in added] == [
        ("3.1.1", "x.song_may.mo_hinh_chinh_quyen_than", "Mô hình"),
        ("3.1.2", "x.song_may.luot_truy_cap_trang_thong", "Lượt"),
    ]
    assert list(form.lines)[: len(list(before.lines))] == list(before.lines)


def test_more_lines_of_the_same_owner_join_those_that_it_has() -> None:
    text = with_extension(with_extension(TEXT, "song_may", [MODELS]), "song_may", [MODELS])
    text = with_extension(text, "dong_sen", [VIEWS])
    keys = [(line.number, line.key) for line in read_form(text).lines if line.key.startswith("x.")]
    assert keys == [
        ("3.1.1", "x.song_may.mo_hinh_chinh_quyen_than"),
        ("3.1.2", "x.song_may.mo_hinh_chinh_quyen_than_2"),
        ("3.2.1", "x.dong_sen.luot_truy_cap_trang_thong"),
    ]


def test_a_rate_is_computed_from_lines_of_the_form() -> None:
    rate = ExtensionLine(
        "Tỷ lệ hồ sơ xong", type=LineType.PERCENT, calc="dossier.on_time / dossier.received * 100", subset_of=None
    )
    form = read_form(with_extension(TEXT, "song_may", [rate]))
    line = form.by_key()["x.song_may.ty_le_ho_so_xong"]
    assert (line.unit, line.type, str(line.calc)) == (
        "%",
        LineType.PERCENT,
        "(dossier.on_time / dossier.received) * 100",
    )


def test_added_lines_are_printed_at_the_end() -> None:
    rows = paper_of(read_form(with_extension(TEXT, "song_may", [MODELS])), "commune")
    assert [(row.label, str(row.cell or "")) for row in rows[-2:]] == [
        ("Nội dung bổ sung", ""),
        ("Mô hình chính quyền thân thiện", "x.song_may.mo_hinh_chinh_quyen_than"),
    ]


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(FormError, match=r"plan\.gone"):
        with_extension(
            TEXT, "song_may", [ExtensionLine("Tỷ lệ", type=LineType.PERCENT, calc="plan.gone / dossier.received")]
        )
    with pytest.raises(ValueError, match="Sông Mây"):
        with_extension(TEXT, "Sông Mây", [MODELS])
