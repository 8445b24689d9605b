from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0003_keep_runs_of_the_whole"),
    ]

    operations = [
        migrations.AddField(
            model_name="formversion",
            name="doubts",
            field=models.TextField(default="[]"),
        ),
    ]
