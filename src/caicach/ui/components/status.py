"""Small marks of fact: state, tag, count, confidence, progress of a job."""

from datetime import date

from caicach.ui.library import Values, block_component, component
from caicach.ui.states import look_of

__all__ = ["confidence", "count", "job_progress", "state_badge", "tag"]

_TONES = ("", "ok", "warn", "bad", "cham", "line")


@component
def state_badge(state: str, due_on: date | None = None, today: date | None = None) -> Values:
    """Show the state of an obligation as of ``today``; overdue is worked out from the dates, never stored."""
    return {"look": look_of(str(state), due_on, today)}


@component
def tag(text: str, *, tone: str = "", icon: str = "") -> Values:
    """Show a small fact beside something: ``tone`` "", "ok", "warn", "bad", "cham" or "line"."""
    if tone not in _TONES:
        raise ValueError(f"tag: no such tone: {tone}")
    return {"text": text, "tone": tone, "icon": icon}


@component
def count(number: int, *, tone: str = "", label: str = "") -> Values:
    """Show how many: ``tone`` "", "warn" or "bad"; ``label`` is written behind the number ("cần xem")."""
    return {"number": number, "tone": tone, "label": label}


@component
def confidence(level: int) -> Values:
    """Show how sure a reading is: 1 low, 2 middle, 3 high."""
    if level not in (1, 2, 3):
        raise ValueError("confidence: 1, 2 or 3")
    return {"level": level}


@block_component
def job_progress(
    title: str,
    *,
    text: str = "",
    done: int = 0,
    total: int = 0,
    state: str = "running",
    hint: str = "",
) -> Values:
    """Show a background job: ``state`` "waiting", "running", "done", "failed"; the body holds buttons.

    ``done`` of ``total`` steps; where ``total`` is 0 the length is not known and the bar says so.
    """
    if state not in ("waiting", "running", "done", "failed"):
        raise ValueError(f"job_progress: no such state: {state}")
    done, total = (total or 1, total or 1) if state == "done" else (done, total)
    percent = min(100, done * 100 // total) if total else None
    return {
        "title": title,
        "text": text,
        "done": done,
        "total": total,
        "state": state,
        "hint": hint,
        "percent": percent,
    }
