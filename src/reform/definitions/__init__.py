"""What every definition written as YAML has in common: what may be in it, taking its parts, telling what is wrong.

Owns: the general part of reading and writing. Does not: know what any definition means (``forms``, ``index``).
"""

from reform.definitions.loading import definition_table, table_fingerprint
from reform.definitions.parts import Parts, Table
from reform.definitions.problems import Codes, DefinitionError, Problem, Problems
from reform.definitions.writing import definition_text, plain_number, said

__all__ = [
    "Codes",
    "DefinitionError",
    "Parts",
    "Problem",
    "Problems",
    "Table",
    "definition_table",
    "definition_text",
    "plain_number",
    "said",
    "table_fingerprint",
]
