"""Writing the register: each service is one transaction with an audit row."""

from caicach.agencies.mapping import NewAgency
from caicach.agencies.services.decisions import alias_remember, group_define, mandate_give
from caicach.agencies.services.loading import EventRow, Loaded, MandateRow, RegisterRow, register_load
from caicach.agencies.services.projection import closure_rebuild, projection_refresh
from caicach.agencies.services.reorganising import ReorganisationPlan, agencies_reorganise
from caicach.agencies.services.versions import agency_create, agency_move, agency_rename

__all__ = [
    "EventRow",
    "Loaded",
    "MandateRow",
    "NewAgency",
    "RegisterRow",
    "ReorganisationPlan",
    "agencies_reorganise",
    "agency_create",
    "agency_move",
    "agency_rename",
    "alias_remember",
    "closure_rebuild",
    "group_define",
    "mandate_give",
    "projection_refresh",
    "register_load",
]
