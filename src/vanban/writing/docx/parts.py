"""The parts of an official paper in their order and letters.

Owns: what stands where (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II). Does not: know mark-up (``marks``, ``tables``)
or figures (``vanban.writing.layout``).
"""

from collections.abc import Iterator

from vanban.writing.docx.marks import Style, paragraph, rule
from vanban.writing.docx.tables import side_by_side, table
from vanban.writing.layout import Layout
from vanban.writing.model import (
    Block,
    HeaderBlock,
    Listing,
    Paper,
    Paragraph,
    Picture,
    Run,
    SignBlock,
    Table,
    Text,
    Title,
)
from vanban.writing.words import MOTTO, RECIPIENTS, STATE, addressed, listed, marks_of

__all__ = ["body"]

_MM_A_PT = 25.4 / 72
_LETTER_WIDTH = 0.49  # of a small bold letter of Times, in heights
_RULE_OF_NAME = 0.4  # of the name's width: between a third and a half
_LEFT_SHARE = 0.42  # of the header block
_SIGNING_ROOM_PT = 60
_BOLD_LEVELS = 2  # "I." and "1." are bold, "a)" is not
_TO_SHARE = 0.15  # of the width, before "Kính gửi:" of several
_TO_HEAD_MM = 17  # the width of "Kính gửi": dashes stand below its colon


def body(paper: Paper, layout: Layout) -> str:
    """Return everything of the paper but its page numbers, as mark-up."""
    return "".join(_pieces(paper, layout))


def _pieces(paper: Paper, layout: Layout) -> Iterator[str]:
    width = layout.text_width_mm(is_landscape=paper.is_landscape)
    if paper.header is not None:
        yield _header(paper.header, layout, width)
    yield _title(paper.title, layout, width)
    yield from _addressed(paper.to, layout, width)
    for block in paper.blocks:
        yield _block(block, layout, width)
    if paper.sign is not None or paper.recipients:
        yield _foot(paper, layout, width)
    yield paragraph("", Style(2))  # a table must not be the last thing of a body


def _block(block: Block, layout: Layout, width: float) -> str:
    match block:
        case Table():
            return _table(block, layout, width)
        case Listing():
            return _listing(block, layout)
        case Picture():
            return _picture(block, layout)
        case _:
            return _paragraph(block, layout)


def _addressed(to: tuple[str, ...], layout: Layout, width: float) -> Iterator[str]:
    first, *rest = addressed(to) or ("",)
    if not rest:
        yield from (paragraph(first, Style(layout.text_pt.chosen, "center")) for _one in to)
        return
    side = width * _TO_SHARE
    yield paragraph(first, Style(layout.text_pt.chosen, indent_mm=side))
    yield from (paragraph(line, Style(layout.text_pt.chosen, indent_mm=side + _TO_HEAD_MM)) for line in rest)


def _header(header: HeaderBlock, layout: Layout, width: float) -> str:
    left = width * _LEFT_SHARE
    right = width - left
    return side_by_side(((_issuer(header, layout, left), left), (_state(header, layout, right), right)))


def _issuer(header: HeaderBlock, layout: Layout, within: float) -> str:
    name = Style(layout.body_name_pt.chosen, "center", is_bold=True)
    marks = [paragraph(header.parent, Style(layout.body_name_pt.chosen, "center"))] if header.parent else []
    marks += [paragraph(header.body, name), rule(_width_of(header.body, name) * _RULE_OF_NAME, within)]
    if header.symbol:
        marks.append(paragraph(header.symbol, Style(layout.number_pt.chosen, "center", before_pt=3)))
    if header.about:
        marks.append(paragraph(header.about, Style(layout.body_name_pt.chosen, "center", before_pt=3)))
    if header.mark:
        marks.append(paragraph(header.mark, Style(layout.body_name_pt.chosen, "center", is_bold=True, before_pt=6)))
    return "".join(marks)


def _state(header: HeaderBlock, layout: Layout, within: float) -> str:
    motto = Style(layout.motto_pt.chosen, "center", is_bold=True)
    marks = [
        paragraph(STATE, Style(layout.state_pt.chosen, "center", is_bold=True)),
        paragraph(MOTTO, motto),
        rule(_width_of(MOTTO, motto), within),
    ]
    if header.place_and_date:
        style = Style(layout.place_and_date_pt.chosen, "center", is_italic=True, before_pt=3)
        marks.append(paragraph(header.place_and_date, style))
    return "".join(marks)


