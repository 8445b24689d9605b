"""A confirmed plan as a document: its annex with what became of every row."""

from caicach.plans.exports.annex import Annex, annex_of
from caicach.plans.exports.docx import annex_docx
from caicach.plans.exports.facts import AnnexFilters, agencies_owing
from caicach.plans.exports.xlsx import annex_xlsx

__all__ = ["Annex", "AnnexFilters", "agencies_owing", "annex_docx", "annex_of", "annex_xlsx"]
