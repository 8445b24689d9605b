"""The written pairs of words, and the tool that writes them."""

import re

import lexicon


def test_the_written_list_is_what_the_tool_writes() -> None:
    assert lexicon.stale() <= lexicon.MOST_STALE, "run `python tools/lexicon.py write`"


def test_the_list_is_in_order_each_pair_once_in_small_letters() -> None:
    lines = lexicon.TARGET.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert all(re.fullmatch(r"[^\W\d_A-ZĐ]+ [^\W\d_A-ZĐ]+", line) for line in lines)
    assert {"kiểm tra", "thẩm quyền", "tổ chức"} <= set(lines)


def test_pairs_are_neighbours_of_which_one_has_marks() -> None:
    assert set(lexicon.pairs_of("Rà soát, kiểm tra; plan year")) == {"rà soát", "kiểm tra"}


def test_an_abbreviation_forms_no_pair_but_a_heading_does() -> None:
    assert "cp ngày" not in lexicon.pairs_of("30/2020/NĐ-CP ngày")
    assert "ubnd tỉnh" not in lexicon.pairs_of("UBND tỉnh")
    assert "tổ chức" in lexicon.pairs_of("TỔ CHỨC")


def test_what_is_not_understood_is_told_and_writes_nothing() -> None:
    before = lexicon.TARGET.stat().st_mtime_ns
    assert lexicon.main([]) == 1
    assert lexicon.TARGET.stat().st_mtime_ns == before
