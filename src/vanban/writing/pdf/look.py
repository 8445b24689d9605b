"""How a paper looks when it is printed: the layout's figures as a style sheet.

Owns: the style sheet. Does not: know what stands on a paper (``markup``), or any figure of the decree (``layout``).
"""

from collections.abc import Iterator, Sequence

from vanban.writing.layout import Layout
from vanban.writing.model import Paper

__all__ = ["FONT_FILES", "FONT_SCHEME", "page_name", "style_sheet"]

FONT_SCHEME = "font:"
_FAMILY = "Tinos"
_FACES = (("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic"), ("BoldItalic", 700, "italic"))
FONT_FILES = tuple(f"Tinos-{style}.ttf" for style, _weight, _slope in _FACES)
_LEFT_SHARE = 42  # per cent of the header block
_RULE_OF_NAME = 40  # per cent of the name's width: between a third and a half
_SIGNING_ROOM_PT = 60
# The room below keeps rounding from making the notes a hair too high for their place, which sends them a page on.
_FOOTNOTES = "border-top: 0.5pt solid black; padding: 3pt 0 1pt; margin-top: 8pt;"


def page_name(number: int) -> str:
    """Return the name of the pages of the paper ``number``; each has its own, so that its first page is known."""
    return f"paper{number}"


def style_sheet(papers: Sequence[Paper], layout: Layout) -> str:
    """Return the whole style sheet of a file of ``papers``."""
    return "\n".join((*_faces(), *_pages(papers, layout), _text(layout), _head(layout), _foot(layout), _tables(layout)))


def _faces() -> Iterator[str]:
    for style, weight, slope in _FACES:
        yield (
            f'@font-face {{ font-family: "{_FAMILY}"; font-weight: {weight}; font-style: {slope};'
            f' src: url("{FONT_SCHEME}Tinos-{style}.ttf"); }}'
        )


def _pages(papers: Sequence[Paper], layout: Layout) -> Iterator[str]:
    """Yield sheets and margins; the number stands in the top margin, from the second page of each paper on."""
    wide, high = layout.paper_mm
    sides = (layout.top_mm, layout.right_mm, layout.bottom_mm, layout.left_mm)
    margins = " ".join(f"{side.chosen:g}mm" for side in sides)
    for number, paper in enumerate(papers):
        name = page_name(number)
        size = f"{high:g}mm {wide:g}mm" if paper.is_landscape else f"{wide:g}mm {high:g}mm"
        yield (
            f"@page {name} {{ size: {size}; margin: {margins}; @top-center {{ content: counter(page);"
            f' font: {layout.page_number_pt.chosen:g}pt "{_FAMILY}"; vertical-align: middle; }}'
            f" @footnote {{ {_FOOTNOTES} }} }}"
        )
        first = "counter-reset: page 1; counter-increment: none; @top-center { content: none; }"
        yield f"@page {name}:nth(1 of {name}) {{ {first} }}"
        yield f".{name} {{ page: {name}; counter-reset: footnote; }}"


def _text(layout: Layout) -> str:
    return f"""
html {{ font: {layout.text_pt.chosen:g}pt "{_FAMILY}"; color: black; font-variant-ligatures: none; }}
body, section, div, p, h1, h2, h3, h4, ul, figure, table, td, th {{ margin: 0; padding: 0; }}
section + section {{ break-before: page; }}
p, h2, h3, h4, li {{ margin-top: {layout.gap_pt.chosen:g}pt; text-align: justify;
  text-indent: {layout.indent_mm.chosen:g}mm; orphans: 2; widows: 2; }}
h2, h3, h4 {{ font-size: 1em; break-after: avoid; break-inside: avoid; }}
h4 {{ font-weight: normal; }}
ul {{ list-style: none; }}
.centred {{ text-align: center; text-indent: 0; font-weight: bold; break-after: avoid; }}
.note {{ font-size: {layout.recipients_head_pt.chosen:g}pt; font-style: italic; text-indent: 0; }}
.bold {{ font-weight: bold; }}
.italic {{ font-style: italic; }}
.missing {{ background: #ffff00; }}
.footnote {{ float: footnote; font: {layout.footnote_pt:g}pt "{_FAMILY}"; text-align: justify; text-indent: 0; }}
.footnote::footnote-call {{ font: 0.65em "{_FAMILY}"; vertical-align: super; line-height: 0; }}
.footnote::footnote-marker {{ content: counter(footnote) " "; font-size: 0.65em; vertical-align: super;
  line-height: 0; }}
figure {{ margin-top: {layout.gap_pt.chosen:g}pt; text-align: center; break-inside: avoid; }}
figure img {{ display: block; margin: 0 auto; max-width: 100%; }}
figcaption {{ font-style: italic; }}
"""


