"""A change stands in the file's own runs: accepted it gives the new words, refused the old ones, and all else stays."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from vanban.reading import Paragraph, read_document
from vanban.writing.archives import repacked
from vanban.writing.docx.changes import Change
from vanban.writing.docx.comments import Comment, Writer
from vanban.writing.docx.plain import plain_docx
from vanban.writing.docx.reviewed import reviewed_docx
from vanban.writing.docx.word_file import UnwritableError
from word_sample import word_sample

AT = datetime(2026, 3, 16, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
WRITER = Writer("Cải Cách", "CC", AT)
PERSON = "Lê Thị Mai Hương"
SAMPLE = word_sample()


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a reading: in the accepted view, so that a tracked change counts as made."""
    found = []
    for block in read_document(data, name="mau.docx").blocks:
        if isinstance(block, Paragraph):
            found += block.text.split("\n")
        else:
            cells = (cell for row in block.rows for cell in row.cells if not cell.merged_from)
            found += [line for cell in cells for line in cell.text.split("\n")]
    return found


def change(lines: Sequence[str], nth: int, old: str, new: str) -> Change:
    """Replace ``old`` in the ``nth`` of the lines that hold it."""
    line = [at for at, text in enumerate(lines) if old in text][nth]
    start = lines[line].index(old)
    otherwise = Comment(f"Sửa bằng tay: {new}", line, start, start + len(old))
    return Change(line, start, start + len(old), old, new, PERSON, AT, otherwise)


def reviewed(data: bytes, *changes: Change, comments: Sequence[Comment] = ()) -> bytes:
    return reviewed_docx(data, lines_of(data), comments, changes, writer=WRITER)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def refused(data: bytes) -> bytes:
    """Return the file as it is when somebody refuses the changes of ``PERSON``."""
    roots = {name: part(data, name) for name in ("word/document.xml", "word/footnotes.xml") if name in parts(data)}
    for root in roots.values():
        for wrapper in list(root.iter(qn("w:ins"), qn("w:del"))):
            if wrapper.get(qn("w:author")) != PERSON:
                continue
            if wrapper.tag == qn("w:del"):
                for words in wrapper.iter(qn("w:delText")):
                    words.tag = qn("w:t")
                for child in list(wrapper):
                    wrapper.addprevious(child)
            wrapper.getparent().remove(wrapper)
    return repacked(data, {name: etree.tostring(root) for name, root in roots.items()})


def said(data: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(data)).comments if one.author == "Cải Cách"]


