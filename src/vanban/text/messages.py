"""The sentence of every finding, in Vietnamese, by its permanent code.

Each package that finds things adds its codes to one table here, so that wording is reviewed in one place.
The sentences are message ids of the application's catalogue; placeholders are ``%(name)s``.
"""

from vanban.text.findings import Finding

__all__ = ["MESSAGES", "message_of"]

# code -> sentence: what is wrong, then what to do. Codes are permanent.
MESSAGES: dict[str, str] = {}


def message_of(finding: Finding) -> str:
    """Return the Vietnamese sentence of ``finding`` with its parameters filled in.

    Raises:
        KeyError: the code has no sentence, or a parameter is missing (a programmer's error).
    """
    return MESSAGES[finding.code] % {"evidence": finding.evidence, **finding.params}
