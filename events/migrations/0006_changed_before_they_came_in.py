from django.db import migrations
from django.db.models import F


def count_up(apps, schema_editor):
    """Events that came in cancelled or postponed: whoever has them as planned must take this as newer."""
    events = apps.get_model("events", "Event").objects.filter(sequence=0)
    events.filter(status__in=["cancelled", "postponed"]).update(sequence=F("sequence") + 1)


class Migration(migrations.Migration):
    dependencies = [("events", "0005_changes_are_announced")]
    operations = [migrations.RunPython(count_up, migrations.RunPython.noop)]
