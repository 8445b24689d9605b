from typing import Any

from django.db import migrations, models

from reform.tracking import watched_levels


def tell(apps: Any, schema_editor: Any) -> None:
    """Fill what monitors watch from their notes; a district watches its own communes."""
    participants = apps.get_model("obligations", "Participant").objects.filter(role="monitor").exclude(note="")
    told = []
    for row in participants.select_related("agency").iterator(chunk_size=1000):
        levels = watched_levels(row.note)
        if levels:
            row.levels, row.is_below = ",".join(levels), row.agency.current_level == "district"
            told.append(row)
    apps.get_model("obligations", "Participant").objects.bulk_update(told, ["levels", "is_below"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("obligations", "0006_carry_the_whole_life")]

    operations = [
        migrations.AddField("participant", "is_below", models.BooleanField(default=False)),
        migrations.AddField("participant", "levels", models.CharField(blank=True, default="", max_length=40)),
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
    ]
