"""Prints facts of the database as JSON: of all, or with an uid of one obligation."""

import json
import sys


def main() -> None:
    """Set up, ask, print."""
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "caicach.config.settings"
    import django

    django.setup()
    said = _of_one(sys.argv[1]) if len(sys.argv) > 1 else _of_all()
    sys.stdout.write(json.dumps(said) + "\n")


def _of_all() -> dict[str, object]:
    from caicach.agencies.models import AgencyAlias
    from caicach.audit.models import Entry
    from caicach.files.models import StoredFile
    from caicach.obligations.models import Duty
    from caicach.plans.constants import DELIVERABLE

    acts = ("plans.confirm", "plans.cancel", "plans.upload")
    return {
        **{act: Entry.objects.filter(action=act).count() for act in acts},
        "duties": Duty.objects.filter(source_kind=DELIVERABLE, deliverable__isnull=False).count(),
        "aliases": AgencyAlias.objects.count(),
        "files": StoredFile.objects.count(),
    }


def _of_one(uid: str) -> dict[str, object]:
    from caicach.obligations.models import Obligation, Transition

    one = Obligation.objects.get(uid=uid)
    moves = Transition.objects.filter(obligation=one).exclude(to_state="open").order_by("pk")
    return {
        "state": one.state,
        "numbers": sorted(one.submissions.values_list("number", flat=True)),
        "moves": list(moves.values_list("to_state", flat=True)),
    }


if __name__ == "__main__":
    main()
