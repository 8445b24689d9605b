"""Lines that a body adds for itself: behind the prescribed ones, with keys that say whose they are."""

import pytest

from forms_sample import FORM
from reform.drafting.extending import ExtensionLine, extended, with_extension
from reform.forms import FormError, LineType, Need, read_form, write_form
from reform.forms.additions import added_lines
from reform.forms.paper import paper_of

TEXT = FORM
MODELS = ExtensionLine("Mô hình chính quyền thân thiện", "Mô hình")
VIEWS = ExtensionLine("Lượt truy cập trang thông tin", "Lượt")


def test_lines_are_added_behind_and_nothing_else_changes() -> None:
    form = read_form(with_extension(TEXT, "song_may", [MODELS, VIEWS]))
    before = read_form(TEXT)
    added = list(form.lines)[len(list(before.lines)) :]
    assert [(line.number, line.key, line.unit) for line in added] == [
        ("X.1", "x.song_may.mo_hinh_chinh_quyen_than", "Mô hình"),
        ("X.2", "x.song_may.luot_truy_cap_trang_thong", "Lượt"),
    ]
    assert list(form.lines)[: len(list(before.lines))] == list(before.lines)


def test_more_lines_of_the_same_owner_join_those_that_it_has() -> None:
    text = with_extension(with_extension(TEXT, "song_may", [MODELS]), "song_may", [MODELS])
    text = with_extension(text, "dong_sen", [VIEWS])
    keys = [(line.number, line.key) for line in read_form(text).lines if line.key.startswith("x.")]
    assert keys == [
        ("X.1", "x.song_may.mo_hinh_chinh_quyen_than"),
        ("X.2", "x.song_may.mo_hinh_chinh_quyen_than_2"),
        ("X2.1", "x.dong_sen.luot_truy_cap_trang_thong"),
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


def test_added_lines_are_off_until_they_are_switched_on_and_stand_at_the_end() -> None:
    form = read_form(with_extension(TEXT, "song_may", [MODELS]))
    (key,) = [line.key for line in form.lines if line.key.startswith("x.")]
    assert [row for row in paper_of(form, "commune") if row.cell and row.cell.key == key] == []
    last = paper_of(form, "commune", extra=[key])[-1]
    assert (last.label, str(last.cell)) == ("Mô hình chính quyền thân thiện", key)


def test_a_level_may_have_them_to_itself() -> None:
    form = read_form(with_extension(TEXT, "song_may", [MODELS], level="commune"))
    (line,) = [line for line in form.lines if line.key.startswith("x.")]
    assert [line.need_of(level) for level in ("commune", "province")] == [Need.REQUIRED, Need.ABSENT]


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(FormError, match=r"plan\.gone"):
        with_extension(
            TEXT, "song_may", [ExtensionLine("Tỷ lệ", type=LineType.PERCENT, calc="plan.gone / dossier.received")]
        )
    with pytest.raises(ValueError, match="Sông Mây"):
        with_extension(TEXT, "Sông Mây", [MODELS])


def test_a_line_that_was_kept_before_has_its_own_key_and_level() -> None:
    kept = ExtensionLine("Doanh nghiệp mới", "Doanh nghiệp", key="x.song_may.doanh_nghiep_moi", level="commune")
    form = read_form(with_extension(TEXT, "song_may", [kept, MODELS]))
    needs = {line.key: dict(line.needs) for line in added_lines(form)}
    assert needs == {
        "x.song_may.doanh_nghiep_moi": {"commune": Need.REQUIRED},
        "x.song_may.mo_hinh_chinh_quyen_than": {"*": Need.REQUIRED},
    }
    with pytest.raises(FormError, match=r"x\.song_may\.doanh_nghiep_moi"):
        extended(form, "song_may", [kept])


def test_a_form_that_was_written_again_takes_more_lines_into_the_same_section() -> None:
    again = write_form(read_form(with_extension(TEXT, "song_may", [MODELS])))
    form = read_form(with_extension(again, "song_may", [VIEWS]))
    (section,) = [one for one in form.sections if one.key.startswith("x_")]
    assert [(line.number, line.unit, line.is_optional) for line in section.lines] == [
        ("X.1", "Mô hình", True),
        ("X.2", "Lượt", True),
    ]
