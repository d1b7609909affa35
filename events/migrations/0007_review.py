import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

STAGES = [
    ("draft", "Draft"),
    ("returned", "Returned"),
    ("submitted", "Awaiting first review"),
    ("first_passed", "Awaiting second review"),
    ("second_passed", "Awaiting final review"),
    ("published", "Published"),
]


def keep_published(apps, schema_editor):
    """What readers see, or are to see at a time, stays published; ``update`` leaves the times of the changes alone."""
    apps.get_model("events", "Event").objects.filter(published_at__isnull=False).update(stage="published")


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0006_changed_before_they_came_in"),
        ("articles", "0015_viewings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="stage",
            field=models.CharField(
                choices=STAGES, default="draft", editable=False, max_length=15, verbose_name="review"
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="published_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Left empty: from its publication on. Before it is published, readers see nothing of it.",
                null=True,
                verbose_name="shown from",
            ),
        ),
        migrations.RunPython(keep_published, migrations.RunPython.noop, elidable=False),
        migrations.CreateModel(
            name="EventRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("submitted", "Submitted"),
                            ("taken_back", "Taken back"),
                            ("changed", "Changed during the review"),
                            ("passed", "Passed"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                            ("taken_off", "Taken off"),
                        ],
                        max_length=20,
                        verbose_name="decision",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(default=0, verbose_name="level")),
                ("is_final", models.BooleanField(default=False, verbose_name="last level")),
                ("user_name", models.CharField(max_length=150, verbose_name="name of the person")),
                ("comment", models.TextField(blank=True, verbose_name="comment")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="time")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="events.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_records",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on an event",
                "verbose_name_plural": "decisions on events",
                "ordering": ["at", "id"],
            },
        ),
    ]
