"""What people fill in to change the draft of a criteria set."""

from caicach.scoring.forms.sets.begin import AnnexForm, CopyForm, WorkbookForm
from caicach.scoring.forms.sets.head import AreasForm, HeadForm
from caicach.scoring.forms.sets.headings import HeadingForm
from caicach.scoring.forms.sets.leaf import LeafForm
from caicach.scoring.forms.sets.links import LinkRow, LinksTyped, link_rows, typed_links

__all__ = [
    "AnnexForm",
    "AreasForm",
    "CopyForm",
    "HeadForm",
    "HeadingForm",
    "LeafForm",
    "LinkRow",
    "LinksTyped",
    "WorkbookForm",
    "link_rows",
    "typed_links",
]
