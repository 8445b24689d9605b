"""The board of scorecards over 200,000 obligations: the whole page of a province."""

from collections.abc import Callable

__all__ = ["LEDGERS", "scorecard"]

LEDGERS = 2  # of ``bench_ledger.TASKS`` obligations each


def scorecard() -> Callable[[], object]:
    """Show the scorecards of 240 agencies over a whole year: the whole page."""
    from django.db import connection

    from bench_acts import full_ledger, ids_there, page_of
    from bench_ledger import TASKS, ledger_fill
    from caicach.obligations.models import Obligation

    client, ids = full_ledger(), ids_there()
    owners = [agency for name, agency in ids.items() if agency != ids["tinh"]]
    while Obligation.objects.count() < LEDGERS * TASKS:
        ledger_fill(ids["tinh"], ids["Sở Nội vụ"], owners)
    with connection.cursor() as cursor:
        # The ledger knows the day that counts; the acceptance came three days later.
        cursor.execute("UPDATE obligations_obligation SET accepted_at = created_at WHERE state = 'accepted'")
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return page_of(client, "desk:scorecard", year="2025")
