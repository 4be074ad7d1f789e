from django.db import migrations

# Postings do not compress, and are read whole: PostgreSQL keeps them beside the row as they are.
# The log is short and always changing: dead rows would soon outnumber the living.
FORWARD = """
ALTER TABLE matching_block ALTER COLUMN data SET STORAGE EXTERNAL;
ALTER TABLE matching_change ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE matching_document ALTER COLUMN content SET STORAGE EXTERNAL;
ALTER TABLE matching_change SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 500,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 500
);
ALTER TABLE matching_segment SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100
);
"""
BACKWARD = """
ALTER TABLE matching_segment RESET (
    autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold
);
ALTER TABLE matching_change RESET (
    autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold,
    autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold,
    autovacuum_analyze_scale_factor, autovacuum_analyze_threshold
);
ALTER TABLE matching_document ALTER COLUMN content SET STORAGE EXTENDED;
ALTER TABLE matching_change ALTER COLUMN content SET STORAGE EXTENDED;
ALTER TABLE matching_block ALTER COLUMN data SET STORAGE EXTENDED;
"""


def on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statements)

    return run


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_index")]

    operations = [migrations.RunPython(on_postgresql(FORWARD), on_postgresql(BACKWARD))]
