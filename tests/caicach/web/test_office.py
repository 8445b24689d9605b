"""Old Word files go through LibreOffice where it is installed; elsewhere the sentence says what to do."""

import io
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from docx import Document as WordDocument

from caicach.web.office import docx_of, office_program, read_any
from vanban.reading import ReadError

OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)


def word(*lines: str) -> bytes:
    document = WordDocument()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in the place of LibreOffice; each test writes what it does."""
    path = tmp_path / "soffice"
    monkeypatch.setenv("CAICACH_SOFFICE", str(path))
    return path


def does(program: Path, script: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)


# The arguments end with: --outdir FOLDER FILE.
LAST_TWO = 'for one in "$@"; do folder="$before"; before="$one"; done'


def test_an_old_word_file_is_read_as_what_libreoffice_makes_of_it(program: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(word("Kế hoạch cải cách hành chính"))
    does(program, f'{LAST_TWO}\ncp {made} "$folder/tep.docx"')
    document = read_any(OLD, name="ke-hoach.doc")
    assert [block.text for block in document.paragraphs()] == ["Kế hoạch cải cách hành chính"]
    assert document.name == "ke-hoach.doc"


def test_the_program_gets_an_own_profile_and_no_macros(program: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    does(
        program,
        f'printf "%s\\n" "$@" > {seen}; cat "$HOME/profile/user/registrymodifications.xcu" >> {seen}; env >> {seen}',
    )
    os.environ["CAICACH_SECRET_KEY_OF_TEST"] = "x"
    with pytest.raises(ReadError):
        docx_of(OLD, name="a.doc")
    del os.environ["CAICACH_SECRET_KEY_OF_TEST"]
    said = seen.read_text()
    assert "-env:UserInstallation=file://" in said
    assert "DisableMacrosExecution" in said
    assert "CAICACH_SECRET_KEY_OF_TEST" not in said


@pytest.mark.parametrize("script", ["exit 1", "exit 0", f'{LAST_TWO}\necho hong > "$folder/tep.docx"'])
def test_a_file_that_cannot_be_converted_is_said(program: Path, script: str) -> None:
    does(program, script)
    with pytest.raises(ReadError) as refusal:
        docx_of(OLD, name="a.doc")
    assert refusal.value.code == "RD052"


def test_a_program_that_never_ends_is_ended_with_its_children(program: Path, tmp_path: Path) -> None:
    child = tmp_path / "child"
    does(program, f"sleep 60 & echo $! > {child}; wait")
    start = time.monotonic()
    with pytest.raises(ReadError) as refusal:
        docx_of(OLD, name="a.doc", limit_seconds=1)
    assert refusal.value.code == "RD052"
    assert time.monotonic() - start < 20
    state = Path(f"/proc/{child.read_text().strip()}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_without_libreoffice_the_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAICACH_SOFFICE", "")
    assert office_program() is None
    with pytest.raises(ReadError) as refusal:
        read_any(OLD, name="a.doc")
    assert refusal.value.code == "RD005"


def test_other_files_never_start_it(program: Path) -> None:
    does(program, "exit 3")
    assert read_any(word("Một dòng"), name="a.docx").format == "docx"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
def test_the_real_program_reads_a_real_old_file(tmp_path: Path) -> None:
    source = tmp_path / "that.docx"
    source.write_bytes(word("Ủy ban nhân dân tỉnh Sông Mây", "Kế hoạch năm 2026"))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "doc",
            "--outdir",
            tmp_path,
            source,
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    document = read_any((tmp_path / "that.doc").read_bytes(), name="that.doc")
    assert [block.text for block in document.paragraphs()] == ["Ủy ban nhân dân tỉnh Sông Mây", "Kế hoạch năm 2026"]
