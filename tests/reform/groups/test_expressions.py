"""Groups are expressions; they expand over a register with a reason for each member."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform.groups.expressions import Expression, ExpressionError, expand, parse_expression, union_terms
from reform.groups.register import KINDS, LEVELS


@pytest.mark.parametrize(
    ("expression", "issuer", "found"),
    [
        ("issuer", 3, ["Sở Nội vụ"]),
        ("territory", 3, ["UBND tỉnh Sông Mây"]),
        ("level(district) & kind(committee)", 1, ["UBND huyện Nậm Trám", "UBND thị xã Đồi Vông"]),
        ("children(issuer) & kind(department)", 1, ["Sở Nội vụ", "Sở Y tế", "Sở Thông tin và Truyền thông"]),
        ("under(issuer) & kind(committee)", 20, ["UBND xã Suối Nhạn", "UBND xã Bến Cọ"]),
        ("under(territory) & kind(public_unit)", 1, ["Trường Cao đẳng Sông Mây", "Bệnh viện Đa khoa tỉnh"]),
        ("parents(kind(public_unit))", 1, ["UBND tỉnh Sông Mây", "Sở Y tế"]),
        ('named("Nậm Trám", "thị xã Đồi Vông")', 1, ["UBND huyện Nậm Trám", "UBND thị xã Đồi Vông"]),
        ('named("Phòng Nội vụ")', 1, ["Phòng Nội vụ huyện Nậm Trám", "Phòng Nội vụ thị xã Đồi Vông"]),
        ('kind(department) - named("Sở Y tế") - agency(5)', 1, ["Sở Nội vụ"]),
        ("agency(7, 999)", 1, ["Công an tỉnh"]),
        ("level(central)", 1, []),
        ("issuer", 999, []),
    ],
)
def test_an_expression_finds(small: Any, expression: str, issuer: int, found: list[str]) -> None:
    assert small.names(expand(expression, small.before, issuer)) == found


def test_union_and_difference_are_read_from_the_left_and_intersection_binds_closer() -> None:
    assert parse_expression("issuer | territory - issuer & territory") == Expression(
        "-",
        parts=(
            Expression("|", parts=(Expression("issuer"), Expression("territory"))),
            Expression("&", parts=(Expression("issuer"), Expression("territory"))),
        ),
    )


def test_members_come_from_the_highest_level_down_each_once(small: Any) -> None:
    members = expand("level(commune) | kind(committee) | issuer", small.before, 1)
    assert small.names(members)[:3] == ["UBND tỉnh Sông Mây", "UBND huyện Nậm Trám", "UBND thị xã Đồi Vông"]
    assert len({member.agency_id for member in members}) == len(members) == 7


def test_each_member_says_why(small: Any) -> None:
    reasons = {
        small.names([member])[0]: member.reason
        for member in expand('children(issuer) & kind(office) | level(commune) & named("Gò Mơ")', small.before, 1)
    }
    assert reasons == {
        "Văn phòng UBND tỉnh": "Là cơ quan, đơn vị cấp tỉnh trực thuộc UBND tỉnh Sông Mây.",
        "UBND phường Gò Mơ": "Được nêu tên trong cụm từ của văn bản.",
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "GRP001"),
        ("issuer |", "GRP001"),
        ("(issuer", "GRP001"),
        ("issuer issuer", "GRP001"),
        ("level(village)", "GRP003"),
        ("kind(sở)", "GRP001"),
        ("all(issuer)", "GRP002"),
        ("named(Nậm)", "GRP001"),
        ("issuer; drop", "GRP001"),
        ("(" * 200 + "issuer" + ")" * 200, "GRP001"),
    ],
)
def test_what_is_not_of_the_grammar_is_refused_in_words(text: str, code: str) -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse_expression(text)
    assert refusal.value.code == code
    assert str(refusal.value)


_leaves = st.one_of(
    st.sampled_from([Expression("issuer"), Expression("territory")]),
    st.lists(st.sampled_from(LEVELS), min_size=1, max_size=2).map(lambda words: Expression("level", tuple(words))),
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=2).map(lambda words: Expression("kind", tuple(words))),
    st.integers(1, 60).map(lambda number: Expression("agency", (str(number),))),
    st.sampled_from(["Nậm Trám", "Sở Nội vụ", "x"]).map(lambda name: Expression("named", (name,))),
)
_trees = st.recursive(
    _leaves,
    lambda parts: st.one_of(
        st.tuples(st.sampled_from("|-&"), parts, parts).map(lambda t: Expression(t[0], parts=(t[1], t[2]))),
        st.tuples(st.sampled_from(["children", "under", "parents"]), parts).map(
            lambda t: Expression(t[0], parts=(t[1],))
        ),
    ),
    max_leaves=8,
)


@given(_trees)
def test_what_is_written_is_read_back(tree: Expression) -> None:
    assert parse_expression(str(tree)) == tree


@given(tree=_trees, issuer=st.sampled_from([1, 3, 20, 40]))
def test_the_terms_of_a_union_together_are_the_union(small: Any, tree: Expression, issuer: int) -> None:
    whole = {member.agency_id for member in expand(tree, small.before, issuer)}
    parts = [{member.agency_id for member in expand(term, small.before, issuer)} for term in union_terms(tree)]
    assert whole == set().union(*parts)
    assert whole <= set(small.before.by_id)
