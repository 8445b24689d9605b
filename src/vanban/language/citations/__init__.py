"""Documents cited in a text: kind, symbol, date, issuer.

Owns: reading citations and merging repeated ones. Does not: check them against a register of documents.
"""

from vanban.language.citations.reader import Citation, parse_citations, read_citations, unique_citations
from vanban.language.citations.symbols import of_kind, symbol_key

__all__ = ["Citation", "of_kind", "parse_citations", "read_citations", "symbol_key", "unique_citations"]
