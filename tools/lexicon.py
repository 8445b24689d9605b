"""Write the pairs of Vietnamese words that the reader of scans knows: ``tools/lexicon.py``.

The pairs come from the project's own words: its documentation, its sentences, the tables of the language. They say
which of two spellings that differ in marks alone stands beside a word ("kiểm tra", never "kiếm tra").
"""

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src/vanban/reading/scan/lexicon.txt"
SOURCES = ("docs/**/*.md", "README.vi.md", "src/**/*.py", "src/**/*.html", "src/**/*.po", "src/**/data/*.yaml")
_ESCAPE = re.compile(r"\\[nt]")
_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_VOWEL_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_LONGEST = 7  # letters of a syllable: nghiêng


def pairs_of(text: str) -> Counter[str]:
    """Return the pairs of neighbouring words of which at least one has Vietnamese marks."""
    found: Counter[str] = Counter()
    for run in _RUN.findall(_ESCAPE.sub(" ", unicodedata.normalize("NFC", text)).lower()):
        words = run.split()
        for one, two in pairwise(words):
            if max(len(one), len(two)) <= _LONGEST and (_is_marked(one) or _is_marked(two)):
                found[f"{one} {two}"] += 1
    return found


def _is_marked(word: str) -> bool:
    return "đ" in word or any(mark in _VOWEL_MARKS for mark in unicodedata.normalize("NFD", word))


def lexicon() -> str:
    """Return the file: every pair that stands at least twice, in order."""
    found: Counter[str] = Counter()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            found.update(pairs_of(path.read_text(encoding="utf-8")))
    return "".join(f"{pair}\n" for pair in sorted(pair for pair, count in found.items() if count > 1))


if __name__ == "__main__":
    TARGET.write_text(lexicon(), encoding="utf-8")
