"""What a plan says of an event goes into its duty: whether it may repeat, and what stays when the row is corrected."""

from collections.abc import Callable
from datetime import date

from caicach.obligations.models import Obligation
from caicach.obligations.services import event_record, event_repeats_set
from caicach.plans.models import Plan
from caicach.web.actor import SYSTEM
from cast import Cast
from plans_correcting import assigned, correct

DOSSIERS = (
    "2\tThẩm định đề án\tVăn bản thẩm định\t20 ngày kể từ ngày nhận đủ hồ sơ\tSở Tài chính\t\tVăn phòng UBND tỉnh"
)
ONCE = "3\tCông bố thủ tục\tTờ trình\t05 ngày làm việc kể từ ngày bộ công bố\tSở Tài chính\t\tVăn phòng UBND tỉnh"
DAY = date(2026, 3, 10)


def owed(title: str) -> Obligation:
    return Obligation.objects.select_related("duty").get(duty__title=title, event=None)


def record(one: Obligation, cast: Cast) -> None:
    event_record(one.duty, actor=SYSTEM, occurred_on=DAY, description="Đã nhận đủ hồ sơ", now=cast.now)


def test_the_words_of_the_deadline_say_whether_the_event_repeats(read: Callable[..., Plan], cast: Cast) -> None:
    assigned(read(DOSSIERS, ONCE), cast)
    assert owed("Văn bản thẩm định").duty.event_repeats is True
    assert owed("Tờ trình").duty.event_repeats is False


def test_a_corrected_term_counts_again_for_what_the_event_opened(read: Callable[..., Plan], cast: Cast) -> None:
    plan = assigned(read(DOSSIERS), cast)
    asleep = owed("Văn bản thẩm định")
    record(asleep, cast)
    opened = Obligation.objects.get(event__isnull=False)
    assert opened.due_on == date(2026, 3, 30)

    correct(plan.deliverables.get(), cast, deadline_text="10 ngày kể từ ngày nhận đủ hồ sơ")

    after = Obligation.objects.get(pk=opened.pk)
    assert (after.state, after.first_due_on, after.due_on) == ("open", date(2026, 3, 30), date(2026, 3, 20))
    assert (after.occurrence_key, after.occurrence_label) == (opened.occurrence_key, opened.occurrence_label)
    assert Obligation.objects.get(pk=asleep.pk).state == "dormant"


def test_what_a_person_said_of_the_event_stays_unless_its_words_change(read: Callable[..., Plan], cast: Cast) -> None:
    plan = assigned(read(DOSSIERS), cast)
    event_repeats_set(owed("Văn bản thẩm định").duty, actor=SYSTEM, repeats=False, now=cast.now)
    correct(plan.deliverables.get(), cast, text="Văn bản thẩm định đề án")
    assert owed("Văn bản thẩm định đề án").duty.event_repeats is False
    correct(plan.deliverables.get(), cast, deadline_text="15 ngày kể từ ngày nhận đủ hồ sơ")
    assert owed("Văn bản thẩm định đề án").duty.event_repeats is True
