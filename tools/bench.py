"""Measures the acts that have a bound, on both databases: ``make bench``.

Prints a table and writes build/bench.json: rows {name, database, seconds, median_seconds, worst_seconds, queries,
bound_seconds, bound_queries, ok}. Seconds are the best of several runs, queries those of one run; ``null`` where no
database is asked. The acts stand in ``bench_acts``; each is prepared once on a database of its own that is thrown
away. The row ``clerks`` is of another kind: twenty people on a running server (``load``); its seconds are those within
which 95 of 100 requests were answered.

``python tools/bench.py [--lenient] [NAME …]``: lenient lets a slow machine take three times as long (CI); the exit
code is 1 where a bound is broken.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "build" / "bench.json"
REPEATS = 5
LENIENCE = 3.0
LOAD_SECONDS, SHORT_LOAD_SECONDS = 60, 20  # of the clerks; the short one for CI
MOST_WITHIN_SECONDS, NONE_OVER_SECONDS = 1.0, 10.0


@dataclass(frozen=True, slots=True)
class Act:
    """Something that has a bound. ``prepare`` returns what is measured."""

    name: str
    prepare: Callable[[], Callable[[], object]]
    bound_seconds: float
    bound_queries: int | None = None  # None: asks no database
    bound_seconds_sqlite: float | None = None  # where the bound differs


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement."""

    name: str
    database: str
    seconds: float
    queries: int | None
    bound_seconds: float
    bound_queries: int | None
    ok: bool
    median_seconds: float = 0.0
    worst_seconds: float = 0.0


def measure(act: Act, database: str) -> Row:
    """Return the best time and the queries of ``act``; the run that counts queries warms up the others."""
    measured = act.prepare()
    queries = None
    if act.bound_queries is not None:
        queries = _count_queries(measured)
    times = sorted(_timed(measured) for _ in range(REPEATS))
    seconds = times[0]
    bound_seconds = act.bound_seconds_sqlite if database == "sqlite" and act.bound_seconds_sqlite else act.bound_seconds
    within = act.bound_queries is None or (queries or 0) <= act.bound_queries
    return Row(
        act.name, database, round(seconds, 4), queries, bound_seconds, act.bound_queries,
        ok=within and seconds <= bound_seconds,
        median_seconds=round(times[REPEATS // 2], 4),
        worst_seconds=round(times[-1], 4),
    )  # fmt: skip


def _timed(measured: Callable[[], object]) -> float:
    started = time.perf_counter()
    measured()
    return time.perf_counter() - started


def _count_queries(measured: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        measured()
    return len(captured)


@contextmanager
def database() -> Iterator[str]:
    """Set Django up on a test database of the address in the environment; yield the database's name."""
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment(debug=False)
    # Nothing real is touched: the database is a new one beside that of the address.
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield connection.vendor
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def measure_here(names: list[str]) -> list[Row]:
    """Measure the acts on this process's database; those that ask none on SQLite alone."""
    import bench_acts

    with database() as vendor:
        chosen = [act for act in bench_acts.ACTS if not names or act.name in names]
        asked = [act for act in chosen if act.bound_queries is not None or vendor == "sqlite"]
        return [_told(measure(act, vendor if act.bound_queries is not None else "-")) for act in asked]


def _told(row: Row) -> Row:
    """Say a measurement as soon as it is made: the whole takes long."""
    print(f"{row.name} on {row.database}: {row.seconds * 1000:.1f} ms", file=sys.stderr, flush=True)
    return row


def clerks(before: list[str], base: dict[str, str], database: str, *, seconds: int) -> list[Row]:
    """Let twenty clerks work on a running server; one row, what they did is said beside it.

    Raises:
        CalledProcessError: a request was answered otherwise than it had to be, or something answered is not there.
    """
    command = [*before, sys.executable, str(ROOT / "tools" / "load.py"), "--seconds", str(seconds)]
    done = subprocess.run(command, env=base, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    print(f"clerks on {database}: {done.stdout.strip()}", file=sys.stderr)
    done.check_returncode()
    told = json.loads(done.stdout.splitlines()[-1])
    ok = told["most"] <= MOST_WITHIN_SECONDS and told["worst"] <= NONE_OVER_SECONDS
    return [
        Row(
            "clerks", database, told["most"], None, MOST_WITHIN_SECONDS, None, ok=ok,
            median_seconds=told["median"], worst_seconds=told["worst"],
        )
    ]  # fmt: skip


def measure_everywhere(names: list[str], *, load_seconds: int) -> list[Row]:
    """Measure on SQLite, then on a private PostgreSQL where there is one, each in a process of its own.

    Args:
        names: Acts; none for all.
        load_seconds: How long the clerks work on each.
    """
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        base = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "caicach.config.settings",
            "CAICACH_STATE": folder,
            "CAICACH_LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, str(Path(__file__).resolve()), "--here", *names]
        with_clerks = not names or "clerks" in names
        rows = _rows_of(command, {**base, "CAICACH_DATABASE": f"sqlite:///{folder}/bench.sqlite3"})
        on_file = {name: value for name, value in os.environ.items() if name != "CAICACH_DATABASE"}
        rows += clerks([], on_file, "sqlite", seconds=load_seconds) if with_clerks else []
        cluster = str(ROOT / "tools" / "postgres-cluster")
        if subprocess.run([cluster, "find"], capture_output=True).returncode:
            print("no PostgreSQL on this machine: tools/system-packages postgresql", file=sys.stderr)
            return rows
        rows += _rows_of([cluster, "run", *command], base)
        return rows + (clerks([cluster, "run"], base, "postgresql", seconds=load_seconds) if with_clerks else [])


def _rows_of(command: list[str], environment: dict[str, str]) -> list[Row]:
    said = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [Row(**row) for row in json.loads(said.splitlines()[-1])]


def table(rows: list[Row]) -> str:
    """Return the measurements as people read them."""
    lines = [f"{'act':<20}{'database':<12}{'ms':>9}{'median':>9}{'worst':>9}{'bound':>8}{'queries':>9}{'bound':>7}  "]
    for row in rows:
        queries = "-" if row.queries is None else str(row.queries)
        bound = "-" if row.bound_queries is None else str(row.bound_queries)
        verdict = "" if row.ok else "beyond its bound"
        lines.append(
            f"{row.name:<20}{row.database:<12}{row.seconds * 1000:>9.1f}{row.median_seconds * 1000:>9.1f}"
            f"{row.worst_seconds * 1000:>9.1f}{row.bound_seconds * 1000:>8.0f}"
            f"{queries:>9}{bound:>7}  {verdict}"
        )
    return "\n".join(line.rstrip() for line in lines)


def is_broken(row: Row, *, lenient: bool) -> bool:
    """Whether the measurement fails the run; a count of queries is never forgiven."""
    if row.ok:
        return False
    is_too_many = row.bound_queries is not None and (row.queries or 0) > row.bound_queries
    is_far_beyond = row.seconds > LENIENCE * row.bound_seconds
    return is_too_many or not lenient or is_far_beyond or row.worst_seconds > LENIENCE * NONE_OVER_SECONDS


def main(arguments: list[str]) -> int:
    """Measure what the arguments name, or everything."""
    lenient, here = "--lenient" in arguments, "--here" in arguments
    names = [word for word in arguments if not word.startswith("--")]
    if here:
        print(json.dumps([asdict(row) for row in measure_here(names)]))
        return 0
    rows = measure_everywhere(names, load_seconds=SHORT_LOAD_SECONDS if lenient else LOAD_SECONDS)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")
    print(table(rows))
    return int(any(is_broken(row, lenient=lenient) for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
