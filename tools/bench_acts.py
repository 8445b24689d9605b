"""What is measured, with its bound (the issue that set it stands behind it)."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from bench import REPEATS, Act
from bench_figures import FIGURE_ACTS
from bench_forms import FORM_ACTS
from bench_life import LIFE_ACTS
from bench_papers import PAPER_ACTS
from bench_register import documents_search
from bench_samples import plan_docx, plan_text, real_document
from bench_scoring import SCORING_ACTS

__all__ = ["ACTS", "full_ledger", "ids_there", "page_of"]

NOW = datetime(2025, 12, 15, 2, 0, tzinfo=UTC)
TODAY = date(2025, 12, 15)
ROWS = 69  # tasks of the real plan that the bounds are set for
DELIVERABLES = 70
COMMUNES = 219
DEPARTMENTS = (
    "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Xây dựng", "Sở Công Thương", "Sở Y tế", "Sở Ngoại vụ",
    "Sở Khoa học và Công nghệ", "Sở Giáo dục và Đào tạo", "Sở Nông nghiệp và Môi trường", "Thanh tra tỉnh",
    "Sở Văn hóa, Thể thao và Du lịch", "Sở Dân tộc và Tôn giáo", "Ban Quản lý Khu kinh tế", "Sở Du lịch",
    "Sở Quy hoạch", "Sở Thông tin", "Sở Lao động", "Sở Giao thông",
)  # fmt: skip


def _reading(content: bytes, name: str) -> Callable[[], object]:
    from vanban.plans import read_plan
    from vanban.reading import read_document

    return lambda: read_plan(read_document(content, name=name))


def read_text() -> Callable[[], object]:
    """Read a plan of 69 tasks from text."""
    return _reading(real_document("seeds/003_*.txt") or plan_text(ROWS), "ke-hoach.txt")


def read_docx() -> Callable[[], object]:
    """Read the same plan from DOCX as offices write it."""
    return _reading(real_document("rendered/003-office.docx") or plan_docx(ROWS), "ke-hoach.docx")


def _province() -> dict[str, int]:
    """Build a province of 240 agencies: its committee, 20 departments, 219 communes; return ids by key."""
    from caicach.agencies.constants import MandateKind
    from caicach.agencies.services import MandateRow, RegisterRow, register_load
    from caicach.web.actor import SYSTEM

    start = date(2020, 1, 1)
    rows = [RegisterRow("tinh", "UBND tỉnh Sông Mây", "province", "committee", start, short_name="tỉnh Sông Mây")]
    rows.append(RegisterRow("van-phong", "Văn phòng UBND tỉnh", "province", "office", start, parent="tinh"))
    rows += [RegisterRow(name, name, "province", "department", start, parent="tinh") for name in DEPARTMENTS]
    rows += [
        RegisterRow(f"xa-{number}", f"UBND xã Số {number}", "commune", "committee", start, parent="tinh")
        for number in range(1, COMMUNES + 1)
    ]
    mandates = [
        MandateRow("tinh", "Sở Nội vụ", MandateKind.STANDING_BODY),
        MandateRow("tinh", "van-phong", MandateKind.AREA_LEAD, "procedures"),
    ]
    return dict(register_load(rows, mandates=mandates, actor=SYSTEM, today=TODAY).ids)


def _actor(ids: dict[str, int], agency: str, *roles: tuple[str, str]) -> "tuple[object, object]":
    """Return (user, actor) of somebody with a post in ``agency`` and (role, scope) grants."""
    from caicach.accounts.models import User
    from caicach.people import selectors, services
    from caicach.web.actor import SYSTEM, Role

    user = User.objects.create_user(f"bench-{User.objects.count()}", full_name="Người Đo")
    granted = [(Role(role), ids[scope]) for role, scope in roles]
    services.post_open(
        actor=SYSTEM, user=user, agency_id=ids[agency], title="", roles=granted, valid_from=date(2023, 1, 1)
    )
    return user, selectors.actor_of(user, on=TODAY)


def _reviewed_plan(ids: dict[str, int], actor: object, rows: int) -> object:
    """Bring a plan in by the same way as people do, up to its review."""
    from caicach.plans.services import plan_read, plan_upload

    plan = plan_upload(
        actor=actor,  # type: ignore[arg-type]
        content=plan_text(rows),
        file_name="ke-hoach.txt",
        issuer_id=ids["tinh"],
        year=2026,
        is_run_as_current=False,
        now=NOW,
    )
    plan_read(plan, year=2026)
    plan.refresh_from_db()
    return plan


def expand_plan() -> Callable[[], object]:
    """Confirm a plan of 69 rows over 240 agencies: at least 4,000 obligations, each time of another plan."""
    from caicach.plans.services import plan_confirm

    ids = ids_there()
    _, actor = _actor(ids, "Sở Nội vụ", ("standing_officer", "tinh"))
    plans = iter([_reviewed_plan(ids, actor, ROWS) for _ in range(REPEATS + 1)])

    def measured() -> None:
        expansion = plan_confirm(next(plans), actor=actor, now=NOW, today=TODAY)  # type: ignore[arg-type]
        count = sum(len(draft.obligations) for draft in expansion.drafts)
        if count < 4_000:
            raise AssertionError(f"only {count} obligations")

    return measured


def confirm_import() -> Callable[[], object]:
    """Confirm such a plan through its page, as the officer does: the request, the duties, the page that follows."""
    from django.test import Client
    from django.urls import reverse

    ids = ids_there()
    user, actor = _actor(ids, "Sở Nội vụ", ("standing_officer", "tinh"))
    plans = iter([_reviewed_plan(ids, actor, ROWS) for _ in range(REPEATS + 1)])
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]

    def measured() -> None:
        address = reverse("plans:confirm", args=[next(plans).uid])  # type: ignore[attr-defined]
        if client.post(address).status_code != 302:
            raise AssertionError("the plan was not confirmed")

    return measured


def obligation_list() -> Callable[[], object]:
    """Show 100 of 10,000 obligations to an officer of a department that monitors some of them: the whole page."""
    from django.test import Client
    from django.urls import reverse

    from caicach.obligations.models import Obligation
    from caicach.plans.services import plan_confirm

    ids = ids_there()
    _, standing = _actor(ids, "Sở Nội vụ", ("standing_officer", "tinh"))
    while Obligation.objects.count() < 10_000:
        plan = _reviewed_plan(ids, standing, ROWS)
        plan_confirm(plan, actor=standing, now=NOW, today=TODAY)  # type: ignore[arg-type]
    user, _ = _actor(ids, "Sở Tư pháp", ("agency_officer", "Sở Tư pháp"))
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    address = reverse("obligations:list")

    def measured() -> None:
        if client.get(address, {"dong": "100"}).status_code != 200:
            raise AssertionError("the list did not answer")

    return measured


def full_ledger() -> "object":
    """Fill the ledger, once, stop the clock on its day, and return a client signed in as the province's officer."""
    from django.test import Client

    from bench_ledger import NOW as LEDGER_NOW
    from bench_ledger import TASKS, ledger_fill
    from caicach.obligations.models import Obligation
    from caicach.web import clock

    ids = ids_there()
    if Obligation.objects.count() < TASKS:
        owners = [agency for name, agency in ids.items() if agency != ids["tinh"]]
        ledger_fill(ids["tinh"], ids["Sở Nội vụ"], owners)
    clock.now = lambda: LEDGER_NOW
    user, _ = _actor(ids, "Sở Nội vụ", ("standing_officer", "tinh"))
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def dashboard() -> Callable[[], object]:
    """Show the figures of a whole province over 100,000 obligations: the whole page, its charts drawn before."""
    return page_of(full_ledger(), "desk:dashboard")


