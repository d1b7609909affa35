from django.db import migrations

from pagecache.changes import announced


class Migration(migrations.Migration):
    dependencies = [("portal", "0008_slot_on_the_page"), ("photos", "0004_changes_are_numbered")]
    operations = [
        announced(
            "portal_frontpage",
            "portal_frontpagelead",
            "portal_frontpageblock",
            "portal_demonstration",
            "portal_formeraddress",
        ),
    ]
