"""Reading people: from a user to an actor, who works where, what a list of accounts would make."""

from caicach.people.selectors.actors import actor_of

__all__ = ["actor_of"]
