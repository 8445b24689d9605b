from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('obligations', '0003_add_duty_source_uid'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='obligation',
            index=models.Index(condition=models.Q(('carrier__isnull', True), ('is_history', False)), fields=['duty', 'due_on', 'agency', 'acceptor', 'state', 'met_on', 'carrier', 'is_history'], name='obligations_counted'),
        ),
    ]