def desk() -> Callable[[], object]:
    """Show the desk of the officer who accepts everything among 100,000 obligations: the whole page."""
    return page_of(full_ledger(), "desk:desk")


def search() -> Callable[[], object]:
    """Find duties of a whole province by words without tone marks: the whole page."""
    return page_of(full_ledger(), "desk:search", q="ra soat thu tuc")


def page_of(client: "object", name: str, **query: str) -> Callable[[], object]:
    from django.urls import reverse

    address = reverse(name)

    def measured() -> None:
        if client.get(address, query).status_code != 200:  # type: ignore[attr-defined]
            raise AssertionError(f"{name} did not answer")

    return measured


def annex_docx() -> Callable[[], object]:
    """Write the annex with results of a plan of 70 deliverables over 240 agencies, from the ledger to the file."""
    from caicach.plans.exports import AnnexFilters, annex_of
    from caicach.plans.exports import annex_docx as write
    from caicach.plans.selectors import plan_for
    from caicach.plans.services import plan_confirm

    ids = ids_there()
    _, actor = _actor(ids, "Sở Nội vụ", ("standing_officer", "tinh"))
    plan = _reviewed_plan(ids, actor, DELIVERABLES)
    plan_confirm(plan, actor=actor, now=NOW, today=TODAY)  # type: ignore[arg-type]
    plan = plan_for(actor, plan.uid)  # type: ignore[arg-type, attr-defined]

    def measured() -> None:
        made = annex_of(plan, actor=actor, filters=AnnexFilters(), now=NOW, today=TODAY)  # type: ignore[arg-type]
        if made.counts.total < 4_000 or len(write(made)) < 10_000:
            raise AssertionError("the annex is too small")

    return measured


def ids_there() -> dict[str, int]:
    from caicach.agencies.models import Agency

    known = {agency.current_name: agency.pk for agency in Agency.objects.all()}
    return {**known, "tinh": known["UBND tỉnh Sông Mây"]} if known else _province()


ACTS = (
    Act("read_text_003", read_text, bound_seconds=0.5),
    Act("read_docx_003", read_docx, bound_seconds=1.5),
    *PAPER_ACTS,
    *FORM_ACTS,
    Act("obligation_list", obligation_list, bound_seconds=0.06, bound_queries=12),
    # At 100,000 obligations, before the acts below add plans of their own.
    Act("dashboard", dashboard, bound_seconds=0.15, bound_queries=12, bound_seconds_sqlite=0.35),
    Act("desk", desk, bound_seconds=0.1, bound_queries=28),
    Act("search", search, bound_seconds=0.2, bound_queries=10),
    Act("confirm_import", confirm_import, bound_seconds=2.5, bound_queries=50),
    Act("expand_plan", expand_plan, bound_seconds=2.0, bound_queries=30),
    Act("annex_docx", annex_docx, bound_seconds=1.5, bound_queries=7),
    Act("documents_search", documents_search, bound_seconds=0.1, bound_queries=2),
    *LIFE_ACTS,
    *FIGURE_ACTS,
    *SCORING_ACTS,
)
