"""Ranks inside: as the points stand, or as a decision froze them; publishing, and its papers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.scoring.constants import RoundState
from caicach.scoring.forms.publication import PublicationForm
from caicach.scoring.models import ResultIssue, Round
from caicach.scoring.pages.ranking.addresses import public_url
from caicach.scoring.pages.ranking.corrections import CorrectionPanel, correction_panels
from caicach.scoring.pages.ranking.public import ribbon_of
from caicach.scoring.pages.ranking.table import ALL, KindPanel, kind_panel
from caicach.scoring.pages.ranking.words import decision_words, raised, shown_name
from caicach.scoring.selectors.publications import Correction
from caicach.scoring.selectors.ranking import Ranking, Standing
from caicach.ui.notation import number_text
from caicach.ui.values import Figure, Link

__all__ = ["InsidePage", "inside_page", "nothing_page", "publishing"]


@dataclass(frozen=True, slots=True)
class InsidePage:
    """The ranks of a round, for who is signed in."""

    title: str
    kicker: str
    lead: str
    crumbs: tuple[Link, ...]
    others: tuple[Link, ...]  # further rounds
    notice: str  # what these numbers are worth; empty: they are published
    ribbon: tuple[Figure, ...]
    kinds: tuple[KindPanel, ...]
    corrections: tuple[CorrectionPanel, ...]
    public_url: str
    print_url: str
    files: tuple[Link, ...]
    form: PublicationForm | None  # None: nothing waits for its decision, or not this person's
    publish_url: str
    publish_title: str
    refused: str


def nothing_page() -> InsidePage:
    """Return the page of who has no round within reach."""
    return InsidePage(
        title=_("Chưa có đợt chấm điểm nào"),
        kicker="",
        lead="",
        crumbs=(),
        others=(),
        notice="",
        ribbon=(),
        kinds=(),
        corrections=(),
        public_url="",
        print_url="",
        files=(),
        form=None,
        publish_url="",
        publish_title="",
        refused="",
    )


def inside_page(  # noqa: PLR0913 -- what was read of a round
    ranking: Ranking,
    rounds: Sequence[Round],
    corrections: Sequence[Correction],
    *,
    own_id: int | None,
    opened: Collection[int],
    is_whole: bool,
    is_keeper: bool,
    query: Mapping[str, str],
) -> InsidePage:
    """Return the ranks of a round.

    Args:
        ranking: Of the agencies that the reader sees.
        rounds: All that the reader may look at, the newest first.
        corrections: What later decisions changed.
        own_id: The reader's own agency, marked.
        opened: The agencies whose assessments the reader may open; of others the public sheet is opened.
        is_whole: Whether the ranking is of all agencies, not of the reader's own alone.
        is_keeper: Whether the reader holds the round's owner in scope: the papers of the result are theirs.
        query: Of the address.
    """
    round_, issue = ranking.round, ranking.issue
    is_public = round_.state == RoundState.PUBLISHED

    def sheet(one: Standing) -> str:
        if one.agency_id in opened:
            return reverse("scoring:result", args=[one.assessment_uid])
        return public_url("sheet", round_, rounds, one.agency_uid) if is_public else ""

    return InsidePage(
        title=_title(ranking, own_id),
        kicker=raised(f"{RoundState(round_.state).label} · {round_.owner.current_name}"),
        lead=_("Theo %(decision)s.") % {"decision": decision_words(issue)} if issue and issue.decided_on else "",
        crumbs=(
            Link(_("Chấm điểm"), reverse("scoring:list")),
            Link(round_.title, reverse("scoring:round", args=[round_.uid])),
            Link(_("Xếp hạng")),
        ),
        others=_others(round_, rounds),
        notice=_notice(ranking, corrections, is_whole=is_whole),
        ribbon=ribbon_of(ranking.kinds) if is_whole else (),
        kinds=tuple(kind_panel(kind, address=sheet, own_id=own_id, query=query) for kind in ranking.kinds),
        corrections=correction_panels(corrections),
        public_url=public_url("year", round_, rounds) if is_public else "",
        print_url=f"?{ALL}=1",
        files=_papers(ranking, own_id, is_keeper=is_keeper),
        form=None,
        publish_url="",
        publish_title="",
        refused="",
    )


def publishing(page: InsidePage, issue: ResultIssue, form: PublicationForm, refused: str = "") -> InsidePage:
    """Return the page with the form that publishes ``issue``."""
    title = _("Công bố kết quả") if issue.number == 1 else _("Công bố bản sửa")
    url = reverse("scoring:publish", args=[issue.round.uid])
    return replace(page, form=form, publish_url=url, publish_title=title, refused=refused)


def _title(ranking: Ranking, own_id: int | None) -> str:
    """Return the answer first: the reader's own place, else what this is."""
    found = ranking.of(own_id)
    if found is None or found[1].rank is None or not found[0].indexes:
        return raised(ranking.round.title)
    _kind, one = found
    words = {"agency": raised(shown_name(one.name)), "rank": number_text(one.rank or 0), "round": ranking.round.title}
    return _("%(agency)s: hạng %(rank)s, %(round)s") % words


