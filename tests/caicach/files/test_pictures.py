"""Pages of stored files as pictures: which page, which part of it, to whom, within which bounds."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument

from caicach.files import registry
from caicach.files.constants import JPEG, PDF, PNG, TXT
from caicach.files.models import StoredFile
from caicach.files.pictures import MAX_HEIGHT, MAX_WIDTH, WHOLE, box_of, page_png
from caicach.files.services import file_store
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond
from cast import Cast

RED, BLUE, WHITE = (220, 30, 30), (30, 30, 220), (255, 255, 255)


def quarters(size: tuple[int, int] = (400, 200), form: str = "PNG", **options: Any) -> bytes:
    """Return a white picture whose left upper quarter is red and whose right lower quarter is blue."""
    image = Image.new("RGB", size, WHITE)
    width, height = size
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=RED)
    draw.rectangle((width // 2, height // 2, width, height), fill=BLUE)
    kept = io.BytesIO()
    image.save(kept, form, **options)
    return kept.getvalue()


def pdf(*pages: tuple[int, int]) -> bytes:
    """Return a PDF of pages that look like ``quarters``, of sizes in points."""
    kept = io.BytesIO()
    first, *others = (Image.open(io.BytesIO(quarters(size))) for size in pages)
    first.save(kept, "PDF", save_all=True, append_images=others)
    return kept.getvalue()


def seen(data: bytes) -> Image.Image:
    """Return a PNG as pixels."""
    image = Image.open(io.BytesIO(data))
    assert image.format == "PNG"
    return image.convert("RGB")


def is_near(image: Image.Image, at: tuple[float, float], colour: tuple[int, int, int]) -> bool:
    """Whether the pixel at parts of the width and height has about a colour."""
    pixel = image.getpixel((int(image.width * at[0]), int(image.height * at[1])))
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


def test_a_page_of_a_pdf_is_drawn_upright_and_whole() -> None:
    image = seen(page_png(pdf((595, 842), (842, 595)), PDF, number=2))
    assert image.width == MAX_WIDTH
    assert image.width > image.height
    assert is_near(image, (0.1, 0.1), RED)
    assert is_near(image, (0.9, 0.9), BLUE)
    assert is_near(image, (0.9, 0.1), WHITE)


@pytest.mark.parametrize(("data", "kind"), [(pdf((400, 200)), PDF), (quarters(), PNG), (quarters(form="JPEG"), JPEG)])
def test_a_box_is_cut_out_with_a_small_margin(data: bytes, kind: str) -> None:
    image = seen(page_png(data, kind, number=1, box=(500, 500, 1000, 1000)))
    assert is_near(image, (0.5, 0.5), BLUE)
    assert is_near(image, (0.9, 0.05), BLUE)
    assert is_near(image, (0.5, 0.002), WHITE)
    assert 1.9 < image.width / image.height < 2.1


def test_a_picture_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3
    image = seen(page_png(quarters(form="JPEG", exif=exif), JPEG, number=1))
    assert is_near(image, (0.1, 0.1), BLUE)


@pytest.mark.parametrize("size", [(5000, 200), (100, 9000), (3000, 3000)])
def test_no_picture_is_larger_than_a_screen_needs(size: tuple[int, int]) -> None:
    for data, kind in ((quarters(size), PNG), (pdf(size), PDF)):
        image = seen(page_png(data, kind, number=1))
        assert image.width <= MAX_WIDTH
        assert image.height <= MAX_HEIGHT


@pytest.mark.parametrize("number", [0, 3, 10**30])
def test_a_page_that_is_not_there_is_named(number: int) -> None:
    with pytest.raises(Beyond, match=f"Tệp có 2 trang, không có trang {number}"):
        page_png(pdf((200, 200), (200, 200)), PDF, number=number)


def test_a_picture_has_one_page() -> None:
    with pytest.raises(Beyond, match="1 trang"):
        page_png(quarters(), PNG, number=2)


def test_what_has_no_pages_says_so() -> None:
    with pytest.raises(Beyond, match="không có ảnh trang"):
        page_png(b"Ke hoach", TXT, number=1)


@pytest.mark.parametrize(
    ("data", "kind"), [(b"%PDF-1.7 hong", PDF), (quarters()[:60], PNG), (quarters(form="JPEG")[:300], JPEG)]
)
def test_a_damaged_file_is_refused_in_words(data: bytes, kind: str) -> None:
    with pytest.raises(BadInput, match="tệp hỏng hoặc có mật khẩu"):
        page_png(data, kind, number=1)


def huge_png(width: int, height: int) -> bytes:
    """Return a PNG that says it is huge and holds next to nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(10_001, 10_000), (60_000, 60_000)])
