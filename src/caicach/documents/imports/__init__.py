"""The list of documents that an office's own system exports: from a sheet into the register."""

from caicach.documents.imports.taking import PURPOSE, purpose

__all__ = ["PURPOSE", "purpose"]
