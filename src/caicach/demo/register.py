"""A few documents of the register that cite one another, so that its pages are worth looking at."""

from datetime import date, datetime, timedelta

from caicach.documents import services as documents
from caicach.documents.services import NewDocument
from caicach.documents.services.reading import document_read
from caicach.files.services import file_store
from caicach.web.actor import Actor
from caicach.web.clock import local_date

__all__ = ["register_play"]

_ISSUER = "UBND tỉnh Sông Mây"


def register_play(actor: Actor, *, issuer_id: int, now: datetime) -> None:
    """Register two decisions of the province, the second replacing the first, with what they cite."""
    today = local_date(now)
    first, second = today - timedelta(days=200), today - timedelta(days=20)
    basis = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;\n"
    rows = (
        _row(
            "118/QĐ-UBND", first, "Ban hành Quy chế tiếp nhận và trả kết quả thủ tục hành chính", basis, issuer_id, now
        ),
        _row(
            "405/QĐ-UBND",
            second,
            "Ban hành Quy chế tiếp nhận và trả kết quả không phụ thuộc địa giới",
            f"{basis}Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ;\nĐiều 2. Quyết định này thay thế "
            f"Quyết định số 118/QĐ-UBND ngày {first:%d/%m/%Y} của {_ISSUER}.\n",
            issuer_id,
            now,
        ),
    )
    for document in documents.documents_register(rows, actor=actor, now=now).documents:
        if document is not None:
            document_read(document.pk, now=now)


def _row(symbol: str, day: date, subject: str, text: str, issuer_id: int, now: datetime) -> NewDocument:
    content = f"{_ISSUER.upper()}\nSố: {symbol}\nQUYẾT ĐỊNH\n{subject}\n{text}"
    return NewDocument(
        type="Quyết định",
        symbol=symbol,
        issued_on=day,
        issuer_name=_ISSUER,
        issuer_id=issuer_id,
        subject=subject,
        direction="in",
        received_on=day + timedelta(days=1),
        file=file_store(content.encode(), now=now),
        file_name=f"quyet-dinh-{symbol.partition('/')[0]}.txt",
    )
