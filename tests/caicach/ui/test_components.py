"""What single components promise beyond their drawing on the style guide."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict

import caicach.ui
from caicach.ui.charts import Bar, bar_chart
from caicach.ui.states import LOOKS, look_of
from caicach.ui.values import Day, Link, Share

TODAY = date(2026, 11, 16)
LATE = date(2026, 11, 6)
TEMPLATES = Path(caicach.ui.__file__).parent / "templates"
COMPONENTS = sorted((TEMPLATES / "ui").glob("*.html"))


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_every_template_says_what_it_takes(path: Path) -> None:
    source = re.sub(r"^\{% extends [^%]*%\}\n", "", path.read_text(encoding="utf-8"))

    assert source.startswith("{% comment %}"), "no header comment"


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_says_how_it_is_accessible(path: Path) -> None:
    if path.stem != "style_guide":
        assert "\nAccessibility: " in path.read_text(encoding="utf-8")


def test_an_open_duty_is_overdue_after_its_day() -> None:
    assert str(look_of("open", LATE, TODAY).word) == "Quá hạn 10 ngày"
    assert look_of("open", TODAY, TODAY) == LOOKS["open"]
    assert look_of("open", None, TODAY) == LOOKS["open"]


@pytest.mark.parametrize("state", ["submitted", "accepted", "cancelled", "dormant"])
def test_what_waits_for_nobody_is_never_overdue(state: str) -> None:
    assert look_of(state, LATE, TODAY) == LOOKS[state]


def test_a_returned_duty_that_is_late_says_both() -> None:
    assert str(look_of("returned", LATE, TODAY).word) == "Trả lại, quá hạn 10 ngày"


def test_a_badge_has_icon_and_word(draw) -> None:
    drawn = draw('{% state_badge "open" due today %}', due=LATE, today=TODAY)

    assert 'class="st st--tre"' in drawn
    assert "#i-alert-triangle" in drawn
    assert "Quá hạn 10 ngày" in drawn


def test_an_icon_is_silent_unless_it_has_a_label(draw) -> None:
    assert 'aria-hidden="true"' in draw('{% icon "send" %}')
    assert 'role="img" aria-label="Đã gửi"' in draw('{% icon "send" label="Đã gửi" %}')


def test_a_button_without_words_has_a_name(draw) -> None:
    assert 'aria-label="In trang"' in draw('{% button "In trang" icon="printer" icon_only=True %}')


def test_a_button_of_an_unknown_kind_is_refused(draw) -> None:
    with pytest.raises(ValueError, match="huge"):
        draw('{% button "A" kind="huge" %}')


def test_a_write_carries_its_token(draw) -> None:
    drawn = draw('{% post_button "Dừng lại" url="/x/" %}<input name="a">{% endpost_button %}', csrf_token="thẻ")

    assert '<form class="inline" method="post" action="/x/">' in drawn
    assert 'name="csrfmiddlewaretoken" value="thẻ"' in drawn
    assert '<input name="a">' in drawn


def test_a_pager_keeps_the_filters_of_the_address(draw) -> None:
    page = Paginator(range(1876), 100).page(3)
    drawn = draw("{% pager page query=query %}", page=page, query=QueryDict("q=ngh%E1%BB%89&trang=3&q=b"))

    assert 'href="?q=ngh%E1%BB%89&amp;q=b&amp;trang=4" rel="next"' in drawn
    assert "201 đến 300 trong 1.876" in drawn
    assert drawn.count('aria-current="page"') == 1


def test_one_page_needs_no_strip(draw) -> None:
    drawn = draw("{% pager page %}", page=Paginator(range(3), 100).page(1))

    assert "<nav" not in drawn
    assert "1 đến 3 trong 3" in drawn


def test_a_late_row_of_the_desk_is_red_by_its_date(draw) -> None:
    drawn = draw('{% duty "Báo cáo" url="/x/" due_on=due today=today %}{% endduty %}', due=LATE, today=TODAY)

    assert "duty--bad" in drawn
    assert "<b>Trễ 10 ngày</b> hạn 06/11/2026" in drawn


def test_a_closed_row_is_not_late(draw) -> None:
    assert "due--bad" not in draw("{% cell_due due today closed=True %}", due=LATE, today=TODAY)
    assert "trễ 10 ngày" in draw("{% cell_due due today %}", due=LATE, today=TODAY)


def test_today_stands_out_in_the_week(draw) -> None:
    days = (Day(TODAY), Day(date(2026, 11, 17), (Link("Bảng tự kiểm tra", "/x/"),)))
    drawn = draw("{% week_strip days today %}", days=days, today=TODAY)

    assert drawn.count('aria-current="date"') == 1
    assert "Thứ Ba 17/11" in drawn


def test_the_parts_of_a_bar_fill_it(draw) -> None:
    shares = (Share(15, "đúng hạn", "ok"), Share(0, "muộn", "warn"), Share(3, "quá hạn", "bad"))
    drawn = draw("{% share_bar shares %}", shares=shares)
    widths = [float(width) for width in re.findall(r'x="[^"]*" width="([^"]*)"', drawn)]

    assert len(widths) == 2
    assert sum(widths) + 1 == pytest.approx(240, abs=0.1)
    assert 'aria-label="15 đúng hạn, 0 muộn, 3 quá hạn"' in drawn


def test_the_numbers_of_a_chart_stand_beside_it(draw) -> None:
    chart = bar_chart("Tỷ lệ <đúng hạn>", (Bar("Sở Nội vụ", Decimal("96.4")), Bar("Sở Y tế", None)))
    drawn = draw("{% chart_figure chart %}", chart=chart)

    assert '<figcaption class="charted__title">Tỷ lệ &lt;đúng hạn&gt;</figcaption>' in drawn
    assert '<th scope="row">Sở Nội vụ</th><td class="r">96,40 %</td>' in drawn
    assert '<th scope="row">Sở Y tế</th><td class="r">chưa có số liệu</td>' in drawn
    assert drawn.count("<svg class=") >= 2
    assert "figcaption" not in draw("{% chart_figure chart titled=False %}", chart=chart)


def test_a_job_of_unknown_length_shows_no_share(draw) -> None:
    drawn = draw('{% job_progress "Đang đọc" %}{% endjob_progress %}')

    assert "%" not in drawn
    assert "<progress aria-label=" in drawn


def test_a_finished_job_is_full(draw) -> None:
    drawn = draw('{% job_progress "Đã xong" state="done" %}{% endjob_progress %}')

    assert "100&nbsp;%" in drawn
    assert 'role="status"' not in drawn


def test_a_fingerprint_is_shown_short_and_kept_whole(draw) -> None:
    sha256 = "9f2c41d07be8" + "0" * 48 + "a41c"
    drawn = draw('{% file_row "a.pdf" kind="pdf" sha256=sha256 %}{% endfile_row %}', sha256=sha256)

    assert "9f2c41d07be8…a41c" in drawn
    assert f'title="{sha256}"' in drawn


def test_a_list_of_nothing_has_no_pager(draw) -> None:
    assert draw("{% pager page %}", page=Paginator([], 100).page(1)).strip() == ""
