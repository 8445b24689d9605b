"""Who accepts what an agency hands in."""

import pytest

from reform.tracking import Monitor, monitors_for, propose_acceptor, watched_levels

MONITOR, AREA, STANDING, ABOVE, LEAD = 1, 2, 3, 4, 5


@pytest.mark.parametrize(
    ("monitors", "area", "standing", "above", "accepts", "rule", "stepped_up"),
    [
        ([MONITOR], AREA, STANDING, ABOVE, MONITOR, "AC010", False),
        ([], AREA, STANDING, ABOVE, AREA, "AC020", False),
        ([], None, STANDING, ABOVE, STANDING, "AC030", False),
        ([], None, None, ABOVE, ABOVE, "AC040", False),
        ([LEAD], AREA, STANDING, ABOVE, AREA, "AC020", True),
        ([LEAD, MONITOR], AREA, STANDING, ABOVE, MONITOR, "AC010", True),
        ([], LEAD, STANDING, ABOVE, STANDING, "AC030", True),
        ([LEAD], LEAD, LEAD, ABOVE, ABOVE, "AC040", True),
        ([], LEAD, LEAD, None, None, "AC090", True),
        ([], None, None, None, None, "AC090", False),
    ],
)
def test_the_first_of_the_chain_that_is_not_the_lead_accepts(
    monitors: list[int],
    area: int | None,
    standing: int | None,
    above: int | None,
    accepts: int | None,
    rule: str,
    stepped_up: bool,
) -> None:
    proposal = propose_acceptor(monitors, area, standing, LEAD, above=above)
    assert (proposal.agency, proposal.rule_id, proposal.stepped_up) == (accepts, rule, stepped_up)


@pytest.mark.parametrize(
    ("role", "levels"),
    [
        ("theo dõi cấp huyện", ("district",)),
        ("theo dõi cấp xã", ("commune",)),
        ("theo dõi các sở, ngành", ("province",)),
        ("theo dõi cấp xã, cấp huyện", ("district", "commune")),
        ("theo dõi, đôn đốc", ()),
        (None, ()),
    ],
)
def test_a_role_names_the_levels_that_it_watches(role: str | None, levels: tuple[str, ...]) -> None:
    assert watched_levels(role) == levels


def test_each_lead_has_the_monitor_of_its_level() -> None:
    monitors = (Monitor(1, "theo dõi cấp huyện"), Monitor(2, "theo dõi cấp xã"), Monitor(3))
    assert monitors_for(monitors, "district") == (1, 3)
    assert monitors_for(monitors, "commune") == (2, 3)
    assert monitors_for(monitors, "province") == (3,)


def test_a_monitor_of_two_levels_watches_both() -> None:
    monitors = (Monitor(1, "theo dõi cấp huyện và cấp xã"),)
    assert monitors_for(monitors, "district") == monitors_for(monitors, "commune") == (1,)
