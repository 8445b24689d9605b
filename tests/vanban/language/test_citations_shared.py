"""The reader of citations alone, on the whole text of real documents."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vanban.language.citations import read_citations, symbol_key, unique_citations

DOCUMENTS = ("000", "001", "003", "004")


def quickest(run: Callable[[], object]) -> float:
    """The processor time of the quickest of three runs, in seconds."""
    times = []
    for _ in range(3):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.shared
@pytest.mark.parametrize("document", DOCUMENTS)
def test_citations_of_real_documents_are_read(shared: Path, document: str) -> None:
    gold = json.loads((shared / "gold" / f"{document}.json").read_text(encoding="utf-8"))
    text = next((shared / "seeds").glob(f"{document}_*")).read_text(encoding="utf-8")
    want = {symbol_key(item["symbol"]): item["date"] for item in gold["citations"] if item["symbol"]}
    unique = unique_citations(read_citations(text))
    read = {symbol_key(citation.symbol): citation for citation in unique if citation.symbol}
    both = want.keys() & read.keys()
    assert 2 * len(both) / (len(want) + len(read)) >= 0.95
    same_day = sum(str(read[key].date) == str(want[key]) for key in both)
    assert same_day / len(both) >= 0.95


@pytest.mark.shared
def test_laws_without_a_number_are_read(shared: Path) -> None:
    for document in ("000", "001"):
        gold = json.loads((shared / "gold" / f"{document}.json").read_text(encoding="utf-8"))
        text = next((shared / "seeds").glob(f"{document}_*")).read_text(encoding="utf-8")
        want = [item["title"] for item in gold["citations"] if not item["symbol"]]
        read = [citation.title for citation in unique_citations(read_citations(text)) if not citation.symbol]
        assert read == want


@pytest.mark.shared
def test_a_whole_document_is_read_at_once(shared: Path) -> None:
    text = max((path.read_text(encoding="utf-8") for path in (shared / "seeds").glob("*.txt")), key=len)
    assert quickest(lambda: read_citations(text)) < 0.03
