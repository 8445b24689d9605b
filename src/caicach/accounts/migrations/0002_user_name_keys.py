from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='name_key',
            field=models.CharField(blank=True, default='', max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='user',
            name='name_sort_key',
            field=models.CharField(blank=True, db_index=True, default='', max_length=600),
            preserve_default=False,
        ),
    ]
