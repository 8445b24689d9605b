"""Lines that single bodies added to a form: ``x.<owner>.<name>``, optional, off until somebody switches them on."""

from reform.forms.model import Form, Line

__all__ = ["PREFIX", "added_lines", "is_added"]

PREFIX = "x."  # of their keys


def is_added(key: str) -> bool:
    """Whether ``key`` is of a line that a body added for itself.

    Example:
        >>> is_added("x.song_may.mo_hinh"), is_added("steer.docs")
        (True, False)
    """
    return key.startswith(PREFIX)


def added_lines(form: Form) -> tuple[Line, ...]:
    """Return the lines that bodies added to ``form``, in printed order."""
    return tuple(line for line in form.lines if is_added(line.key))