def test_more_than_100_megapixels_are_refused_before_they_are_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match="100 triệu điểm ảnh"):
        page_png(huge_png(*size), PNG, number=1)


def test_a_huge_picture_inside_a_pdf_is_refused_too() -> None:
    small = pdf((200, 200))
    lying = small.replace(b"/Width 200", b"/Width 99999").replace(b"/Height 200", b"/Height 99999")
    assert lying != small
    with pytest.raises(BadInput, match="100 triệu điểm ảnh"):
        page_png(lying, PDF, number=1)


def test_an_empty_page_is_a_white_picture() -> None:
    document, kept = PdfDocument.new(), io.BytesIO()
    document.new_page(300, 300)
    document.save(kept)
    assert is_near(seen(page_png(kept.getvalue(), PDF, number=1)), (0.5, 0.5), WHITE)


def test_a_box_is_four_numbers_in_order() -> None:
    assert box_of("") == WHOLE
    assert box_of("1,20,300,1000") == (1, 20, 300, 1000)


@pytest.mark.parametrize(
    "text", ["1,2,3", "1,2,3,4,5", "0,0,1001,10", "5,0,5,10", "0,9,10,8", "-1,0,5,5", "a,b,c,d", "²,0,5,5"]
)
def test_any_other_box_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="Khung ảnh"):
        box_of(text)


@pytest.fixture
def mine(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], StoredFile]:
    """Store a file that belongs to something the standing officer sees, and nobody else."""
    stored: list[StoredFile] = []

    def owns(actor: Actor, file: StoredFile) -> bool:
        return file in stored and actor == cast.standing_officer.actor

    monkeypatch.setitem(registry.owners._entries, "test", owns)

    def store(data: bytes) -> StoredFile:
        stored.append(file_store(data, now=cast.now))
        return stored[-1]

    return store


def address(file: StoredFile, number: int = 1) -> str:
    return reverse("files:page", args=[file.uid, number])


def test_whoever_may_download_sees_the_page(cast: Cast, client: Client, mine: Callable[[bytes], StoredFile]) -> None:
    file = mine(pdf((400, 200)))
    client.force_login(cast.standing_officer.user)
    response = client.get(address(file), {"o": "0,0,500,500"})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    assert response.headers["Cache-Control"] == "private, max-age=86400"
    assert is_near(seen(response.content), (0.5, 0.5), RED)
    again = client.get(address(file), {"o": "0,0,500,500"}, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(address(file), {"o": "0,0,501,500"}, headers={"If-None-Match": response.headers["ETag"]})
    assert other.status_code == 200


def test_for_others_no_page_is_there(cast: Cast, client: Client, mine: Callable[[bytes], StoredFile]) -> None:
    file = mine(pdf((400, 200)))
    for who in (cast.commune_officer, cast.stranger):
        client.force_login(who.user)
        assert client.get(address(file)).status_code == 404
    client.logout()
    assert client.get(address(file)).status_code == 302


def test_errors_are_sentences(cast: Cast, client: Client, mine: Callable[[bytes], StoredFile]) -> None:
    client.force_login(cast.standing_officer.user)
    text = client.get(address(mine("Kế hoạch".encode())))
    assert (text.status_code, "không có ảnh trang" in text.text) == (404, True)
    file = mine(pdf((400, 200)))
    beyond = client.get(address(file, 7))
    assert (beyond.status_code, "không có trang 7" in beyond.text) == (404, True)
    wrong = client.get(address(file), {"o": "x"})
    assert (wrong.status_code, "Khung ảnh" in wrong.text) == (422, True)
