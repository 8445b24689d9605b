"""The folder of all that must be kept, and the secret key in it. Read before Django: imports nothing of it."""

import os
import secrets
from pathlib import Path

from caicach.config import env

__all__ = ["DEVELOPMENT_KEY", "make_secret_key", "secret_key", "state_folder"]

# Django's own check refuses this prefix in `check --deploy`.
DEVELOPMENT_KEY = "django-insecure-chi-dung-khi-phat-trien-va-thu-nghiem-khong-dung-de-van-hanh"


def state_folder() -> Path:
    """Return the folder of database, files and key; it need not exist yet."""
    return Path(env.text("CAICACH_STATE", "var")).resolve()


def secret_key(state: Path) -> str:
    """Return the key that signs sessions and queued jobs: the setting, else the installation's file, else none real.

    Raises:
        BadSetting: the file cannot be read.
    """
    given = env.text("CAICACH_SECRET_KEY")
    if given:
        return given
    path = _key_path(state)
    if not path.exists():
        return DEVELOPMENT_KEY
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise env.BadSetting(f"Không đọc được khóa bí mật trong {path}.") from error


def make_secret_key(state: Path) -> None:
    """Make the installation's key once, readable by its owner alone; a key that is given or there is kept."""
    path = _key_path(state)
    if env.text("CAICACH_SECRET_KEY") or path.exists():
        return
    state.mkdir(parents=True, exist_ok=True)
    # Written aside and linked, so that of two programs starting at once both use the same whole key.
    aside = state / f".secret-key.{os.getpid()}"
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _key_path(state: Path) -> Path:
    return state / "secret-key"
