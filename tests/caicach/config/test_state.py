import stat
from pathlib import Path

import pytest

from caicach.config.env import BadSetting
from caicach.config.state import DEVELOPMENT_KEY, make_secret_key, secret_key, state_folder


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CAICACH_SECRET_KEY", raising=False)


def test_an_installation_makes_its_key_once(tmp_path: Path) -> None:
    state = tmp_path / "var"
    make_secret_key(state)
    key = secret_key(state)
    make_secret_key(state)
    assert secret_key(state) == key
    assert len(key) > 80


def test_only_its_owner_reads_the_key_and_nothing_else_lies_there(tmp_path: Path) -> None:
    make_secret_key(tmp_path)
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    make_secret_key(tmp_path / "a")
    make_secret_key(tmp_path / "b")
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_a_given_key_stands_above_the_file_and_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAICACH_SECRET_KEY", "được cho")
    make_secret_key(tmp_path)
    assert secret_key(tmp_path) == "được cho"
    assert not list(tmp_path.iterdir())


def test_without_an_installation_the_key_is_one_that_a_deployment_refuses(tmp_path: Path) -> None:
    assert secret_key(tmp_path) == DEVELOPMENT_KEY
    assert DEVELOPMENT_KEY.startswith("django-insecure-")


def test_a_key_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_bytes(b"\xff\xfe")
    with pytest.raises(BadSetting, match="Không đọc được khóa bí mật"):
        secret_key(tmp_path)


def test_the_folder_is_where_the_setting_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAICACH_STATE", str(tmp_path / "x" / ".." / "y"))
    assert state_folder() == tmp_path / "y"
