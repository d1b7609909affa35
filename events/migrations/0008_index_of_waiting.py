from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the update before it: PostgreSQL makes no index over rows that the same transaction changed."""

    dependencies = [("events", "0007_review")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("stage__in", ("submitted", "first_passed", "second_passed"))),
                fields=["updated_at"],
                name="event_waiting",
            ),
        ),
    ]
