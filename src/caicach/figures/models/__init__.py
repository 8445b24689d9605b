"""The figures ledger: forms, periods, returns, cells, and what people say about them."""

from caicach.figures.models.cells import CellChange, FigureCell
from caicach.figures.models.forms import FormVersion
from caicach.figures.models.intakes import Intake, Recipe
from caicach.figures.models.periods import Correction, Period, Return
from caicach.figures.models.proofs import CellProof
from caicach.figures.models.publications import Publication
from caicach.figures.models.runs import WholeRun
from caicach.figures.models.talks import Explanation, Remark, SectionDone, SectionOwner

__all__ = [
    "CellChange",
    "CellProof",
    "Correction",
    "Explanation",
    "FigureCell",
    "FormVersion",
    "Intake",
    "Period",
    "Publication",
    "Recipe",
    "Remark",
    "Return",
    "SectionDone",
    "SectionOwner",
    "WholeRun",
]
