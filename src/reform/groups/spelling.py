"""How near two names are, for offering candidates; whether one is the other misspelt, for accepting it."""

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

__all__ = ["is_misspelt", "nearness"]

_SHORTEST_WORD = 4  # letters of a word that may be misspelt
_MISSPELT_WORDS = 2


def nearness(words: str, name: str) -> int:
    """Return how near canonical ``name`` is to canonical ``words``, 0-100: letters in order, words in any order, or all
    of one within the other, weighed by how much of ``words`` the name covers.
    """
    wanted = words.split()
    covered = len(set(wanted).intersection(name.split())) / len(wanted) if wanted else 0.0
    within = fuzz.token_set_ratio(words, name) * (0.5 + 0.5 * covered) * 0.95
    return round(max(fuzz.ratio(words, name), fuzz.token_sort_ratio(words, name) * 0.97, within))


def is_misspelt(words: str, name: str) -> bool:
    """Whether canonical ``words`` are ``name`` with one letter wrong in one or two of its longer words.

    The first word must be right: "Bộ Nội vụ" is no misspelt "Sở Nội vụ".
    """
    given, right = words.split(), name.split()
    if len(given) != len(right) or given[0] != right[0]:
        return False
    differing = [pair for pair in zip(given, right, strict=True) if pair[0] != pair[1]]
    return 0 < len(differing) <= _MISSPELT_WORDS and all(
        min(len(word), len(meant)) >= _SHORTEST_WORD and Levenshtein.distance(word, meant, score_cutoff=1) <= 1
        for word, meant in differing
    )
