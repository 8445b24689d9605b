"""Finding a port to listen at."""

import errno
import socket

__all__ = ["free_port", "is_answering"]

TRIES = 50


def free_port(host: str, first: int) -> int:
    """Return the first free port from ``first`` on.

    Raises:
        OSError: none of the next fifty is free, or the host is not this machine's.
    """
    for port in range(first, first + TRIES):
        if _is_free(host, port):
            return port
    raise OSError(f"Các cổng {first}–{first + TRIES - 1} trên {host} đều đang bận.")


def is_answering(host: str, port: int) -> bool:
    """Whether somebody listens there."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Without this a port that was left a moment ago would count as taken; one that is listened at still does.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return False
            raise
    return True