def _others(round_: Round, rounds: Sequence[Round]) -> tuple[Link, ...]:
    if len(rounds) <= 1:
        return ()
    return tuple(
        Link(one.title, reverse("scoring:ranking-of", args=[one.uid]), current=one.pk == round_.pk) for one in rounds
    )


def _notice(ranking: Ranking, corrections: Sequence[Correction], *, is_whole: bool) -> str:
    if ranking.issue is None:
        said = _("Tạm tính theo điểm đang có, chưa công nhận: thứ hạng còn thay đổi đến khi công nhận.")
    elif ranking.issue.published_at is None and corrections:
        before = decision_words(corrections[0].before)
        said = _("Bản sửa chưa công bố: người ngoài vẫn thấy kết quả theo %(decision)s.") % {"decision": before}
    elif ranking.issue.published_at is None:
        said = _("Đã công nhận, chưa công bố: chưa phát ra ngoài.")
    else:
        return ""
    own = _("Bạn thấy cơ quan của mình; cả bảng hiện sau khi công bố.")
    return said if is_whole else f"{said} {own}"


def _papers(ranking: Ranking, own_id: int | None, *, is_keeper: bool) -> tuple[Link, ...]:
    """Return the papers of a settled result: of the reader's own agency, and to the keeper of the round all."""
    issue, found = ranking.issue, ranking.of(own_id)
    if issue is None:
        return ()
    own = []
    if found is not None:
        name = shown_name(found[1].name)
        for ending, words in (("docx", "DOCX"), ("pdf", "PDF")):
            url = reverse("scoring:result-sheet", args=[ranking.round.uid, found[1].agency_uid, ending])
            label = _("Phiếu kết quả của %(agency)s (%(kind)s)") % {"agency": name, "kind": words}
            own.append(Link(label, url, icon=f"file-type-{ending}"))
    return (*(_files(ranking.round, issue) if is_keeper else ()), *own)


def _files(round_: Round, issue: ResultIssue) -> tuple[Link, ...]:
    def address(name: str, *arguments: object) -> str:
        return f"{reverse(f'scoring:{name}', args=[round_.uid, *arguments])}?lan={issue.number}"

    is_signed = issue.decided_on is not None
    said = _("Quyết định và phụ lục (DOCX)") if is_signed else _("Dự thảo quyết định (DOCX)")
    return (
        Link(said, address("decision", "docx"), icon="file-type-docx"),
        Link(_("Quyết định và phụ lục (PDF)") if is_signed else _("Dự thảo quyết định (PDF)"),
             address("decision", "pdf"), icon="file-type-pdf"),
        Link(_("Phiếu kết quả của mọi cơ quan (ZIP)"), address("result-sheets"), icon="download"),
        Link(_("Bảng xếp hạng (CSV)"), address("ranking-data"), icon="database-export"),
    )  # fmt: skip
