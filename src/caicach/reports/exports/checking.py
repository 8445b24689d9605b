"""What the doctor finds in a report as it would be printed: read back from its own DOCX, like anybody's paper."""

from dataclasses import dataclass

from caicach.files.services import read_any
from caicach.reports.exports.files import report_docx
from caicach.reports.mapping import Frozen
from vanban.checks import check_document
from vanban.text.findings import Severity
from vanban.text.messages import message_of

__all__ = ["DoctorNote", "doctor_notes"]

# Number and date are văn thư's: blank on purpose. A figure of the prose is its cell's, so that it cannot differ from
# the annex; what somebody typed is matched with the ledger by itself.
_LEFT_OUT = frozenset({"F602", "F603", "F604", "A508"})
_SHOWN = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class DoctorNote:
    """One finding."""

    code: str
    words: str
    evidence: str


def doctor_notes(frozen: Frozen) -> tuple[DoctorNote, ...]:
    """Return errors and warnings of the printed report, but for what is known to be right or blank on purpose."""
    document = read_any(report_docx(frozen, symbol="", issued_on=None, author=""), name="bao-cao.docx")
    found = [one for one in check_document(document) if one.severity in _SHOWN and one.code not in _LEFT_OUT]
    return tuple(DoctorNote(one.code, message_of(one), one.evidence) for one in found)