def _head(layout: Layout) -> str:
    return f"""
.head {{ display: flex; text-align: center; line-height: 1.15; }}
.head p, .title p {{ margin: 0; text-align: center; text-indent: 0; }}
.issuer {{ width: {_LEFT_SHARE}%; }}
.state {{ width: {100 - _LEFT_SHARE}%; }}
.parent, .body {{ font-size: {layout.body_name_pt.chosen:g}pt; }}
.body, .country, .motto, .mark {{ font-weight: bold; }}
.country {{ font-size: {layout.state_pt.chosen:g}pt; }}
.motto {{ font-size: {layout.motto_pt.chosen:g}pt; }}
.motto span {{ border-bottom: 0.75pt solid black; padding-bottom: 1pt; }}
.ruled {{ display: inline-block; }}
.ruled::after {{ content: ""; display: block; width: {_RULE_OF_NAME}%; margin: 2pt auto 0;
  border-bottom: 0.75pt solid black; }}
.head .number, .head .about, .head .mark, .head .dated {{ margin-top: 5pt; }}
.number {{ font-size: {layout.number_pt.chosen:g}pt; }}
.about, .mark {{ font-size: {layout.body_name_pt.chosen:g}pt; }}
.dated {{ font-size: {layout.place_and_date_pt.chosen:g}pt; font-style: italic; }}
.title {{ text-align: center; margin: 14pt 0 10pt; break-inside: avoid; break-after: avoid; }}
.title h1 {{ bookmark-label: attr(data-label); font-size: {layout.subject_pt.chosen:g}pt; }}
.title .kind {{ display: block; font-size: {layout.kind_pt.chosen:g}pt; }}
.title .subject {{ display: block; }}
.title .remark {{ font-size: {layout.subject_pt.chosen:g}pt; font-style: italic; }}
.title .rule {{ width: 25%; max-width: 60mm; margin: 3pt auto 0; border-bottom: 0.75pt solid black; }}
.to p {{ text-align: center; text-indent: 0; margin: 0; }}
.to.several {{ display: block; width: 70%; margin: 0 auto; }}
.to.several p {{ text-align: left; }}
.to.several p + p {{ margin-left: 17mm; }}
"""


def _foot(layout: Layout) -> str:
    return f"""
.foot {{ display: flex; margin-top: 12pt; break-inside: avoid; break-before: avoid; }}
.foot > div {{ width: 50%; }}
.foot p {{ margin: 0; text-indent: 0; text-align: left; font-size: {layout.recipients_pt.chosen:g}pt; }}
.foot .list {{ font-size: {layout.recipients_head_pt.chosen:g}pt; font-weight: bold; font-style: italic; }}
.foot .sign p {{ font-size: {layout.sign_pt.chosen:g}pt; font-weight: bold; text-align: center; }}
.foot .sign .name {{ margin-top: {_SIGNING_ROOM_PT}pt; }}
"""


def _tables(layout: Layout) -> str:
    return f"""
table {{ width: 100%; table-layout: fixed; border-collapse: collapse; margin-top: {layout.gap_pt.chosen:g}pt; }}
.above {{ margin-top: {layout.gap_pt.chosen:g}pt; break-inside: avoid; break-after: avoid; }}
.above p {{ margin: 0; text-indent: 0; }}
.above .caption {{ font-weight: bold; text-align: center; }}
.above .unit {{ font-style: italic; text-align: right; }}
.above + table {{ margin-top: 3pt; }}
th, td {{ border: 0.5pt solid black; padding: 1pt 1.2mm;
  vertical-align: top; overflow-wrap: anywhere; }}
th {{ vertical-align: middle; text-align: center; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
tr.long {{ break-inside: auto; }}
tr.keeps {{ break-after: avoid; }}
.left {{ text-align: left; }}
.center {{ text-align: center; }}
.right {{ text-align: right; }}
.justify {{ text-align: justify; }}
"""