def _width_of(text: str, style: Style) -> float:
    """Return about how wide a line is, in millimetres: a rule under a name need not be exact."""
    return len(text) * _LETTER_WIDTH * style.size_pt * _MM_A_PT * (1.4 if text.isupper() else 1.0)


def _title(title: Title, layout: Layout, width: float) -> str:
    subject = Style(layout.subject_pt.chosen, "center", is_bold=True, keeps_next=True)
    note = Style(layout.subject_pt.chosen, "center", is_italic=True, keeps_next=True)
    kind = Style(layout.kind_pt.chosen, "center", is_bold=True, before_pt=12, keeps_next=True)
    marks = [paragraph(title.kind, kind)] if title.kind else []
    marks += [paragraph(line, subject) for line in title.subject]
    marks += [paragraph(line, note) for line in title.notes]
    if title.subject:
        marks.append(rule(min(60.0, width / 4), width))
    marks.append(paragraph("", Style(6)))
    return "".join(marks)


def _paragraph(given: Paragraph, layout: Layout) -> str:
    size, gap = layout.text_pt.chosen, layout.gap_pt.chosen
    if given.kind == "note":
        return paragraph(given.text, Style(layout.recipients_head_pt.chosen, "justify", is_italic=True, before_pt=gap))
    if given.kind == "centred":
        return paragraph(given.text, Style(size, "center", is_bold=True, before_pt=gap, keeps_next=True))
    indent = layout.indent_mm.chosen
    if given.kind == "heading":
        is_bold = given.level <= _BOLD_LEVELS
        look = Style(size, "justify", is_bold, indent_mm=indent, before_pt=gap, keeps_next=True, outline=given.level)
        return paragraph(given.text, look)
    return paragraph(given.text, Style(size, "justify", indent_mm=indent, before_pt=gap))


def _listing(given: Listing, layout: Layout) -> str:
    style = Style(layout.text_pt.chosen, "justify", indent_mm=layout.indent_mm.chosen, before_pt=layout.gap_pt.chosen)
    return "".join(
        paragraph(_behind(mark, item), style) for mark, item in zip(marks_of(given), given.items, strict=True)
    )


def _behind(mark: str, text: Text) -> Text:
    return f"{mark} {text}" if isinstance(text, str) else (Run(f"{mark} "), *text)


def _picture(given: Picture, layout: Layout) -> str:
    before = round(layout.gap_pt.chosen * 20)
    keep = "<w:keepNext/>" if given.caption else ""
    marks = (
        f'<w:p><w:pPr>{keep}<w:spacing w:before="{before}" w:after="0"/><w:jc w:val="center"/></w:pPr>'
        "<w:r><here:picture/></w:r></w:p>"
    )
    return marks + (
        paragraph(given.caption, Style(layout.text_pt.chosen, "center", is_italic=True)) if given.caption else ""
    )


def _table(given: Table, layout: Layout, width: float) -> str:
    size = layout.table_size_pt(len(given.columns))
    head = Style(size, "center", is_bold=True, before_pt=layout.gap_pt.chosen, keeps_next=True)
    marks = [paragraph(given.caption, head)] if given.caption else []
    marks += [paragraph(given.unit, Style(size, "right", is_italic=True, keeps_next=True))] if given.unit else []
    # The empty paragraph keeps two tables apart, which would flow into one.
    marks.append(paragraph("", Style(4, keeps_next=bool(marks))))
    return "".join(marks) + table(given, width_mm=width, size_pt=size)


def _foot(paper: Paper, layout: Layout, width: float) -> str:
    """Return "Nơi nhận", left, and the signature, right."""
    half = width / 2
    pieces = ((_recipients(paper.recipients, layout), half), (_signature(paper.sign, layout), half))
    return paragraph("", Style(6)) + side_by_side(pieces)


def _recipients(lines: tuple[str, ...], layout: Layout) -> str:
    if not lines:
        return paragraph("", Style(layout.recipients_pt.chosen))
    head = Style(layout.recipients_head_pt.chosen, is_bold=True, is_italic=True)
    below = (paragraph(line, Style(layout.recipients_pt.chosen)) for line in listed(lines))
    return paragraph(RECIPIENTS, head) + "".join(below)


def _signature(sign: SignBlock | None, layout: Layout) -> str:
    if sign is None:
        return paragraph("", Style(layout.sign_pt.chosen))
    style = Style(layout.sign_pt.chosen, "center", is_bold=True)
    name = Style(layout.sign_pt.chosen, "center", is_bold=True, before_pt=_SIGNING_ROOM_PT)
    return "".join(paragraph(office, style) for office in sign.offices) + paragraph(sign.name, name)
