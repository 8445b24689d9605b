"""Scanned pages that are hard on the reader: noise, pictures that are too large, photographs, worn rules."""

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from scan_pages import Sheet, png
from vanban.reading import read_document
from vanban.reading.scan import pictures
from vanban.reading.scan.model import PageParagraph, PageTable, Picture, Pixels
from vanban.reading.scan.page import read_page
from vanban.reading.scan.recognition import TESSDATA_FOLDERS, Recogniser, open_recogniser
from vanban.text.messages import message_of

pytestmark = pytest.mark.skipif(
    not any((Path(folder) / "vie.traineddata").is_file() for folder in TESSDATA_FOLDERS),
    reason="tesseract-ocr-vie is not installed; see tools/system-packages",
)

ACROSS = (60, 110, 300, 420, 540)


def a_table() -> Sheet:
    header = ("TT", "Noi dung", "Co quan", "Han")
    rows = (header, ("1", "UBND xa", "Ban CD", "31/01/2026"), ("2", "UBND huyen", "Ban QL", "15/12/2026"))
    return Sheet().write(60, 80, "Danh sach kem theo").table(ACROSS, (100, 130, 160, 190), rows)


def noise(width: int, height: int) -> Pixels:
    """Return what a scanner with a broken lamp gives: dark and light specks all over."""
    specks = np.random.default_rng(1).normal(128, 60, (height, width)).astype(np.float32)
    return np.clip(cv2.GaussianBlur(specks, (0, 0), 0.6) * 2 - 128, 0, 255).astype(np.uint8)


def test_a_page_of_noise_is_given_up_and_said() -> None:
    with open_recogniser() as recogniser:
        reading = read_page(Picture(noise(1240, 1754), 150, 4), recogniser)
    found = next(one for one in reading.findings if one.code == "RD137")
    assert message_of(found).startswith("Trang 4 mất quá nhiều thời gian để nhận dạng nên chỉ đọc được một phần")


def test_a_page_that_takes_longer_than_a_page_may_keeps_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 1.0, *[100.0] * 99])
    monkeypatch.setattr(Recogniser, "_now", staticmethod(lambda: next(ticks)))
    sheet = Sheet().write(72, 200, "UBND 2026").write(400, 200, "UBND 2027")
    with open_recogniser() as recogniser:
        reading = read_page(Picture(np.array(sheet.scan()), 200, 1), recogniser)
    assert [item.text for item in reading.items if isinstance(item, PageParagraph)] == ["UBND 2026"]
    assert "RD137" in [finding.code for finding in reading.findings]


def test_the_next_page_has_its_own_time() -> None:
    with open_recogniser() as recogniser:
        recogniser.gave_up = True
        reading = read_page(Picture(np.array(Sheet().write(72, 200, "UBND 2026").scan()), 200, 1), recogniser)
    assert reading.findings == ()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_a_picture_larger_than_is_worked_on_is_made_smaller(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_KEPT", 1_000_000)
    image = Sheet().write(72, 200, "UBND 2026", 28).scan().convert(mode)
    (picture,) = pictures.pictures_of_file(png(image))
    assert picture.pixels.shape[0] * picture.pixels.shape[1] <= 1_000_000
    assert picture.dpi == pytest.approx(100, abs=1)
    assert picture.pixels.min() < 100 < 240 < picture.pixels.max()


def test_a_photograph_stands_as_the_camera_held_it() -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned clockwise by a quarter
    Sheet().write(72, 200, "UBND 2026").scan().rotate(90, expand=True).save(file, "JPEG", exif=exif, quality=90)
    document = read_document(file.getvalue(), name="anh.jpg")
    assert "2026" in next(document.paragraphs()).text
    assert "RD132" not in [finding.code for finding in document.findings]


def photographed(image: Image.Image) -> Pixels:
    """Return a page on a dark table, seen at an angle, with a shadow over its left side."""
    page = cv2.copyMakeBorder(np.array(image), *(90,) * 4, borderType=cv2.BORDER_CONSTANT, value=(80, 70, 60))
    height, width = page.shape[:2]
    seen = np.array([[90, 90], [width - 90, 90], [width - 90, height - 90], [90, height - 90]], dtype=np.float32)
    moved = seen + np.array([[45, 30], [-30, 0], [0, -35], [-15, 0]], dtype=np.float32)
    turn = cv2.getPerspectiveTransform(seen, moved)
    page = cv2.warpPerspective(page, turn, (width, height), borderValue=(80, 70, 60))
    return (page * np.linspace(0.6, 1, width)[None, :, None]).astype(np.uint8)


def test_a_page_photographed_at_an_angle_is_laid_flat() -> None:
    with open_recogniser() as recogniser:
        reading = read_page(Picture(photographed(a_table().scan()), 200, 1), recogniser)
    (table,) = [item for item in reading.items if isinstance(item, PageTable)]
    assert [row.cells[0].text for row in table.rows] == ["TT", "1", "2"]
    assert [row.cells[3].text for row in table.rows[1:]] == ["31/01/2026", "15/12/2026"]


def test_the_black_border_of_a_scanner_is_no_frame_of_a_table() -> None:
    pixels = np.array(a_table().scan(skew_deg=1.0))
    pixels[:60], pixels[:, -80:] = 12, 15
    with open_recogniser() as recogniser:
        reading = read_page(Picture(pixels, 200, 1), recogniser)
    (table,) = [item for item in reading.items if isinstance(item, PageTable)]
    assert [len(row.cells) for row in table.rows] == [4, 4, 4]


def worn(image: Image.Image) -> Pixels:
    """Return a page whose rules are broken, as on a copy of a copy, and whose right rule is hardly to be seen."""
    pixels = np.array(image)
    for at in range(180, 1600, 97):
        pixels[260:560, at : at + 14] = 255
    for at in range(290, 540, 61):
        pixels[at : at + 12] = np.where(np.arange(pixels.shape[1])[:, None] % 380 < 340, pixels[at : at + 12], 255)
    right = round(540 * 200 / 72)
    part = pixels[:, right - 3 : right + 4]
    part[:] = 255 - (255 - part) // 4
    return pixels


def test_worn_and_faint_rules_are_rules() -> None:
    sheet = Sheet().table(ACROSS, (100, 130, 160, 190), ())
    with open_recogniser() as recogniser:
        reading = read_page(Picture(worn(sheet.write(65, 118, "TT").scan()), 200, 1), recogniser)
    (table,) = [item for item in reading.items if isinstance(item, PageTable)]
    assert [len(row.cells) for row in table.rows] == [4, 4, 4]
    assert all(cell.merged_from is None for row in table.rows for cell in row.cells)