def struck(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield (deleted, inserted) of each change of ``PERSON``, in order."""
    for name in ("word/document.xml", "word/footnotes.xml"):
        if name in parts(data):
            root = part(data, name)
            for kind, tag in (("del", "delText"), ("ins", "t")):
                for wrapper in root.iter(qn(f"w:{kind}")):
                    if wrapper.get(qn("w:author")) == PERSON:
                        yield kind, "".join(words.text or "" for words in wrapper.iter(qn(f"w:{tag}")))


WHERE = [
    pytest.param(0, "31/11/2027", "30/11/2027", id="over three runs that look different"),
    pytest.param(1, "31/11/2027", "30/11/2027", id="in a cell"),
    pytest.param(2, "31/11/2027", "30/11/2027", id="in a table within a cell"),
    pytest.param(0, "của của", "của", id="words that only go, behind a bullet that Word prints"),
    pytest.param(0, "12 /QĐ-UBND", "12/QĐ-UBND", id="in a link"),
    pytest.param(0, "30/02/2027", "28/02/2027", id="in what somebody else inserted"),
    pytest.param(0, "31/9/2027", "30/9/2027", id="under somebody's comment"),
    pytest.param(0, "31/4/2027", "30/4/2027", id="behind a line break"),
    pytest.param(0, "7 /QĐ-UBND", "7/QĐ-UBND", id="in a footnote"),
    pytest.param(0, "Báo cáo", "Báo cáo đầy đủ", id="words that are only added behind others"),
    pytest.param(0, "Rà soát", "Thường xuyên Rà soát", id="words that are only added before others"),
    pytest.param(0, "Làm xong trước", "Làm trước", id="words that go from between others"),
]


@pytest.mark.parametrize(("nth", "old", "new"), WHERE)
def test_accepted_it_gives_the_new_words_and_refused_the_old_ones(nth: int, old: str, new: str) -> None:
    before = lines_of(SAMPLE)
    one = change(before, nth, old, new)

    data = reviewed(SAMPLE, one)

    after = list(before)
    after[one.line] = after[one.line][: one.start] + new + after[one.line][one.end :]
    assert lines_of(data) == after
    assert lines_of(refused(data)) == before
    assert not said(data)


def test_all_of_them_at_once_with_comments_at_the_same_words() -> None:
    before = lines_of(SAMPLE)
    changes = [change(before, *values.values[:3]) for values in WHERE[:9]]
    comments = [Comment(f"Lời {nth}", one.line, one.start, one.end) for nth, one in enumerate(changes)]

    data = reviewed(SAMPLE, *changes, comments=comments)

    after = list(before)
    for one in changes:
        after[one.line] = after[one.line].replace(one.old, one.new)
    assert lines_of(data) == after
    assert lines_of(refused(data)) == before
    assert said(data) == [comment.text for comment in comments]


def test_only_the_words_that_differ_are_struck() -> None:
    lines = lines_of(SAMPLE)

    data = reviewed(SAMPLE, change(lines, 0, "của của đơn vị", "của đơn vị"))

    assert list(struck(data)) == [("del", " của")]


def test_new_words_look_like_the_old_ones_and_bear_who_and_when() -> None:
    data = reviewed(SAMPLE, change(lines_of(SAMPLE), 0, "31/11/2027", "30/11/2027"))

    inserted = next(one for one in part(data).iter(qn("w:ins")) if one.get(qn("w:author")) == PERSON)
    assert inserted.find(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:b')}") is not None  # as "31" was
    assert inserted.get(qn("w:date")) == "2026-03-16T09:30:00Z"  # the clock on the wall, as Word writes it
    runs = [run for one in part(data).iter(qn("w:del")) for run in one if one.get(qn("w:author")) == PERSON]
    assert [run.find(f".//{qn('w:delText')}").text for run in runs] == ["31", "/11", "/2027"]
    assert runs[1].find(f"{qn('w:rPr')}/{qn('w:i')}") is not None


def test_what_another_inserted_is_divided_and_stays_theirs() -> None:
    data = reviewed(SAMPLE, change(lines_of(SAMPLE), 0, "30/02/2027", "28/02/2027"))

    body = part(data)
    assert not [one for one in body.iter(qn("w:ins")) if one.getparent().tag == qn("w:ins")]
    theirs = [one for one in body.iter(qn("w:ins")) if one.get(qn("w:author")) == "Chị Hoa"]
    assert len(theirs) == 2
    assert "".join(words.text for words in body.iter(qn("w:delText"))) == "30/02/202731/01"


def test_what_word_computes_by_itself_is_said_instead() -> None:
    data = reviewed(SAMPLE, change(lines_of(SAMPLE), 0, "31/6/2027", "30/6/2027"))

    assert lines_of(data) == lines_of(SAMPLE)
    assert said(data) == ["Sửa bằng tay: 30/6/2027"]


def test_a_number_that_word_prints_by_itself_is_said_instead() -> None:
    document = docx.Document()
    document.add_paragraph("Một việc", style="List Number")
    file = io.BytesIO()
    document.save(file)
    lines = lines_of(file.getvalue())

    data = reviewed(file.getvalue(), change(lines, 0, lines[0].split(" ")[0], "2."))

    assert lines_of(data) == lines
    assert said(data) == ["Sửa bằng tay: 2."]


def test_other_words_at_the_place_are_never_touched() -> None:
    lines = lines_of(SAMPLE)
    one = change(lines, 0, "31/9/2027", "30/9/2027")
    lines[one.line] = lines[one.line].replace("31/9/2027", "31/8/2027")
    wrong = Change(one.line, one.start, one.end, "31/8/2027", "30/9/2027", PERSON, AT, one.otherwise)

    data = reviewed_docx(SAMPLE, lines, [], [wrong], writer=WRITER)

    assert lines_of(data) == lines_of(SAMPLE)
    assert len(said(data)) == 1


def test_of_two_that_meet_the_first_is_made() -> None:
    lines = lines_of(SAMPLE)
    first, second = change(lines, 0, "31/9/2027", "30/9/2027"), change(lines, 0, "ngày 31/9/2027", "ngày 01/10/2027")

    data = reviewed(SAMPLE, first, second)

    assert "3. Họp ngày 30/9/2027." in lines_of(data)
    assert said(data) == ["Sửa bằng tay: ngày 01/10/2027"]


def test_all_other_parts_keep_their_bytes() -> None:
    lines = lines_of(SAMPLE)

    data = reviewed(SAMPLE, change(lines, 0, "31/11/2027", "30/11/2027"), comments=[Comment("Lời", 1)])

    before, after = parts(SAMPLE), parts(data)
    assert {name for name in after if after[name] != before.get(name)} == {"word/document.xml", "word/comments.xml"}
    assert set(before) <= set(after)


def test_with_nothing_to_say_no_part_changes() -> None:
    assert parts(reviewed(SAMPLE)) == parts(SAMPLE)


def test_ids_are_unique_and_comments_go_on_counting() -> None:
    lines = lines_of(SAMPLE)
    changes = [change(lines, *values.values[:3]) for values in WHERE[:9]]

    data = reviewed(SAMPLE, *changes, comments=[Comment("Một", 1), Comment("Hai", 2)])

    roots = [part(data), part(data, "word/footnotes.xml")]
    ids = [one.get(qn("w:id")) for root in roots for one in root.iter(qn("w:ins"), qn("w:del"))]
    assert len(ids) == len(set(ids))
    comments = part(data, "word/comments.xml")
    assert [one.get(qn("w:id")) for one in comments] == ["0", "1", "2"]
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(one.get(qn("w:id")) for one in roots[0].iter(qn(f"w:{mark}"))) == ["0", "1", "2"]


def test_a_comment_on_a_note_stands_at_its_mark_in_the_body() -> None:
    lines = lines_of(SAMPLE)
    line = next(at for at, text in enumerate(lines) if "7 /QĐ" in text)

    data = reviewed(SAMPLE, comments=[Comment("Lời về chú thích", line, 0, 4)])

    start = part(data).find(f".//{qn('w:commentRangeStart')}[@{qn('w:id')}='1']")
    assert start.getnext().find(qn("w:footnoteReference")) is not None


def test_a_plain_file_of_another_format_takes_changes_too() -> None:
    given = plain_docx(["Làm xong trước 31/11/2027", [["a", "b\nTrước 31/4/2027"]]])
    lines = ["Làm xong trước 31/11/2027", "a", "b", "Trước 31/4/2027"]
    changes = [change(lines, 0, "31/11/2027", "30/11/2027"), change(lines, 0, "31/4/2027", "30/4/2027")]

    data = reviewed_docx(given, lines, [], changes, writer=WRITER)

    assert [text for kind, text in struck(data) if kind == "ins"] == ["30/11/2027", "30/4/2027"]


@pytest.mark.parametrize("kind", ["document.macroEnabled.main", "template.main"])
def test_a_template_or_a_file_with_macros_is_not_written_under_another_name(kind: str) -> None:
    types = parts(SAMPLE)["[Content_Types].xml"]
    data = repacked(SAMPLE, {"[Content_Types].xml": re.sub(rb"document\.main", kind.encode(), types)})

    with pytest.raises(UnwritableError):
        reviewed(data, comments=[Comment("Lời")])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["của", "của của", "31/11", "xã", " ", "ủy ban", "a"]), min_size=1, max_size=6), st.data()
)
def test_wherever_a_paragraph_is_divided_into_runs(words: list[str], data: st.DataObject) -> None:
    text = "Đầu " + " ".join(words) + " cuối"
    cuts = sorted(data.draw(st.sets(st.integers(1, len(text) - 1), max_size=6)))
    document = docx.Document()
    paragraph = document.add_paragraph()
    for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        paragraph.add_run(text[begin:end])
    file = io.BytesIO()
    document.save(file)
    lines = lines_of(file.getvalue())
    tokens = lines[0].split(" ")
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first + 1, len(tokens)))
    new = data.draw(st.lists(st.sampled_from(["của", "30/11", "mới"]), max_size=2))
    old = " ".join(tokens[first:last])
    start = len(" ".join(tokens[:first])) + bool(first)
    one = Change(0, start, start + len(old), old, " ".join(new), PERSON, AT, Comment("Không được", 0))

    made = reviewed_docx(file.getvalue(), lines, [Comment("Lời", 0, start, start + len(old))], [one], writer=WRITER)

    left = [*tokens[:first], *new, *tokens[last:]]
    assert lines_of(made) == ([" ".join(left)] if left else [])
    assert lines_of(refused(made)) == lines
    assert said(made) == ["Lời"]
