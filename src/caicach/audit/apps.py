"""The app's place in Django."""

from datetime import datetime

from django.apps import AppConfig

# Of 500 entries each: 10,000 a minute, more than a province writes on its busiest day.
BATCHES_A_ROUND = 20


class AuditConfig(AppConfig):
    """Registered as ``audit``."""

    name = "caicach.audit"
    label = "audit"

    def ready(self) -> None:
        """Seal what was recorded, a batch at every round."""
        from caicach.jobs.registry import rounds

        rounds.add("audit", _seal)


def _seal(now: datetime) -> None:
    """Seal what waits, a bounded number at once; the next round goes on."""
    from caicach.audit.sealing import entries_seal

    for _batch in range(BATCHES_A_ROUND):
        if not entries_seal(now=now):
            return
