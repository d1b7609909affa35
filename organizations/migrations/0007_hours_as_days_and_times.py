"""Opening hours become days and times; what cannot be read for sure stays as it was written, as the note."""

from django.db import migrations, models
from django.utils import translation

from organizations.hours import hours_in_words, read_hours, spans_of


def read_what_can_be_read(apps, schema_editor):
    organizations = apps.get_model("organizations", "Organization").objects
    for row in organizations.exclude(opening_hours="").only("pk", "opening_hours").iterator():
        found = read_hours(row.opening_hours)
        if found.spans:
            organizations.filter(pk=row.pk).update(
                hours=[span.data for span in found.spans],
                closed_on_holidays=bool(found.closed_on_holidays),
                opening_hours=found.note,
            )


def write_as_text(apps, schema_editor):
    organizations = apps.get_model("organizations", "Organization").objects
    with translation.override("zh-hans"):
        for row in organizations.exclude(hours=[]).only("pk", "hours", "closed_on_holidays", "opening_hours"):
            closed = "节假日休息" if row.closed_on_holidays else ""
            text = "；".join(filter(None, [hours_in_words(spans_of(row.hours)), closed, row.opening_hours]))
            organizations.filter(pk=row.pk).update(opening_hours=text[:200])


class Migration(migrations.Migration):
    dependencies = [("organizations", "0006_readings")]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="hours",
            field=models.JSONField(blank=True, default=list, verbose_name="opening hours"),
        ),
        migrations.AddField(
            model_name="organization",
            name="closed_on_holidays",
            field=models.BooleanField(default=False, verbose_name="closed on public holidays"),
        ),
        migrations.AlterField(
            model_name="organization",
            name="opening_hours",
            field=models.CharField(
                blank=True,
                help_text="What days and times do not say: 午休时请按铃.",
                max_length=200,
                verbose_name="note on the hours",
            ),
        ),
        migrations.RunPython(read_what_can_be_read, write_as_text, elidable=True),
    ]
