"""What sheets are for: upper apps say which columns they need and what they make of the rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from caicach.ui.values import Words
from caicach.web.actor import Actor
from caicach.web.registry import Registry

__all__ = ["ColumnRole", "Count", "MappedRow", "Outcome", "Problem", "Purpose", "Trial", "purposes"]


@dataclass(frozen=True, slots=True)
class ColumnRole:
    """What a column can hold."""

    key: str
    label: str
    is_required: bool = False
    is_many: bool = False  # several columns may hold it; their texts are joined by line feeds


@dataclass(frozen=True, slots=True)
class MappedRow:
    """One row by what its columns hold."""

    number: int  # in the sheet, from 1, as the program shows it
    values: Mapping[str, str]  # role -> text, every role of the purpose

    def of(self, role: str) -> str:
        """Return what the row says of ``role``; "" where no column holds it."""
        return self.values.get(role, "")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a row."""

    row: int
    column: str  # the role's label
    said: str  # what stands in the cell
    text: str  # what is wrong and what to do
    is_left_out: bool = True  # the row is not taken


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of a trial."""

    label: str
    value: int
    tone: str = ""  # "bad" where a person is needed


@dataclass(frozen=True, slots=True)
class Trial:
    """What the rows would make; nothing is stored for it."""

    counts: tuple[Count, ...]
    problems: tuple[Problem, ...] = ()
    taken: int = 0  # rows that would be taken
    button: str = ""  # "Nhập 120 văn bản"
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was made, in one sentence, and where it is shown."""

    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a kind of sheet is for."""

    title: Words  # "Nhập danh mục văn bản"
    lead: Words
    roles: Callable[[], tuple[ColumnRole, ...]]
    # The words over the columns -> a role for each, "" where none is known.
    propose: Callable[[Sequence[str]], tuple[str, ...]]
    # (chosen roles) -> a sentence where they cannot be enough, "" where they are.
    check: Callable[[frozenset[str]], str]
    # (actor, owner agency): may this person bring such sheets for the body? Raises NotAllowed.
    require: Callable[[Actor, int], None]
    try_out: Callable[..., Trial]  # (rows, *, actor, context, now) -> Trial
    # (rows, *, actor, context, upload, now) -> Outcome, within the transaction that ends the upload.
    take: Callable[..., Outcome]
    back: str  # name of the address where such a sheet is brought, or of the list it goes into
    back_label: Words  # "Sổ văn bản"
    # The body that a sheet from the general upload page is for; None: the purpose has an upload page of its own.
    owner_of: Callable[[Actor], int | None] | None = None

    @property
    def section(self) -> str:
        """The namespace whose word of the navigation such sheets stand under."""
        return self.back.partition(":")[0]


purposes: Registry[Purpose] = Registry("sheets.purposes")
