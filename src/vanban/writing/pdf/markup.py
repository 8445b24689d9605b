"""A paper as a page of mark-up: what stands where, without any figure of its look.

Owns: the order of the parts and what each is called. Does not: lay out (``look``) or print (``printing``).
"""

from collections.abc import Iterator, Sequence

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
from vanban.writing.pdf.look import page_name, style_sheet
from vanban.writing.pdf.tables import table
from vanban.writing.pdf.words import escaped, words
from vanban.writing.words import MOTTO, RECIPIENTS, STATE, addressed, listed, marks_of

__all__ = ["PICTURE_SCHEME", "page_of", "pictures_of"]

PICTURE_SCHEME = "picture:"
_HEADINGS = {1: "h2", 2: "h3", 3: "h4"}


def pictures_of(papers: Sequence[Paper]) -> tuple[bytes, ...]:
    """Return the pictures of ``papers``; the mark-up names them ``picture:0``, ``picture:1`` and so on."""
    return tuple(block.png for paper in papers for block in paper.blocks if isinstance(block, Picture))


def page_of(papers: Sequence[Paper], layout: Layout) -> str:
    """Return the mark-up of a file of ``papers``.

    Raises:
        ValueError: rows and columns of a table do not fit.
    """
    own = papers[0]
    made_at = own.written_at.isoformat(timespec="seconds")
    numbers = iter(range(len(pictures_of(papers))))
    sections = "".join(
        f'<section class="{page_name(number)}">{"".join(_pieces(paper, layout, numbers))}</section>'
        for number, paper in enumerate(papers)
    )
    return (
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f'<title>{escaped(_named(own))}</title><meta name="author" content="{escaped(own.author)}">'
        f'<meta name="dcterms.created" content="{made_at}"><meta name="dcterms.modified" content="{made_at}">'
        f"<style>{style_sheet(papers, layout)}</style></head><body>{sections}</body></html>"
    )


def _named(paper: Paper) -> str:
    """Return the title of the file, which a reader shows and speaks; a letter has only what it is about."""
    about = paper.header.about if paper.header else ""
    return " ".join((paper.title.kind, *paper.title.subject)).strip() or about or paper.author


def _pieces(paper: Paper, layout: Layout, numbers: Iterator[int]) -> Iterator[str]:
    width_mm = layout.text_width_mm(is_landscape=paper.is_landscape)
    if paper.header is not None:
        yield f'<div class="head">{_issuer(paper.header)}{_state(paper.header)}</div>'
    yield _title(paper.title)
    yield _to(paper.to)
    for block in paper.blocks:
        yield _block(block, layout, width_mm, numbers)
    if paper.sign is not None or paper.recipients:
        yield f'<div class="foot">{_recipients(paper.recipients)}{_signature(paper.sign)}</div>'


def _line(text: str, name: str) -> str:
    return f'<p class="{name}">{words(text)}</p>' if text else ""


def _issuer(header: HeaderBlock) -> str:
    body = f'<p class="body"><span class="ruled">{words(header.body)}</span></p>'
    rest = _line(header.symbol, "number") + _line(header.about, "about") + _line(header.mark, "mark")
    return f'<div class="issuer">{_line(header.parent, "parent")}{body}{rest}</div>'


def _state(header: HeaderBlock) -> str:
    motto = f'<p class="motto"><span>{MOTTO}</span></p>'
    return f'<div class="state">{_line(STATE, "country")}{motto}{_line(header.place_and_date, "dated")}</div>'


def _title(title: Title) -> str:
    if not (title.kind or title.subject or title.notes):
        return '<div class="title"></div>'
    kind = f'<span class="kind">{words(title.kind)}</span>' if title.kind else ""
    subject = "".join(f'<span class="subject">{words(line)}</span>' for line in title.subject)
    label = escaped(": ".join(filter(None, (title.kind, " ".join(title.subject)))))
    heading = f'<h1 data-label="{label}">{kind}{subject}</h1>' if kind or subject else ""
    rule = '<div class="rule"></div>' if subject else ""
    return f'<div class="title">{heading}{"".join(_line(note, "remark") for note in title.notes)}{rule}</div>'


def _to(to: Sequence[str]) -> str:
    lines = addressed(to)
    several = " several" if len(lines) > 1 else ""
    return f'<div class="to{several}">{"".join(_line(line, "one") for line in lines)}</div>' if lines else ""


def _block(block: Block, layout: Layout, width_mm: float, numbers: Iterator[int]) -> str:
    match block:
        case Table():
            return table(block, layout, width_mm)
        case Listing():
            return _listing(block)
        case Picture():
            return _picture(block, next(numbers))
        case _:
            return _paragraph(block)


def _paragraph(given: Paragraph) -> str:
    if given.kind == "heading":
        tag = _HEADINGS[given.level]
        return f"<{tag}>{words(given.text)}</{tag}>"
    look = "" if given.kind == "text" else f' class="{given.kind}"'
    return f"<p{look}>{words(given.text)}</p>"


def _listing(given: Listing) -> str:
    items = (f"<li>{words(_behind(mark, item))}</li>" for mark, item in zip(marks_of(given), given.items, strict=True))
    return f"<ul>{''.join(items)}</ul>" if given.items else ""


def _behind(mark: str, text: Text) -> Text:
    return f"{mark} {text}" if isinstance(text, str) else (Run(f"{mark} "), *text)


def _picture(given: Picture, number: int) -> str:
    caption = f"<figcaption>{escaped(given.caption)}</figcaption>" if given.caption else ""
    says = escaped(given.alternative_text)
    image = f'<img src="{PICTURE_SCHEME}{number}" alt="{says}" style="width: {given.width_mm:g}mm">'
    return f"<figure>{image}{caption}</figure>"


def _recipients(lines: Sequence[str]) -> str:
    below = "".join(_line(line, "one") for line in listed(lines))
    return f"<div>{_line(RECIPIENTS, 'list')}{below}</div>" if lines else "<div></div>"


def _signature(sign: SignBlock | None) -> str:
    if sign is None:
        return '<div class="sign"></div>'
    offices = "".join(_line(office, "office") for office in sign.offices)
    return f'<div class="sign">{offices}{_line(sign.name, "name")}</div>'
