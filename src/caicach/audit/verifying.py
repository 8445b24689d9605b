"""Whether what was sealed is still what was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from caicach.audit.chain import BEGINNING, seal_of
from caicach.audit.models import Entry, Seal

__all__ = ["Anchor", "Verdict", "verify"]

_SHOWN = 20  # problems named one by one; more of them say nothing new


@dataclass(frozen=True, slots=True)
class Anchor:
    """A number and its hash that somebody wrote down outside the system."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the chain says."""

    sealed: int
    head: Anchor | None  # the last sealed entry; to be written down outside
    unsealed: int
    oldest_unsealed_at: datetime | None
    problems: tuple[str, ...]  # sentences; empty: nothing was changed, nothing is missing

    @property
    def holds(self) -> bool:
        """Whether nothing that was sealed has changed."""
        return not self.problems


def verify(*, anchor: Anchor | None = None) -> Verdict:
    """Compute every seal anew and compare; three queries, in memory one entry at a time.

    Args:
        anchor: What was written down earlier: without it, somebody who owns the database could write all anew.
    """
    seals = {seal.last_seq: seal.hash for seal in Seal.objects.all()}
    walk = _Walk(seals, anchor)
    problems = tuple(islice(walk.problems(), _SHOWN))
    tail = Entry.objects.filter(seq__isnull=True).aggregate(count=Count("pk"), oldest=Min("at"))
    return Verdict(
        sealed=walk.seen,
        head=Anchor(walk.seq, walk.hash) if walk.seen else None,
        unsealed=tail["count"],
        oldest_unsealed_at=tail["oldest"],
        problems=problems,
    )


class _Walk:
    """From the first sealed entry to the last; what it saw last stands in ``seq`` and ``hash``."""

    def __init__(self, seals: dict[int, str], anchor: Anchor | None) -> None:
        self.seq, self.hash, self.seen = 0, BEGINNING, 0
        self._seals = seals
        self._anchor = anchor

    def problems(self) -> Iterator[str]:
        """Yield what does not fit, in order."""
        met_anchor = self._anchor is None
        for entry in Entry.objects.filter(seq__isnull=False).order_by("seq").iterator(chunk_size=2000):
            yield from self._judge(entry)
            self.seq, self.hash = entry.seq or 0, entry.hash
            self.seen += 1
            met_anchor = met_anchor or self._is_anchor()
        yield from self._ends()
        if not met_anchor and self._anchor:
            yield _("Dòng số %(seq)s không còn mang mã niêm đã ghi lại bên ngoài.") % {"seq": self._anchor.seq}

    def _judge(self, entry: Entry) -> Iterator[str]:
        seq = entry.seq or 0
        if seq != self.seq + 1:
            yield _("Thiếu dòng từ số %(first)s đến số %(last)s.") % {"first": self.seq + 1, "last": seq - 1}
        elif entry.previous != self.hash:
            yield _("Dòng số %(seq)s không nối với dòng trước nó.") % {"seq": seq}
        if entry.hash != seal_of(entry, seq=seq, previous=entry.previous):
            yield _("Dòng số %(seq)s đã bị sửa sau khi niêm.") % {"seq": seq}
        if seq in self._seals and self._seals[seq] != entry.hash:
            yield _("Dòng số %(seq)s không khớp với niêm của lô.") % {"seq": seq}

    def _ends(self) -> Iterator[str]:
        last = max(self._seals, default=0)
        if last > self.seq:
            yield _("Thiếu dòng từ số %(first)s đến số %(last)s.") % {"first": self.seq + 1, "last": last}
        if last < self.seq:
            yield _("Thiếu niêm của các dòng sau số %(seq)s.") % {"seq": last}

    def _is_anchor(self) -> bool:
        return self._anchor is not None and (self.seq, self.hash) == (self._anchor.seq, self._anchor.hash)
