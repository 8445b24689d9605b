"""The register of documents, measured with 50,000 of them in one body's register."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

__all__ = ["documents_search"]

NOW = datetime(2025, 12, 15, 2, 0, tzinfo=UTC)
TODAY = date(2025, 12, 15)
DOCUMENTS = 50_000
_LOT = 2_000
_WORDS = (
    "rà soát", "thủ tục hành chính", "chuyển đổi số", "tài chính công", "cải cách thể chế", "công vụ",
    "trường học", "đất đai", "hộ tịch", "xây dựng", "môi trường", "lao động", "y tế cơ sở",
)  # fmt: skip


def documents_search() -> Callable[[], object]:
    """Find documents by a common phrase without tone marks, the first page: as somebody who keeps the register."""
    from bench_acts import _actor, ids_there
    from caicach.documents.models import Document
    from caicach.documents.selectors import DocumentQuery, documents_found

    ids = ids_there()
    _user, actor = _actor(ids, "Sở Tư pháp", ("clerk", "Sở Tư pháp"))
    if Document.objects.count() < DOCUMENTS:
        _fill(actor)
    query = DocumentQuery(words="thu tuc hanh chinh")
    return lambda: documents_found(actor, query, today=TODAY)  # type: ignore[arg-type]


def _fill(actor: object) -> None:
    from caicach.documents.mapping import NewDocument
    from caicach.documents.services import documents_register

    rows = [
        NewDocument(
            type="Kế hoạch",
            symbol=f"{number % 900 + 1}/KH-UBND",
            issued_on=TODAY - timedelta(days=number % 3_000),
            issuer_name=f"UBND xã số {number // 900}",
            subject=" và ".join(_WORDS[(number * step) % len(_WORDS)] for step in (1, 3, 5, 7)),
        )
        for number in range(DOCUMENTS)
    ]
    for first in range(0, DOCUMENTS, _LOT):
        documents_register(rows[first : first + _LOT], actor=actor, now=NOW)  # type: ignore[arg-type]
