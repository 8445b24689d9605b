"""Results of surveys and of other bodies: the workbook of a round, taken back with everything shown before."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caicach.scoring.exports.survey_book import survey_book_name, write_survey_book
from caicach.scoring.forms.surveys import SurveyForm, survey_drafts
from caicach.scoring.imports.surveys import SurveyDiff, read_survey_book
from caicach.scoring.pages.appraisal.tabs import ways_for
from caicach.scoring.pages.surveys import survey_page
from caicach.scoring.selectors.grid import appraising_of
from caicach.scoring.selectors.rounds import round_for
from caicach.scoring.selectors.surveys import Survey, survey_of
from caicach.scoring.services.surveys import surveys_save
from caicach.ui.notation import number_text
from caicach.web.downloads import XLSX, attachment
from caicach.web.errors import BadInput
from caicach.web.pages import page
from caicach.web.requests import ActorRequest
from caicach.web.workbooks import MAX_BYTES

__all__ = ["book", "surveys", "take"]


@require_safe
def book(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Send the workbook of the results that the reader enters."""
    survey = survey_of(request.actor, round_for(request.actor, uid).round)
    data = write_survey_book(survey, today=request.today, now=request.now)
    return attachment(data, name=survey_book_name(survey), media_type=XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def surveys(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Show how far the results are; by POST, what a filled workbook would change. Nothing is kept."""
    survey = survey_of(request.actor, round_for(request.actor, uid).round)
    if request.method != "POST":
        return _show(request, survey, SurveyForm())
    form = SurveyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, survey, form, status=422)
    try:
        data = form.cleaned_data["file"].read(MAX_BYTES + 1)
        diff = read_survey_book(data, survey, source=form.cleaned_data["source"])
    except BadInput as refusal:
        return _show(request, survey, form, error=str(refusal), status=refusal.status)
    return _show(request, survey, SurveyForm(initial={"source": form.cleaned_data["source"]}), diff)


@require_POST
def take(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Keep the results that were chosen."""
    round_ = round_for(request.actor, uid).round
    survey_of(request.actor, round_)  # who enters nothing is told so, whatever was sent
    drafts = survey_drafts(request.POST.getlist("dong"))
    done = surveys_save(round_, drafts, actor=request.actor, now=request.now)
    if done.done:
        messages.success(request, _("Đã lưu %(count)s kết quả.") % {"count": number_text(len(done.done))})
    if not done.refused:
        return redirect("scoring:surveys", uid=uid)
    problems = [one.sentence for one in done.refused]
    return _show(request, survey_of(request.actor, round_), SurveyForm(), problems=problems, status=422)


def _show(
    request: ActorRequest,
    survey: Survey,
    form: SurveyForm,
    diff: SurveyDiff | None = None,
    *,
    error: str = "",
    problems: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    ways = ways_for(request.actor, appraising_of(request.actor, survey.round))
    content = survey_page(survey, ways, form=form, diff=diff, error=error, problems=problems or ())
    return page(request, "scoring/appraisal/surveys.html", content, status=status)
