"""Bodies in the cells of a plan: who leads, who takes part, who watches over.

Owns: splitting a cell into bodies, their kind (one body, a class of bodies, whoever is concerned) and role.
Does not: find the body in a register (that needs the issuing body and a date).
"""

from vanban.language.agencies.reader import AgencyPhrase, parse_agencies, read_agencies

__all__ = ["AgencyPhrase", "parse_agencies", "read_agencies"]
