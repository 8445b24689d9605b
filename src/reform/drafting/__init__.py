"""Annexes and reports that came as documents: a blank annex becomes a form draft, a report is offered as a return."""
