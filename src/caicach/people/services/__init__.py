"""Writing people: each service is one transaction with an audit row."""

from caicach.people.services.posts import post_open

__all__ = ["post_open"]
