"""Writing to the figures ledger: forms, periods, returns, cells."""

from caicach.figures.selectors.expected import PeriodDraft
from caicach.figures.services.cells import CellDraft, Saved, cells_save
from caicach.figures.services.consolidate import Consolidated, consolidate, refresh_cells, whole_follow
from caicach.figures.services.corrections import correction_ask, correction_cells, correction_decide
from caicach.figures.services.decide import (
    Decided,
    return_reopen,
    return_send_back,
    returns_accept,
    returns_send_back,
)
from caicach.figures.services.explain import explain
from caicach.figures.services.form_lines import LineTaken, Taken, form_lines_take
from caicach.figures.services.hand_in import HandedIn, return_submit, return_submit_for
from caicach.figures.services.merging import sections_merge, sections_unmerge, whole_finish, whole_unfinish
from caicach.figures.services.packaged import packaged_forms_bring_in
from caicach.figures.services.periods import period_lock, period_open
from caicach.figures.services.proofs import (
    ProofDraft,
    ProofsAdded,
    RefusedProof,
    proof_add,
    proof_remove,
    proofs_add,
)
from caicach.figures.services.publish import period_publish, period_unpublish
from caicach.figures.services.sections import (
    reasons_fill,
    remark_add,
    remark_resolve,
    section_done_set,
    section_owner_set,
)

__all__ = [
    "CellDraft",
    "Consolidated",
    "Decided",
    "HandedIn",
    "LineTaken",
    "PeriodDraft",
    "ProofDraft",
    "ProofsAdded",
    "RefusedProof",
    "Saved",
    "Taken",
    "cells_save",
    "consolidate",
    "correction_ask",
    "correction_cells",
    "correction_decide",
    "explain",
    "form_lines_take",
    "packaged_forms_bring_in",
    "period_lock",
    "period_open",
    "period_publish",
    "period_unpublish",
    "proof_add",
    "proof_remove",
    "proofs_add",
    "reasons_fill",
    "refresh_cells",
    "remark_add",
    "remark_resolve",
    "return_reopen",
    "return_send_back",
    "return_submit",
    "return_submit_for",
    "returns_accept",
    "returns_send_back",
    "section_done_set",
    "section_owner_set",
    "sections_merge",
    "sections_unmerge",
    "whole_finish",
    "whole_follow",
    "whole_unfinish",
]
