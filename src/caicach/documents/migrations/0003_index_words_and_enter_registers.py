"""The index of words, and what the documents registered so far need: their words, and a place in a register.

SQLite: a table of trigrams (FTS5) beside ``documents_documenttext``, kept by triggers. PostgreSQL: a trigram index;
where the extension cannot be had, searching works the same and takes longer.
"""

from django.db import migrations

from caicach.documents.mapping import folded, issuer_key, toned

_SQLITE = (
    "CREATE VIRTUAL TABLE documents_words USING fts5("
    "key, content='documents_documenttext', content_rowid='id', tokenize='trigram')",
    "CREATE TRIGGER documents_words_insert AFTER INSERT ON documents_documenttext BEGIN "
    "INSERT INTO documents_words(rowid, key) VALUES (new.id, new.key); END",
    "CREATE TRIGGER documents_words_delete AFTER DELETE ON documents_documenttext BEGIN "
    "INSERT INTO documents_words(documents_words, rowid, key) VALUES ('delete', old.id, old.key); END",
    "CREATE TRIGGER documents_words_update AFTER UPDATE OF key ON documents_documenttext BEGIN "
    "INSERT INTO documents_words(documents_words, rowid, key) VALUES ('delete', old.id, old.key); "
    "INSERT INTO documents_words(rowid, key) VALUES (new.id, new.key); END",
)
_SQLITE_BACK = (
    "DROP TRIGGER documents_words_insert",
    "DROP TRIGGER documents_words_delete",
    "DROP TRIGGER documents_words_update",
    "DROP TABLE documents_words",
)
_POSTGRESQL = """
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm') THEN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX documents_words ON documents_documenttext USING gin (key gin_trgm_ops);
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'pg_trgm is not there; searching documents goes through all of them';
END $$
"""


def lay_index(apps, schema_editor):
    statements = _SQLITE if schema_editor.connection.vendor == "sqlite" else (_POSTGRESQL,)
    for statement in statements:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _SQLITE_BACK if is_sqlite else ("DROP INDEX IF EXISTS documents_words",):
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    Document = apps.get_model("documents", "Document")
    Text = apps.get_model("documents", "DocumentText")
    for document in Document.objects.order_by("pk").iterator(chunk_size=500):
        _rekey(Document, document)
        facts = (document.type, document.symbol, document.subject, document.issuer_name, document.signer)
        text = "\n".join(facts)
        state = "waiting" if document.file_id else "none"
        Text.objects.create(document=document, state=state, key=folded(text), toned=toned(text))
    _enter(apps, Document)


def _rekey(Document, document):
    """Let short and long names of an issuer be one, unless that makes two rows one: a person decides that."""
    key = issuer_key(document.issuer_name)
    same = {"type": document.type, "symbol_key": document.symbol_key, "issued_on": document.issued_on}
    if key != document.issuer_key and not Document.objects.filter(issuer_key=key, **same).exists():
        Document.objects.filter(pk=document.pk).update(issuer_key=key)


def _enter(apps, Document):
    """Write each document into the register of the body for which whoever registered it worked on that day."""
    Entry = apps.get_model("documents", "RegisterEntry")
    Post = apps.get_model("people", "Post")
    for document in Document.objects.exclude(registered_by=None).order_by("pk").iterator(chunk_size=500):
        day = document.registered_at.date()
        posts = Post.objects.filter(user_id=document.registered_by_id, valid_from__lte=day, valid_to__gt=day)
        post = posts.order_by("pk").first()
        if post is not None:
            Entry.objects.create(
                document=document,
                agency_id=post.agency_id,
                direction="out" if document.issuer_id == post.agency_id else "in",
                registered_by_id=document.registered_by_id,
                registered_at=document.registered_at,
            )


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_keep_a_register"), ("people", "0002_ends_after_start")]

    operations = [
        migrations.RunPython(lay_index, drop_index),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
