"""The indexes behind the words, kept in step by the database itself."""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(words, content='search_document', content_rowid='report_key',
       tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER search_added AFTER INSERT ON search_document BEGIN
       INSERT INTO search_words(rowid, words) VALUES (new.report_key, new.words); END""",
    """CREATE TRIGGER search_gone AFTER DELETE ON search_document BEGIN
       INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.report_key, old.words); END""",
    """CREATE TRIGGER search_changed AFTER UPDATE ON search_document BEGIN
       INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', old.report_key, old.words);
       INSERT INTO search_words(rowid, words) VALUES (new.report_key, new.words); END""",
)
POSTGRESQL = (
    r"""ALTER TABLE search_document ADD COLUMN vector tsvector GENERATED ALWAYS AS
       (to_tsvector('simple', regexp_replace(words, '(\S+)', 'x\1', 'g'))) STORED""",
    "CREATE INDEX search_vector ON search_document USING gin (vector)",
)


def make(apps, editor):
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE search_document DROP COLUMN vector")
    else:
        for name in ("search_added", "search_gone", "search_changed"):
            editor.execute(f"DROP TRIGGER {name}")
        editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
