"""What agencies hand in: a document of the kind that the duty names, a figure, or a sentence."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zlib import crc32

from caicach.documents import services as documents
from caicach.obligations.constants import TrackingMode
from caicach.obligations.services import Evidence
from caicach.web.actor import Actor
from caicach.web.clock import local_date

if TYPE_CHECKING:
    from caicach.files.models import StoredFile
    from caicach.obligations.models import Obligation

__all__ = ["PAPER", "evidence_of", "kind_of", "symbol_of"]

PAPER = b"%PDF-1.4\n% Van ban minh hoa cua tinh Song May, khong co that.\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
TYPES = ("Kế hoạch", "Quyết định", "Tờ trình", "Báo cáo", "Công văn", "Biên bản", "Thông báo")
LETTERS = {
    "Kế hoạch": "KH",
    "Quyết định": "QĐ",
    "Tờ trình": "TTr",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Thông báo": "TB",
}


def kind_of(obligation: "Obligation") -> str:
    """Return the type of the document that the duty's title names."""
    return next((word for word in TYPES if obligation.duty.title.startswith(word)), "Công văn")


def symbol_of(obligation: "Obligation") -> str:
    """Return number and letters of the document, always the same for the same obligation."""
    kind = kind_of(obligation)
    letters = f"/{LETTERS[kind]}" if kind in LETTERS else ""
    office = "UBND" if obligation.agency.current_level == "commune" else "VP"
    return f"{20 + obligation.pk % 480}{letters}-{office}"


def evidence_of(obligation: "Obligation", owner: Actor, paper: "StoredFile | None", moment: datetime) -> Evidence:
    """Return what the agency hands in at ``moment``; a document is dated that day and registered with its paper."""
    duty = obligation.duty
    if duty.mode == TrackingMode.FIGURE:
        return Evidence(value=Decimal(62 + crc32(obligation.agency.current_name.encode()) % 37), unit="%")
    if duty.mode == TrackingMode.DECLARED:
        return Evidence(sentence="Đã thực hiện thường xuyên trong quý, không có hồ sơ nào bị phản ánh.")
    document = documents.document_register(
        actor=owner,
        type=kind_of(obligation),
        symbol=symbol_of(obligation),
        issued_on=local_date(moment),
        issuer=obligation.agency,
        issuer_name=obligation.agency.current_name,
        subject=duty.title[:200],
        signer="",
        file=paper,
        file_name=f"van-ban-{obligation.pk}.pdf",
        now=moment,
    )
    return Evidence(document=document)
