"""Write the pairs of Vietnamese words that the reader of scans knows: ``tools/lexicon.py write | check``.

The pairs come from the project's own words: its documentation, its sentences, the tables of the language. They say
which of two spellings that differ in marks alone stands beside a word ("kiểm tra", never "kiếm tra"). Every sentence
that is written anew moves the list a little, so it is fresh while no more than ``MOST_STALE`` of the pairs differ.
"""

import re
import sys
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src/vanban/reading/scan/lexicon.txt"
SOURCES = ("docs/**/*.md", "README.vi.md", "src/**/*.py", "src/**/*.html", "src/**/*.po", "src/**/data/*.yaml")
MOST_STALE = 0.05  # of the pairs of the list
_ESCAPE = re.compile(r"\\[nt]")
_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_VOWEL_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_LONGEST = 7  # letters of a syllable: nghiêng


def pairs_of(text: str) -> Counter[str]:
    """Return the pairs of neighbouring words, in small letters, of which at least one has Vietnamese marks."""
    found: Counter[str] = Counter()
    for run in _RUN.findall(_ESCAPE.sub(" ", unicodedata.normalize("NFC", text))):
        for one, two in pairwise(run.split()):
            marked = _is_marked(one.lower()) or _is_marked(two.lower())
            if marked and max(len(one), len(two)) <= _LONGEST and _is_abbreviation(one) == _is_abbreviation(two):
                found[f"{one} {two}".lower()] += 1
    return found


def _is_abbreviation(word: str) -> bool:
    """Say whether a word has capitals beyond its first letter; beside another such word it stands in a heading."""
    return word[1:] != word[1:].lower()


def _is_marked(word: str) -> bool:
    return "đ" in word or any(mark in _VOWEL_MARKS for mark in unicodedata.normalize("NFD", word))


def lexicon() -> str:
    """Return the file: every pair that stands at least twice, in order."""
    found: Counter[str] = Counter()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            found.update(pairs_of(path.read_text(encoding="utf-8")))
    return "".join(f"{pair}\n" for pair in sorted(pair for pair, count in found.items() if count > 1))


def stale() -> float:
    """Return how much of the written list differs from what would be written now, 0 to 1."""
    written, now = set(TARGET.read_text(encoding="utf-8").splitlines()), set(lexicon().splitlines())
    return len(written ^ now) / max(len(now), 1)


def main(arguments: list[str]) -> int:
    """Write or check; return 1 where the list is stale or the arguments are not understood."""
    if arguments == ["write"]:
        TARGET.write_text(lexicon(), encoding="utf-8")
        return 0
    if arguments != ["check"]:
        print("usage: tools/lexicon.py write | check", file=sys.stderr)
        return 1
    if stale() > MOST_STALE:
        print(f"{TARGET.relative_to(ROOT)}: run `python tools/lexicon.py write`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
