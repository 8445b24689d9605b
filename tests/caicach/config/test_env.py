from pathlib import Path

import pytest

from caicach.config import env
from caicach.config.env import BadSetting

NAME = "CAICACH_THING"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv(NAME, raising=False)
    return monkeypatch


class TestText:
    def test_the_default_stands_where_nothing_is_given(self, given) -> None:
        assert env.text(NAME, "mặc định") == "mặc định"

    def test_a_file_holds_what_should_not_stand_in_the_environment(self, given, tmp_path: Path) -> None:
        (tmp_path / "word").write_text("bí mật\n", encoding="utf-8")
        given.setenv(f"{NAME}_FILE", str(tmp_path / "word"))
        assert env.text(NAME) == "bí mật"

    def test_a_file_that_cannot_be_read_stops_the_start(self, given, tmp_path: Path) -> None:
        given.setenv(f"{NAME}_FILE", str(tmp_path / "none"))
        with pytest.raises(BadSetting, match=r"CAICACH_THING_FILE: không đọc được .*none"):
            env.text(NAME)


class TestFlag:
    @pytest.mark.parametrize(("raw", "value"), [("yes", True), ("no", False), ("YES", True)])
    def test_two_words_are_known(self, given, raw: str, value: bool) -> None:
        given.setenv(NAME, raw)
        assert env.flag(NAME, default=not value) is value

    @pytest.mark.parametrize("raw", ["true", "1", "on", "có", ""])
    def test_any_other_word_stops_the_start(self, given, raw: str) -> None:
        given.setenv(NAME, raw)
        with pytest.raises(BadSetting, match=f"CAICACH_THING: phải là yes hoặc no, không phải “{raw}”"):
            env.flag(NAME)


class TestNumber:
    @pytest.mark.parametrize(("raw", "value"), [("12", 12), ("-1", -1), ("0", 0)])
    def test_a_whole_number(self, given, raw: str, value: int) -> None:
        given.setenv(NAME, raw)
        assert env.number(NAME, 7) == value

    @pytest.mark.parametrize("raw", ["", "1.5", "mười", "1 000", "--1", "²"])
    def test_anything_else_stops_the_start(self, given, raw: str) -> None:
        given.setenv(NAME, raw)
        with pytest.raises(BadSetting, match="CAICACH_THING: phải là số nguyên"):
            env.number(NAME, 7)


def test_words_are_parted_by_commas(given) -> None:
    given.setenv(NAME, " a.vn, b.vn ,,")
    assert env.words(NAME) == ["a.vn", "b.vn"]


class TestDatabase:
    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("sqlite:///var/caicach.sqlite3", "var/caicach.sqlite3"),
            ("sqlite:////srv/caicach.sqlite3", "/srv/caicach.sqlite3"),
            ("sqlite://", ":memory:"),
        ],
    )
    def test_sqlite_by_its_path(self, given, address: str, name: str) -> None:
        settings = env.database(NAME, address)
        assert settings["NAME"] == name
        assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]

    def test_postgresql_with_everything(self, given) -> None:
        settings = env.database(NAME, "postgresql://tinh:m%40t@db.vn:5433/caicach")
        parts = [settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")]
        assert parts == ["caicach", "tinh", "m@t", "db.vn", "5433"]

    def test_postgresql_by_its_socket(self, given) -> None:
        assert env.database(NAME, "postgresql://tinh@%2Frun%2Fpg/caicach")["HOST"] == "/run/pg"

    @pytest.mark.parametrize(
        ("address", "sentence"),
        [
            ("mysql://x/y", "chỉ nhận sqlite:/// hoặc postgresql://, không phải “mysql”"),
            ("caicach.sqlite3", "chỉ nhận"),
            ("postgresql://tinh@db.vn/", "thiếu tên cơ sở dữ liệu"),
        ],
    )
    def test_any_other_address_stops_the_start(self, given, address: str, sentence: str) -> None:
        given.setenv(NAME, address)
        with pytest.raises(BadSetting, match=sentence):
            env.database(NAME, "")
