"""What a service refuses with. The words are for the person who acted, already translated."""

__all__ = ["BadInput", "Beyond", "NotAllowed", "Refusal", "WrongState"]


class Refusal(Exception):
    """An act was refused; nothing was changed. ``str()`` is the sentence shown."""

    status = 400


class Beyond(Refusal):
    """The thing asked for is beyond the actor's reach, or is not there: both look the same."""

    status = 404


class NotAllowed(Refusal):
    """The thing is within reach, but this act is not the actor's."""

    status = 403


class WrongState(Refusal):
    """Somebody else was first, or the thing is no longer in the state that the act needs."""

    status = 409


class BadInput(Refusal):
    """The values given do not fit; the sentence says which and what to do."""

    status = 422
