"""Writing people: each service is one transaction with an audit row."""

from caicach.people.services.accounts import Slip, code_issue, people_import, person_disable, person_enable
from caicach.people.services.grants import NewGrant, grant_give, grant_withdraw
from caicach.people.services.posts import post_close, post_open

__all__ = [
    "NewGrant",
    "Slip",
    "code_issue",
    "grant_give",
    "grant_withdraw",
    "people_import",
    "person_disable",
    "person_enable",
    "post_close",
    "post_open",
]
