"""Whatever stands in a file, reading ends with a plan or a refusal."""

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.docx_parts import W, archive
from corpora.papers import NAMES, text_of, word_of
from vanban.plans import read_plan
from vanban.reading import ReadError, read_document
from vanban.text.messages import message_of

WORDS = st.sampled_from(
    [
        *(
            "\t",
            "\t",
            "\t",
            "\n",
            "\n",
            "\f",
            " ",
            "TT",
            "Nhiệm vụ",
            "Sản phẩm",
            "Chủ trì",
            "Thời gian",
            "I",
            "1",
            "1.1",
            "-",
        ),
        *("Sở Nội vụ", "Quý I/2026", "31/02/2026", "Phụ lục", "(Kèm theo", "<ul><li>", "</b>", "**", "|", "Số:"),
        *("/KH-UBND", "năm 2026"),
    ]
)


def check(data: bytes) -> None:
    try:
        plan = read_plan(read_document(data, name="a"))
    except ReadError as refusal:
        assert str(refusal)
        return
    plan.to_json(source="a")
    for finding in plan.findings:
        assert message_of(finding)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=60).map("".join))
def test_text_of_words_that_mean_something(text: str) -> None:
    check(text.encode())


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    check(data)


@pytest.mark.parametrize("name", NAMES)
def test_damaged_samples(name: str) -> None:
    chance = random.Random(7)  # noqa: S311
    for whole in (text_of(name), word_of(name)):
        for _ in range(15):
            damaged = bytearray(whole)
            for _ in range(chance.randrange(1, 20)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            check(bytes(damaged[: chance.randrange(1, len(damaged) + 1)]))


def test_xml_with_elements_in_the_wrong_places() -> None:
    chance = random.Random(11)  # noqa: S311
    names = ["p", "r", "t", "tbl", "tr", "tc", "tcPr", "pPr", "numPr", "gridSpan", "vMerge", "sdt", "ins", "del", "br"]
    for _ in range(60):
        body, opened = "", []
        for _ in range(80):
            if opened and chance.random() < 0.45:
                body += f"</w:{opened.pop()}>"
            else:
                opened.append(chance.choice(names))
                body += f'<w:{opened[-1]} w:val="{chance.choice(["1", "x", "-3", "999", "continue"])}">'
                body += chance.choice(string.ascii_letters)
        body += "".join(f"</w:{name}>" for name in reversed(opened))
        xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        check(archive({"word/document.xml": xml}))


@pytest.mark.parametrize("text", ["*" * 100_000, "*a " * 50_000, "<b>" * 50_000, "(" * 100_000, "1.\t" * 50_000])
def test_long_runs_of_marks_take_no_time(text: str) -> None:
    check(text.encode())
