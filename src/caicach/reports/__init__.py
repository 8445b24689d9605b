"""Periodic reports: from templates, figures and duties to one signed document."""
