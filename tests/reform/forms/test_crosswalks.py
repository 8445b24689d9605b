"""Figures of an earlier version in the cells of this one."""

import pytest

from forms_sample import FORM, changed
from reform.forms import Cell, FormError, Quality, carried, cell_of, crosswalk_from, quality_of, read_form
from reform.forms.packaged import packaged_forms
from returns_sample import figure

EARLIER = """
earlier:
- from: bieu-mau/2025.1
  links:
  - {cell: "dossier.done", to: dossier.resolved, quality: approx, note: Trước đây đếm cả hồ sơ rút}
  - {cell: "dossier.gone", quality: none}
  - {cell: "dossier.late[tier=district]", to: "dossier.late[tier=commune]", quality: approx}
  - {cell: "dossier.late[tier=commune]", to: "dossier.late[tier=commune]", quality: same}
"""
NEW = read_form(FORM + EARLIER)
OLD = read_form(changed('version: "2026.1"', 'version: "2025.1"'))
DISTRICT, COMMUNE = cell_of("dossier.late", "tier=district"), cell_of("dossier.late", "tier=commune")


def test_what_no_link_names_keeps_its_cell() -> None:
    (crosswalk,) = NEW.crosswalks

    assert carried({Cell("org.units"): figure(3)}, crosswalk) == {Cell("org.units"): figure(3)}


def test_linked_figures_move_and_those_without_a_target_are_left() -> None:
    (crosswalk,) = NEW.crosswalks

    made = carried({Cell("dossier.done"): figure(3), Cell("dossier.gone"): figure(4)}, crosswalk)

    assert made == {Cell("dossier.resolved"): figure(3)}


def test_cells_that_became_one_are_added_up_where_all_are_there() -> None:
    (crosswalk,) = NEW.crosswalks

    assert carried({DISTRICT: figure(3), COMMUNE: figure(4)}, crosswalk) == {COMMUNE: figure(7)}
    assert carried({COMMUNE: figure(4)}, crosswalk) == {}
    assert carried({DISTRICT: figure((None, "none_yet")), COMMUNE: figure(4)}, crosswalk) == {COMMUNE: figure(4)}


def test_rates_are_never_added() -> None:
    text = f"""{FORM}
earlier:
- from: bieu-mau/2025.1
  links:
  - {{cell: old.rate, to: dossier.on_time_rate}}
  - {{cell: new.rate, to: dossier.on_time_rate}}
"""
    form = read_form(text)

    made = carried({Cell("old.rate"): figure(50), Cell("new.rate"): figure(70)}, form.crosswalks[0], form=form)

    assert made == {}


def test_lines_that_the_form_does_not_have_are_left_out() -> None:
    assert carried({Cell("old.line"): figure(3)}, NEW.crosswalks[0], form=NEW) == {}


def test_what_means_only_nearly_the_same_is_known() -> None:
    found = quality_of(NEW.crosswalks[0])

    assert found == {Cell("dossier.resolved"): Quality.APPROX, COMMUNE: Quality.APPROX}


def test_the_crosswalk_from_a_version_is_found() -> None:
    assert crosswalk_from(NEW, OLD) is NEW.crosswalks[0]
    assert crosswalk_from(OLD, NEW) is None


def test_every_figure_of_the_packaged_version_before_goes_somewhere_or_is_said_to_go_nowhere() -> None:
    old, new = map(read_form, packaged_forms())
    crosswalk = crosswalk_from(new, old)
    assert crosswalk is not None

    linked = {link.cell.key for link in crosswalk.links}

    assert {line.key for line in old.lines} <= {line.key for line in new.lines} | linked
    targets = [link.target for link in crosswalk.links if link.target is not None]
    assert all(target.key in new.by_key() for target in targets)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("to: dossier.resolved", "to: dossier.gone", "FM009"),
        ('to: "dossier.late[tier=commune]", quality: approx', 'to: "dossier.late[tier=x]"', "FM014"),
        ("quality: none", "quality: worse", "FM004"),
        ('cell: "dossier.gone"', 'cell: "1 +"', "FM003"),
        ("from: bieu-mau/2025.1", "from: 3", "FM002"),
        ("  links:", "  link:", "FM002"),
    ],
)
def test_what_is_wrong_with_links_is_told(old: str, new: str, code: str) -> None:
    assert EARLIER.count(old) == 1, old
    with pytest.raises(FormError) as refused:
        read_form(FORM + EARLIER.replace(old, new))

    assert code in {problem.code for problem in refused.value.problems}
