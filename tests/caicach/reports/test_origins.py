"""Every printed figure leads to its cell: of a whole down to the units, of a return to its history and evidence."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from caicach.figures.models import Return
from caicach.figures.services import consolidate, period_lock
from caicach.reports.models import Report, ReportFile
from caicach.reports.pages.origins import figure_address
from caicach.reports.services import SectionDraft, correction_start, report_open, section_save
from caicach.web.actor import SYSTEM
from caicach.web.errors import BadInput
from cast import Cast
from figures_cast import FiguresCast
from reform.forms.figures import cell_of

pytestmark = pytest.mark.django_db


def addresses(client: Client, report: Report, key: str) -> dict[str, str]:
    """Return the figures of a section's preview with where they lead."""
    page = client.get(reverse("reports:section", args=[report.uid, key])).content.decode()
    preview = page.partition('<article class="sheet"')[2].partition("</article>")[0]
    return {text: unescape(url) for url, text in re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>([^<]+)</a>', preview)}


def test_each_figure_of_a_whole_leads_down_to_the_units(
    whole_report: Report, figures: FiguresCast, client: Client
) -> None:
    Return.objects.filter(pk=figures.commune.pk).update(state="accepted", submitted_at=figures.cast.now)
    consolidate(figures.period, actor=SYSTEM, now=figures.cast.now)
    client.force_login(figures.cast.standing_officer.user)
    found = addresses(client, whole_report, "II.1")
    base = reverse("figures:whole-cell", args=[figures.period.uid])
    assert found["100"] == f"{base}?dong=dossier.received&o="
    assert found["97,83%"] == f"{base}?dong=dossier.rate&o="
    for url in found.values():
        answer = client.get(url)
        assert answer.status_code == 200
        assert figures.cast.commune.current_name in answer.content.decode()


def test_a_figure_of_a_return_leads_to_its_cell(report: Report, figures: FiguresCast, client: Client) -> None:
    client.force_login(figures.cast.commune_officer.user)
    for section in ("I.1", "II.1"):
        for url in addresses(client, report, section).values():
            assert url.startswith(reverse("figures:cell", args=[figures.commune.uid]))
            assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("cell", "o"),
    [
        (cell_of("dossier.received", "channel_in=online,tier=commune"), "channel_in%3Donline%2Ctier%3Dcommune"),
        (cell_of("dossier.received", "channel_in=online"), "channel_in%3Donline%2Ctier%3D"),  # no sheet prints it
        (cell_of("dossier.late", "tier=commune"), "tier%3Dcommune"),
    ],
)
def test_a_total_that_no_sheet_prints_leads_to_the_nearest_cell(
    whole_report: Report, client: Client, cast: Cast, cell: object, o: str
) -> None:
    url = figure_address(whole_report, cell)  # type: ignore[arg-type]  # a cell
    assert f"&o={o}" in url
    client.force_login(cast.standing_officer.user)
    assert client.get(url).status_code == 200


def test_a_line_that_the_form_has_not_leads_nowhere(whole_report: Report) -> None:
    assert figure_address(whole_report, cell_of("x.own.line", "")) == ""


def test_a_typed_number_leads_to_the_figure_that_it_may_be(
    report: Report, figures: FiguresCast, cast: Cast, client: Client
) -> None:
    draft = SectionDraft(revision=0, text="Đã tiếp nhận mới 100 hồ sơ.")
    section_save(report, "II.1", draft, actor=cast.commune_officer.actor, now=cast.now, today=cast.today)
    client.force_login(cast.commune_officer.user)
    found = addresses(client, report, "II.1")
    assert "dong=dossier.received" in found["100"]


def test_figures_that_moved_after_the_close_lead_to_their_cells(
    report: Report, figures: FiguresCast, cast: Cast, client: Client
) -> None:
    client.force_login(cast.commune_officer.user)
    client.post(reverse("reports:check", args=[report.uid]), {"lets_gaps_stand": "on"})
    figures.save(figures.commune, {"steer.docs": 9})
    page = unescape(client.get(reverse("reports:report", args=[report.uid])).content.decode())
    assert f"{reverse('figures:cell', args=[figures.commune.uid])}?dong=steer.docs&o=" in page


class TestSlips:
    """What a paper of the whole says otherwise is corrected in its own figures, or by the units."""

    @pytest.fixture
    def closed(self, figures: FiguresCast, cast: Cast) -> Report:
        """The province's report over a locked period."""
        figures.save(figures.own, {"steer.plan": "yes", "steer.docs": 10})
        consolidate(figures.period, actor=SYSTEM, now=cast.now)
        period_lock(figures.period, actor=SYSTEM, now=cast.now)
        return report_open(figures.whole.pk, "mau", actor=SYSTEM, now=cast.now)

    def brought(self, report: Report, cast: Cast, key: str, now: str) -> None:
        """Let a paper have come back with another figure."""
        from caicach.files.services import file_store

        difference = (
            f'{{"kind": "changed", "place": "1", "sentence": "", "was": "1", "now": "{now}", "cell": ["{key}", ""]}}'
        )
        stored = file_store(b"%PDF-1.4 signed", now=cast.now)
        ReportFile.objects.create(
            report=report, file=stored, name="ban-ky.pdf", kind="signed", differences=f"[{difference}]",
            added_at=cast.now,
        )  # fmt: skip

    def test_a_figure_that_units_gave_is_not_corrected_in_the_whole(self, closed: Report, cast: Cast) -> None:
        self.brought(closed, cast, "steer.docs", "12")
        with pytest.raises(BadInput, match=r"1\.1\.1 Văn bản chỉ đạo đã ban hành.*đơn vị đó"):
            correction_start(closed, actor=cast.standing_officer.actor, now=cast.now)

    def test_a_paper_that_says_nothing_else_corrects_nothing(self, closed: Report, cast: Cast) -> None:
        with pytest.raises(BadInput, match="không có gì để đính chính"):
            correction_start(closed, actor=cast.standing_officer.actor, now=cast.now)
