"""Two people, or one who clicks twice, at the same moment on a running installation: one wins, the other is told."""

import html
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from cast import PDF
from plans_sample import OPEN_ROW, ROWS, plan_text
from robust.installation import Answer, Browser, Installation, Sent, installed
from served import Server

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROUNDS = 3
Act = Callable[[], Answer]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installed(tmp_path_factory.mktemp("state")) as made:
        yield made


@pytest.fixture(scope="module")
def server(installation: Installation) -> Iterator[Server]:
    server = Server(installation.environment, port=18500, workers=2)
    yield server
    server.end()


@pytest.fixture
def officer(installation: Installation, server: Server) -> Browser:
    return Browser(server.port, installation.seeded["sessions"]["standing_officer"])


@pytest.fixture
def commune(installation: Installation, server: Server) -> Browser:
    return Browser(server.port, installation.seeded["sessions"]["commune_officer"])


def at_once(*acts: Act) -> list[Answer]:
    """Do all acts in the same moment; return their answers in order."""
    barrier = threading.Barrier(len(acts))

    def do(act: Act) -> Answer:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def told(answer: Answer) -> str:
    """Return what a refused person reads; every answer is one that the program gives on purpose."""
    assert answer.status in (302, 404, 409, 422), (answer.status, answer.body[:300])
    return " ".join(html.unescape(answer.body).split())


def one_won(answers: list[Answer], *sentences: str) -> list[Answer]:
    """Check that one answer leads on and the others say one of ``sentences`` with 409; return the others."""
    won = [answer for answer in answers if answer.status == 302]
    others = [answer for answer in answers if answer.status != 302]
    assert len(won) == 1, [(answer.status, answer.location, told(answer)[-600:]) for answer in answers]
    for answer in others:
        assert answer.status == 409, answer
        assert any(sentence in told(answer) for sentence in sentences), told(answer)
    return others


def paper(installation: Installation, number: int) -> Sent:
    return {
        "number": "1",
        "type": "Báo cáo",
        "symbol": f"{number}/BC-UBND",
        "issued_on": installation.seeded["today"],
        "issuer_name": "UBND xã Suối Nhạn",
        "subject": "Kết quả rà soát",
        "file": ("bao-cao.pdf", PDF + str(number).encode()),
    }


def test_a_plan_is_confirmed_once(officer: Browser, installation: Installation) -> None:
    path = f"/ke-hoach/{installation.seeded['plans'][0]}/giao-viec/"
    before = installation.ask("facts.py")
    one_won(at_once(*[lambda: officer.post(path, {})] * 4), "đã giao việc", "đã có người giao việc")
    after = installation.ask("facts.py")
    assert after["plans.confirm"] == before["plans.confirm"] + 1
    assert after["duties"] == before["duties"] + 4


@pytest.mark.parametrize("at", [1, 2, 4])
def test_a_plan_is_confirmed_or_cancelled(at: int, officer: Browser, installation: Installation) -> None:
    plan = installation.seeded["plans"][at]
    before = installation.ask("facts.py")
    answers = at_once(
        lambda: officer.post(f"/ke-hoach/{plan}/giao-viec/", {}), lambda: officer.post(f"/ke-hoach/{plan}/huy/", {})
    )
    one_won(answers, "đã giao việc", "đã hủy", "giao việc hoặc hủy", "không hủy được")
    after = installation.ask("facts.py")
    acts = [after[act] - before[act] for act in ("plans.confirm", "plans.cancel")]
    assert acts in ([1, 0], [0, 1])
    assert after["duties"] == before["duties"] + 4 * acts[0]


def test_a_phrase_is_settled_twice_with_the_same_end(officer: Browser, installation: Installation) -> None:
    path = f"/ke-hoach/{installation.seeded['plans'][3]}/cum-tu/"
    form = {"phrase": OPEN_ROW.split("\t")[4], "choice": f"a:{installation.seeded['office']}", "position": "5"}
    answers = at_once(*[lambda: officer.post(path, {**form, "is_remembered": "on"})] * 4)
    assert {answer.status for answer in answers} <= {302, 409}
    assert installation.ask("facts.py")["aliases"] == 1


@pytest.mark.parametrize("at", range(ROUNDS))
def test_proof_is_handed_in_once(at: int, commune: Browser, installation: Installation) -> None:
    uid = installation.seeded["owed"][at]
    answers = at_once(
        *[lambda n=n: commune.post(f"/nhiem-vu/{uid}/nop/", paper(installation, 100 * at + n)) for n in range(3)]
    )
    one_won(answers, "Có người vừa xử lý", "đang ở trạng thái", "Trang này đã cũ")
    facts = installation.ask("facts.py", uid)
    assert (facts["state"], facts["numbers"], facts["moves"]) == ("submitted", [1], ["submitted"])


@pytest.mark.parametrize("at", range(ROUNDS))
def test_proof_is_accepted_or_returned(at: int, officer: Browser, installation: Installation) -> None:
    uid = installation.seeded["waiting"][at]
    answers = at_once(
        lambda: officer.post(f"/nhiem-vu/{uid}/nghiem-thu/", {"number": "1"}),
        lambda: officer.post(f"/nhiem-vu/{uid}/tra-lai/", {"number": "1", "reason": "Thiếu chữ ký của lãnh đạo."}),
        lambda: officer.post(f"/nhiem-vu/{uid}/nghiem-thu/", {"number": "1"}),
    )
    one_won(answers, "Có người vừa xử lý", "đang ở trạng thái", "Trang này đã cũ")
    facts = installation.ask("facts.py", uid)
    assert facts["moves"] in (["submitted", "accepted"], ["submitted", "returned"])
    assert facts["state"] == facts["moves"][-1]


def test_one_file_sent_twice_is_two_plans_over_one_file(officer: Browser, installation: Installation) -> None:
    before = installation.ask("facts.py")
    form = {
        "issuer": str(installation.seeded["province"]),
        "file": ("hai-lan.txt", plan_text(*ROWS).replace(b"88/KH", b"99/KH")),
    }
    answers = at_once(*[lambda: officer.post("/ke-hoach/tai-len/", form)] * 4)
    assert [told(answer) for answer in answers if answer.status != 302] == []
    after = installation.ask("facts.py")
    assert after["files"] == before["files"] + 1
    assert after["plans.upload"] == before["plans.upload"] + 4


def test_a_form_of_yesterday_is_told(officer: Browser, commune: Browser, installation: Installation) -> None:
    uid = installation.seeded["owed"][ROUNDS]
    assert commune.post(f"/nhiem-vu/{uid}/nop/", paper(installation, 900)).status == 302
    stale: Any = commune.post(f"/nhiem-vu/{uid}/nop/", paper(installation, 901))
    assert (stale.status, "trạng thái" in told(stale)) == (409, True)
    assert officer.post(f"/nhiem-vu/{uid}/nghiem-thu/", {"number": "7"}).status == 409
    assert officer.post(f"/nhiem-vu/{uid}/nghiem-thu/", {"number": "1"}).status == 302


def test_after_all_that_everything_is_sound(installation: Installation, server: Server) -> None:
    assert installation.ask("soundness.py", "[]") == []
