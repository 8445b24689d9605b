"""Scorecards: spans of time, which bodies are compared with one another, how ranks are given."""

from reform.scorecards.peers import OTHERS, Peers, fewest_ranked, peers_of, peers_on
from reform.scorecards.ranks import ranks_of
from reform.scorecards.spans import Part, Span, span_between, span_of, spans_until

__all__ = [
    "OTHERS",
    "Part",
    "Peers",
    "Span",
    "fewest_ranked",
    "peers_of",
    "peers_on",
    "ranks_of",
    "span_between",
    "span_of",
    "spans_until",
]
