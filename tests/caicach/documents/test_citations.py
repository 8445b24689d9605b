"""Citations as links both ways; what is cited before it arrives; two rows that may be one document."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caicach.audit.models import Entry
from caicach.documents.constants import Doubt, PairState, Relation, Standing
from caicach.documents.mapping import NewDocument, relation_at
from caicach.documents.models import Citation, Document, DoubtfulPair
from caicach.documents.selectors import cited_by, cites, conflicts_of, pairs_for, standing_of
from caicach.documents.services import citations_record, documents_register, pair_settle
from caicach.documents.services.citations import Named
from caicach.notices.models import Reminder
from caicach.obligations.constants import ObligationState
from caicach.web.errors import NotAllowed, WrongState
from cast import Cast
from vanban.language.citations import Citation as Cited
from vanban.language.citations import read_citations
from vanban.text.findings import Place

DAY = date(2026, 3, 2)
DECREE = Cited("Nghị định", "61/2018/NĐ-CP", date(2018, 4, 23), "Chính phủ")


def named(cited: Cited, relation: Relation = Relation.BASIS) -> Named:
    return Named(cited, relation, f"{cited.type} {cited.symbol}", Place(block=1, start=0, end=5))


def new(symbol: str = "41/KH-UBND", **values: object) -> NewDocument:
    facts: dict[str, object] = {"type": "Kế hoạch", "symbol": symbol, "issued_on": DAY, "issuer_name": "Sở Nội vụ"}
    return NewDocument(**{**facts, **values})  # type: ignore[arg-type]


def put(cast: Cast, *rows: NewDocument) -> list[Document]:
    done = documents_register(rows, actor=cast.commune_officer.actor, now=cast.now)
    return [one for one in done.documents if one is not None]


class TestPlaceholders:
    def test_what_is_cited_and_not_registered_gets_one_row(self, cast: Cast) -> None:
        one, other = cast.document(), cast.document()
        for document in (one, other):
            citations_record(document, [named(DECREE), named(replace(DECREE, date=None))], now=cast.now)

        placeholder = Document.objects.get(is_placeholder=True)
        assert (placeholder.issued_on, placeholder.issuer_name) == (date(2018, 4, 23), "Chính phủ")
        assert Citation.objects.filter(cited=placeholder).count() == 4

    def test_it_is_filled_in_place_when_it_arrives(self, cast: Cast) -> None:
        citing = cast.document(actor=cast.commune_officer.actor)
        citations_record(citing, [named(DECREE)], now=cast.now)
        placeholder = Document.objects.get(is_placeholder=True)

        (arrived,) = put(
            cast,
            new(
                "61/2018/NĐ-CP",
                type="Nghị định",
                issued_on=date(2018, 4, 23),
                issuer_name="CHÍNH PHỦ",
                subject="Một cửa",
            ),
        )

        assert arrived.pk == placeholder.pk
        assert not Document.objects.filter(is_placeholder=True).exists()
        assert [tie.document for tie in cites(cast.commune_officer.actor, citing)] == [arrived]
        assert [tie.document for tie in cited_by(cast.commune_officer.actor, arrived)] == [citing]
        assert Entry.objects.filter(action="documents.register", object_id=arrived.pk).count() == 1

    def test_an_undated_number_without_a_year_is_never_taken_for_a_document(self, cast: Cast) -> None:
        citing, plan = cast.document(), put(cast, new())[0]
        citations_record(citing, [named(Cited("Kế hoạch", "41/KH-UBND"))], now=cast.now)

        assert Citation.objects.get().cited != plan
        assert Citation.objects.get().cited.is_placeholder

    def test_reading_again_does_not_double(self, cast: Cast) -> None:
        document = cast.document()
        for _again in range(2):
            citations_record(document, [named(DECREE)], now=cast.now)

        assert Citation.objects.count() == 1
        assert Document.objects.filter(is_placeholder=True).count() == 1

    def test_a_document_does_not_cite_itself(self, cast: Cast) -> None:
        document = cast.document(symbol="41/KH-UBND", type="Kế hoạch")
        citations_record(document, [named(Cited("Kế hoạch", "41/KH-UBND", cast.today))], now=cast.now)

        assert not Citation.objects.exists()


class TestConflicts:
    def test_two_dates_of_one_number_are_shown(self, cast: Cast) -> None:
        actor = cast.commune_officer.actor
        (arrived,) = put(
            cast, new("61/2018/NĐ-CP", type="Nghị định", issued_on=date(2018, 4, 23), issuer_name="Chính phủ")
        )
        citing = cast.document(actor=actor)
        citations_record(citing, [named(replace(DECREE, date=date(2018, 4, 24)))], now=cast.now)

        assert [one.what for one in conflicts_of(actor, arrived)] == ["Có nơi ghi ngày 24/04/2018."]

    def test_the_same_number_of_another_year_is_no_conflict(self, cast: Cast) -> None:
        one, _last_year = put(cast, new(), new(issued_on=DAY - timedelta(days=365)))

        assert conflicts_of(cast.commune_officer.actor, one) == ()
        assert not DoubtfulPair.objects.exists()


class TestStanding:
    @pytest.mark.parametrize(
        ("relation", "standing"),
        [
            (Relation.AMENDS, Standing.AMENDED),
            (Relation.REPLACES, Standing.REPLACED),
            (Relation.REPEALS, Standing.EXPIRED),
            (Relation.BASIS, Standing.IN_FORCE),
        ],
    )
    def test_it_follows_from_what_later_documents_say(self, cast: Cast, relation: Relation, standing: Standing) -> None:
        (old,) = put(cast, new())
        later = cast.document()
        citations_record(later, [named(Cited("Kế hoạch", "41/KH-UBND", DAY, "Sở Nội vụ"), relation)], now=cast.now)

        found = standing_of(old, today=cast.today)

        assert found.standing is standing
        assert found.by == (None if relation is Relation.BASIS else later)

    def test_its_own_last_day_comes_first(self, cast: Cast) -> None:
        (old,) = put(cast, new(expires_on=cast.today))

        assert standing_of(old, today=cast.today - timedelta(days=1)).standing is Standing.IN_FORCE
        assert standing_of(old, today=cast.today).standing is Standing.EXPIRED


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;", [Relation.BASIS]),
        (
            "Căn cứ Nghị định số 118/2025/NĐ-CP sửa đổi Nghị định số 61/2018/NĐ-CP;",
            [Relation.BASIS, Relation.BASIS],
        ),
        ("Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/QĐ-UBND ngày 02/3/2026", [Relation.AMENDS]),
        ("Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 02/3/2026.", [Relation.REPLACES]),
        ("Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 12/QĐ-UBND.", [Relation.REPLACES]),
        ("Điều 2. Bãi bỏ Quyết định số 12/QĐ-UBND ngày 02/3/2026.", [Relation.REPEALS]),
        ("Quyết định số 12/QĐ-UBND ngày 02/3/2026 hết hiệu lực kể từ ngày ký.", [Relation.REPEALS]),
        ("(Kèm theo Quyết định số 12/QĐ-UBND ngày 02/3/2026)", [Relation.ATTACHED]),
        ("Tiếp tục thực hiện Quyết định số 12/QĐ-UBND ngày 02/3/2026.", [Relation.MENTION]),
    ],
)
def test_the_words_around_a_citation_say_what_is_done_with_it(text: str, relations: list[Relation]) -> None:
    cited = read_citations(text)

    found = [relation_at(text, one.at, one.until, is_first=number == 0) for number, one in enumerate(cited)]

    assert found == relations


class TestPairs:
    @pytest.mark.parametrize(
        ("changes", "doubt"),
        [
            ({"issuer_name": "Sở Nội vụ tỉnh Sông Mây"}, Doubt.ISSUER),
            ({"issued_on": DAY + timedelta(days=1)}, Doubt.DATE),
            ({"type": "Quyết định"}, Doubt.TYPE),
        ],
    )
    def test_what_nearly_agrees_is_asked(self, cast: Cast, changes: dict[str, object], doubt: Doubt) -> None:
        first, second = put(cast, new(), new(**changes))

        pair = DoubtfulPair.objects.get()
        assert (pair.first, pair.second, pair.doubt) == (first, second, doubt)

    def test_one_file_under_another_symbol_is_asked(self, cast: Cast) -> None:
        file = cast.document().file
        put(cast, new("7/KH-SNV", file=file, file_name="a.pdf"))

        assert DoubtfulPair.objects.get().doubt == Doubt.FILE

    def test_two_bodies_with_one_number_on_one_day_are_two(self, cast: Cast) -> None:
        put(cast, new(issuer_name="UBND xã Suối Nhạn"), new(issuer_name="UBND xã Đồi Chè"))

        assert not DoubtfulPair.objects.exists()

    def test_short_and_long_names_of_a_body_are_one(self, cast: Cast) -> None:
        one, again = put(cast, new(issuer_name="UBND tỉnh Sông Mây"), new(issuer_name="Ủy ban nhân dân tỉnh Sông Mây"))

        assert one == again

    def test_said_to_be_one_every_use_moves_and_the_other_leads_there(self, cast: Cast) -> None:
        actor = cast.commune_officer.actor
        kept, other = put(cast, new(), new(issued_on=DAY + timedelta(days=1)))
        hand_in = cast.obligation(state=ObligationState.SUBMITTED, duty={"title": "Rà soát"}).submissions.get()
        type(hand_in).objects.filter(pk=hand_in.pk).update(document=other)
        citing = cast.document()
        citations_record(
            citing,
            [named(Cited("Kế hoạch", "41/KH-UBND", DAY + timedelta(days=1), "Sở Nội vụ"))],
            now=cast.now,
        )

        assert pair_settle(pairs_for(actor)[0], actor=actor, is_same=True, now=cast.now) == kept

        hand_in.refresh_from_db()
        other.refresh_from_db()
        assert hand_in.document == kept
        assert other.alias_of == kept
        assert Citation.objects.get().cited == kept
        assert pairs_for(actor) == ()
        again = put(cast, new(issued_on=DAY + timedelta(days=1)))
        assert again == [kept]

    def test_what_points_at_the_other_without_a_name_of_its_own_moves_too(self, cast: Cast) -> None:
        actor = cast.commune_officer.actor
        kept, other = put(cast, new(), new(issued_on=DAY + timedelta(days=1)))
        urged = Reminder.objects.create(
            agency=cast.standing, subject="đôn đốc", is_letter=True, document=other, made_at=cast.now
        )

        pair_settle(pairs_for(actor)[0], actor=actor, is_same=True, now=cast.now)

        urged.refresh_from_db()
        assert urged.document == kept

    def test_two_that_were_both_read_keep_the_citations_of_the_kept_one(self, cast: Cast) -> None:
        actor = cast.commune_officer.actor
        kept, other = put(cast, new(), new(issued_on=DAY + timedelta(days=1)))
        for citing, symbol in ((kept, "7/KH-UBND"), (other, "8/KH-UBND")):
            citations_record(citing, [named(Cited("Kế hoạch", symbol, DAY, "Sở Nội vụ"))], now=cast.now)

        pair_settle(pairs_for(actor)[0], actor=actor, is_same=True, now=cast.now)

        assert [str(one.cited) for one in Citation.objects.all()] == ["Kế hoạch 7/KH-UBND"]

    def test_said_to_be_two_they_are_not_asked_about_again(self, cast: Cast) -> None:
        actor = cast.commune_officer.actor
        put(cast, new(), new(issued_on=DAY + timedelta(days=1)))
        pair_settle(pairs_for(actor)[0], actor=actor, is_same=False, now=cast.now)

        put(cast, new(), new(issued_on=DAY + timedelta(days=1)))

        assert DoubtfulPair.objects.get().state == PairState.DIFFERENT
        assert pairs_for(actor) == ()

    def test_it_is_settled_once_and_by_the_registering_body(self, cast: Cast) -> None:
        actor = cast.commune_officer.actor
        put(cast, new(), new(issued_on=DAY + timedelta(days=1)))
        pair = pairs_for(actor)[0]

        with pytest.raises(NotAllowed):
            pair_settle(pair, actor=cast.neighbour_officer.actor, is_same=True, now=cast.now)
        pair_settle(pair, actor=actor, is_same=True, now=cast.now)
        with pytest.raises(WrongState):
            pair_settle(pair, actor=actor, is_same=False, now=cast.now)
