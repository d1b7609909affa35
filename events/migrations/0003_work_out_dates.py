from django.db import migrations
from django.utils import timezone

from events import recurrence


def work_out(apps, schema_editor):
    """Give the events that are there already their rows of dates."""
    Event, Occurrence = apps.get_model("events", "Event"), apps.get_model("events", "Occurrence")
    zone = timezone.get_default_timezone()
    for event in Event.objects.iterator():
        starts = [event.starts_at]
        if event.recurrence:
            starts = recurrence.starts(event.recurrence, event.starts_at, zone)
        Occurrence.objects.bulk_create(
            Occurrence(event=event, starts_at=start, ends_at=start + (event.ends_at - event.starts_at))
            for start in starts
            if timezone.localtime(start).date() not in event.exception_dates
        )


class Migration(migrations.Migration):
    dependencies = [("events", "0002_dates_of_events")]
    operations = [migrations.RunPython(work_out, migrations.RunPython.noop)]
