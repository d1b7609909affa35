from django.db import migrations


def keep_published(apps, schema_editor):
    """An event that readers saw when it was thrown away comes back as what it was, also from before events had stages."""
    for entry in apps.get_model("newsroom", "BinEntry").objects.filter(kind="events.event"):
        for row in entry.rows:
            if row["model"] == "events.event":
                row["fields"].setdefault(
                    "stage", "published" if row["fields"].get("published_at") else "draft"
                )
        entry.save(update_fields=["rows"])


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0002_bin")]

    operations = [migrations.RunPython(keep_published, migrations.RunPython.noop)]
