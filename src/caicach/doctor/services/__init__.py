"""Writes of this app."""

from caicach.doctor.services.corrections import correction_undo, fix_accept, fixes_accept
from caicach.doctor.services.dismissals import dismissal_undo, finding_dismiss
from caicach.doctor.services.examining import examination_fill, examination_of_file, examination_start
from caicach.doctor.services.keeping import examination_drop, examination_keep, examinations_expire

__all__ = [
    "correction_undo",
    "dismissal_undo",
    "examination_drop",
    "examination_fill",
    "examination_keep",
    "examination_of_file",
    "examination_start",
    "examinations_expire",
    "finding_dismiss",
    "fix_accept",
    "fixes_accept",
]
