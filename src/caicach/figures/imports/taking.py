"""From what was brought to what is saved: read, compared, and taken once a person says so.

Owns: which reader reads which kind, all or nothing. Does not: know formats (the readers) or write cells
(``services.cells``).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.figures import access
from caicach.figures.constants import IntakeKind, Origin
from caicach.figures.imports.comparing import Target, compared, version_of
from caicach.figures.imports.foreign import read_foreign
from caicach.figures.imports.papers import Meant, document_in, paper_result, read_paper
from caicach.figures.imports.pasted import read_pasted
from caicach.figures.imports.proposal import Proposal
from caicach.figures.imports.systems import read_system
from caicach.figures.imports.workbook import Owner, opened_book, read_workbook
from caicach.figures.mapping import form_of, sheet_for
from caicach.figures.models import Intake, Return
from caicach.figures.selectors.intakes import cells_beside, version_before
from caicach.figures.services import cells_save
from caicach.figures.services.intakes import intake_finish
from caicach.files import selectors as files
from caicach.ui.sentences import in_language
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, WrongState
from reform.forms.sheets import Sheet
from reform.regimes import PeriodCode, ReportPeriod
from vanban.reading import ReadError
from vanban.reading.kinds import FileKind, kind_of

__all__ = ["Taken", "Weighed", "intake_take", "intake_weighed", "is_slow", "key_of", "owner_of", "paper_read"]

_SLOW = frozenset({FileKind.PDF, FileKind.IMAGE, FileKind.LEGACY_WORD})
_ORIGINS = {
    IntakeKind.WORKBOOK: Origin.SHEET,
    IntakeKind.PASTE: Origin.PASTED,
    IntakeKind.SYSTEM: Origin.IMPORT,
    IntakeKind.DOCUMENT: Origin.DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was brought, with what it would do."""

    intake: Intake
    targets: tuple[Target, ...]
    remarks: tuple[str, ...] = ()  # about the source as a whole

    @property
    def version(self) -> str:
        """A mark of what is shown: another one where somebody saved meanwhile."""
        return version_of(self.targets)

    @property
    def is_whole(self) -> bool:
        """Whether it is taken as it stands or not at all: a paste is never taken by halves."""
        return self.intake.kind == IntakeKind.PASTE

    @property
    def refused_count(self) -> int:
        """How many cells are refused."""
        return sum(len(target.refused) for target in self.targets)

    @property
    def change_count(self) -> int:
        """How many cells would change."""
        return sum(len(target.differences) for target in self.targets)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was saved."""

    changed_count: int
    sheets: tuple[Return, ...]


def intake_weighed(intake: Intake, *, actor: Actor) -> Weighed:
    """Return what ``intake`` would change; nothing is stored. The number of queries does not depend on the cells.

    Raises:
        BadInput: the source as a whole cannot be read, or is of another return.
    """
    if intake.kind == IntakeKind.SYSTEM:
        read = read_system(intake, content=_content(intake), actor=actor)
        return Weighed(intake, _compared(read.proposals), read.remarks)
    sheet = intake.sheet
    if sheet is None:
        raise BadInput(_("Chưa chọn bản số liệu. Mở bản số liệu rồi làm lại."))
    return Weighed(intake, _compared([(sheet, _proposal(intake, sheet))]))


def _compared(proposals: Sequence[tuple[Return, Proposal]]) -> tuple[Target, ...]:
    stored = cells_beside(sheet.pk for sheet, _proposal in proposals)
    return tuple(
        compared(sheet, sheet_for(sheet.period.form, sheet.level), proposal, stored[sheet.pk])
        for sheet, proposal in proposals
    )


def _proposal(intake: Intake, sheet: Return) -> Proposal:
    printed = sheet_for(sheet.period.form, sheet.level)
    if intake.kind == IntakeKind.PASTE:
        return read_pasted(intake.text, printed, start=intake.start)
    if intake.kind == IntakeKind.DOCUMENT:
        period = ReportPeriod(sheet.period.year, PeriodCode(sheet.period.code))
        return read_paper(intake.result, printed, Meant(sheet.agency.current_name, period, sheet.period.name))
    opened = opened_book(_content(intake), name=intake.file_name)
    return read_workbook(opened, printed, owner_of(sheet)) or read_foreign(opened, printed, name=intake.file_name)


def owner_of(sheet: Return) -> Owner:
    """Return what the stamp of a workbook of ``sheet`` says."""
    version = sheet.period.form
    return Owner(
        uid=str(sheet.uid),
        fingerprint=version.fingerprint,
        agency=sheet.agency.current_name,
        period=sheet.period.name,
        form=f"{version.form_key}/{version.version}",
    )


def _content(intake: Intake) -> bytes:
    return files.content_of(intake.file) if intake.file is not None else b""


@transaction.atomic
def intake_take(
    weighed: Weighed,
    *,
    actor: Actor,
    now: datetime,
    version: str,
    chosen: Collection[str] | None = None,
    leaves_refused: bool = False,
) -> Taken:
    """Save what a person agreed to, all or nothing.

    Args:
        weighed: What was shown, read again.
        actor: Who takes it.
        now: The moment.
        version: ``Weighed.version`` of what the person saw.
        chosen: Keys (``key_of``) of the cells to take; None: all. Of a paste it counts for nothing.
        leaves_refused: The person agreed that refused cells are left out.

    Raises:
        WrongState: somebody saved meanwhile, or took or dropped this; the return cannot be filled any more.
        BadInput: cells are refused and the person did not agree to leave them out, or none is chosen.
        NotAllowed: the actor does not fill the return.
    """
    if version != weighed.version:
        raise WrongState(
            _("Số liệu vừa được người khác sửa sau khi trang này mở; chưa có gì được lưu. Xem lại các thay đổi.")
        )
    if weighed.refused_count and (weighed.is_whole or not leaves_refused):
        raise BadInput(_left_out(weighed))
    keys = None if weighed.is_whole or chosen is None else frozenset(chosen)
    count = sum(_save(target, weighed, keys, actor=actor, now=now) for target in weighed.targets)
    if not count:
        raise BadInput(_("Chưa chọn ô nào để lưu. Đánh dấu ít nhất một ô, hoặc bỏ lượt này."))
    intake_finish(weighed.intake, actor=actor, changed_count=count, now=now)
    return Taken(count, tuple(target.sheet for target in weighed.targets))


def _left_out(weighed: Weighed) -> str:
    if weighed.is_whole:
        return _("Có ô không đọc được nên chưa có gì được lưu. Sửa các ô đó rồi dán lại.")
    return _("Có ô bị từ chối. Sửa tệp rồi nạp lại, hoặc đánh dấu đồng ý bỏ qua các ô đó.")


def key_of(sheet: Return, cell: object) -> str:
    """Return what a cell of a return is called in a form."""
    return f"{sheet.pk}:{cell}"


def _save(target: Target, weighed: Weighed, keys: frozenset[str] | None, *, actor: Actor, now: datetime) -> int:
    wanted = [one for one in target.differences if keys is None or key_of(target.sheet, one.proposed.cell) in keys]
    if not wanted:
        return 0
    source = weighed.intake.file_name or _("đoạn dán")
    drafts = [one.draft(source=source) for one in wanted]
    cells_save(target.sheet, drafts, actor=actor, now=now, origin=_origin(weighed.intake, target.sheet, actor))
    return len(wanted)


def _origin(intake: Intake, sheet: Return, actor: Actor) -> Origin:
    """Return what is kept of where the cells came from; what is entered for a unit says so."""
    own = _ORIGINS[IntakeKind(intake.kind)]
    return own if own is Origin.IMPORT or access.can(actor, "fill", sheet).allowed else Origin.PAPER


def paper_read(intake: Intake, *, step: Callable[[int, int], None] | None = None) -> None:
    """Read the document of ``intake`` and keep what it says; one that was read, taken or dropped is left alone.

    Raises:
        BadInput: it cannot be read.
    """
    sheet = intake.sheet
    if sheet is None or intake.result:
        return
    document = document_in(_content(intake), name=intake.file_name, step=step)
    version = sheet.period.form
    printed = sheet_for(version, sheet.level)
    earlier = version_before(version)
    result = paper_result(
        document,
        printed.form,
        sheet.level,
        earlier=form_of(earlier) if earlier is not None else None,
        extra=frozenset(line.key for line in printed.form.lines if line.is_optional) & _keys(printed),
    )
    Intake.objects.filter(pk=intake.pk, result="").update(result=result)
    intake.result = result


def _keys(printed: Sheet) -> frozenset[str]:
    return frozenset(row.line.key for row in printed.rows)


def is_slow(data: bytes, *, name: str) -> bool:
    """Whether reading a document may take minutes, so that it is a job.

    Raises:
        BadInput: it is of a kind that is not read.
    """
    try:
        return kind_of(data) in _SLOW
    except ReadError as error:
        raise BadInput(f"{name}: {in_language(str(error))}") from error
