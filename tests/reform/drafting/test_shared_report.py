"""A real report that lies beside the repository goes into its form whole, and what is wrong in it comes out."""

from datetime import date
from pathlib import Path

import pytest

from reform.drafting.drafts import draft_form
from reform.drafting.offers import offered
from reform.forms import findings_of, read_form
from reform.forms.findings import Background
from reform.forms.packaged import packaged_forms
from vanban.reading import Document, read_document
from vanban.reports import read_blank, read_report

THREE = read_form(packaged_forms()[0])
FORMATS = pytest.mark.parametrize("form", ["text", "docx", "pdf"])


def document_of(shared: Path, form: str) -> Document:
    path = next((shared / "seeds").glob("004_*.txt")) if form == "text" else shared / "rendered" / f"004.{form}"
    return read_document(path.read_bytes(), name=path.name)


@pytest.mark.shared
@FORMATS
def test_every_figure_of_the_annex_finds_its_cell_and_its_faults_come_out(shared: Path, form: str) -> None:
    offer = offered(read_report(document_of(shared, form)), THREE, "district")
    read = [one for one in (*offer.cells, *offer.declared) if not one.is_implied]
    assert (len(read), offer.unmatched) == (113, ())
    found = findings_of(THREE, "district", offer.filled, Background(declared=offer.declared_figures))
    assert {(one.rule, str(one.cell)) for one in found if one.rule != "G6"} == {
        ("G2", "onestop.same_level[tier=district]"),
        ("G2", "onestop.multi_level[tier=district]"),
        ("G3", "publish.website"),
        ("V04", "publish.any"),
        ("V39", "apology.published[tier=commune]"),
    }


@pytest.mark.shared
@FORMATS
def test_its_annex_becomes_the_form_that_it_was_made_by(shared: Path, form: str) -> None:
    annex = read_blank(document_of(shared, form))
    draft = draft_form(annex, key=THREE.key, version="2026.1", valid_from=date(2026, 1, 1), base=THREE)
    assert [row.cell for row in draft.rows] == [row.target for row in THREE.annex]
