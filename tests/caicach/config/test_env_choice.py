"""A setting that knows a few words."""

import pytest

from caicach.config import env
from caicach.config.env import BadSetting

NAME = "CAICACH_THING"
KNOWN = ("starttls", "tls", "none")


def test_the_first_word_stands_where_nothing_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert env.choice(NAME, KNOWN) == "starttls"


def test_a_known_word_is_taken_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "TLS")
    assert env.choice(NAME, KNOWN) == "tls"


def test_another_word_stops_the_start_and_names_those_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "ssl")
    with pytest.raises(BadSetting, match="starttls, tls, none, không phải “ssl”"):
        env.choice(NAME, KNOWN)
