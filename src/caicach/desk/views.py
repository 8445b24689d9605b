"""The first page of each person, the first steps, the dashboard, the scorecards, the search."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from caicach.desk.exports import BoardFile, board_docx, board_file, board_xlsx
from caicach.desk.forms import ScopeForm, SpanForm
from caicach.desk.pages import BoardPage, CardPage, DashboardPage, FirstStepsPage, SearchPage, card_facts, desk_page
from caicach.obligations import selectors
from caicach.web.downloads import DOCX, XLSX, attachment
from caicach.web.pages import page
from caicach.web.requests import ActorRequest

__all__ = ["card", "dashboard", "desk", "first_steps", "scorecard", "search"]

_LONGEST_SEARCH = 200
# Format in the address -> (writer, type of the answer).
WRITERS: dict[str, tuple[Callable[[BoardFile], bytes], str]] = {
    "docx": (board_docx, DOCX),
    "xlsx": (board_xlsx, XLSX),
}


@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """Show what the person has to do, from the top down."""
    return page(request, "desk/desk.html", desk_page(request.actor, today=request.today))


@require_safe
def dashboard(request: ActorRequest) -> HttpResponse:
    """Show the figures within reach, of what the address asks for."""
    form = ScopeForm(request.GET, today=request.today)
    content = DashboardPage.of(request.actor, form, request.GET, today=request.today)
    return page(request, "desk/dashboard.html", content)


@require_safe
def scorecard(request: ActorRequest) -> HttpResponse:
    """Show the scorecards of the agencies within reach beside one another, or hand them out as a file."""
    form = SpanForm(request.GET, today=request.today)
    board = selectors.board_of(request.actor, form.span(), today=request.today, origin=form.origin_asked)
    if form.format_asked:
        return _file(board_file(board, actor=request.actor, now=request.now, today=request.today), form.format_asked)
    content = BoardPage.of(request.actor, board, form, request.GET)
    return page(request, "desk/scorecard.html", content, status=422 if form.errors else 200)


@require_safe
def card(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show the scorecard of one agency through time, or hand it out as a file."""
    form = SpanForm(request.GET, today=request.today)
    facts = card_facts(request.actor, uid, form.span(), origin=form.origin_asked, today=request.today)
    if form.format_asked:
        one, name = facts.board.narrowed(facts.score), facts.agency.name
        file = board_file(one, actor=request.actor, now=request.now, today=request.today, agency=name)
        return _file(file, form.format_asked)
    content = CardPage.of(facts, form, request.GET, today=request.today)
    return page(request, "desk/card.html", content, status=422 if form.errors else 200)


@require_safe
def first_steps(request: ActorRequest) -> HttpResponse:
    """Show what to do first, for each role of the person."""
    user = request.user
    has_password = user.is_authenticated and user.has_usable_password()
    content = FirstStepsPage.of(
        request.actor, username=user.get_username(), has_password=has_password, today=request.today
    )
    return page(request, "desk/first_steps.html", content)


@require_safe
def search(request: ActorRequest) -> HttpResponse:
    """Show what the words of the search box (``q``) find within reach."""
    words = request.GET.get("q", "").strip()[:_LONGEST_SEARCH]
    return page(request, "desk/search.html", SearchPage.of(request.actor, words, today=request.today))


def _file(made: BoardFile, ending: str) -> HttpResponse:
    write, media_type = WRITERS[ending]
    return attachment(write(made), name=made.file_name(ending), media_type=media_type)
