"""Sources have names."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sheets', '0001_keep_columns_and_sheets'),
    ]

    operations = [
        migrations.AddField(
            model_name='columnmapping',
            name='name',
            field=models.CharField(default='Bảng tính', max_length=120, verbose_name='tên nguồn'),
            preserve_default=False,
        ),
    ]
