"""What happens when: acts in the order of their moments, each of which may put further ones down."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

__all__ = ["Act", "Agenda"]

Act = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Agenda:
    """Acts to come; those of one moment in the order in which they were put down."""

    _acts: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _turns: "count[int]" = field(default_factory=count)

    def put(self, moment: datetime, act: Act) -> None:
        """Put ``act`` down for ``moment``; one that lies behind is done next."""
        heapq.heappush(self._acts, (moment, next(self._turns), act))

    def run(self, until: datetime, tell: Callable[[datetime], None]) -> int:
        """Do everything up to ``until``; return how much it was. ``tell`` hears the moment before each act."""
        done = 0
        while self._acts and self._acts[0][0] <= until:
            moment, _turn, act = heapq.heappop(self._acts)
            tell(moment)
            act(moment)
            done += 1
        return done
