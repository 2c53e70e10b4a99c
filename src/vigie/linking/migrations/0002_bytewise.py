"""On PostgreSQL values are ordered byte by byte, as SQLite orders them: "all that begins with this address" is a range
of the index, in whatever language the database was made."""

from django.db import migrations


def bytewise(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE linking_value ALTER COLUMN value TYPE varchar(200) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("linking", "0001_initial")]
    operations = [migrations.RunPython(bytewise, migrations.RunPython.noop)]
