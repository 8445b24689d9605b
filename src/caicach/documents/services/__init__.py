"""Writing to the register of documents."""

from caicach.documents.mapping import NewDocument
from caicach.documents.services.citations import citations_record
from caicach.documents.services.files import file_add
from caicach.documents.services.forget import document_forget
from caicach.documents.services.keeping import document_enter, file_upload
from caicach.documents.services.pairs import pair_settle
from caicach.documents.services.reading import document_read_again
from caicach.documents.services.register import document_attach, document_register, documents_register

__all__ = [
    "NewDocument",
    "citations_record",
    "document_attach",
    "document_enter",
    "document_forget",
    "document_read_again",
    "document_register",
    "documents_register",
    "file_add",
    "file_upload",
    "pair_settle",
]
