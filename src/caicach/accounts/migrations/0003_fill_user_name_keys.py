from django.db import migrations

from vanban.text.forms import compare_key, sort_key, squeeze


def fill(apps, schema_editor):
    """Compute the keys of the names that are there; may run again."""
    User = apps.get_model('accounts', 'User')
    batch = []
    for user in User.objects.filter(name_sort_key='').only('full_name').iterator(chunk_size=500):
        words = squeeze(user.full_name).split(' ')
        user.name_key = compare_key(user.full_name)[:120]
        user.name_sort_key = sort_key(' '.join((words[-1], *words[:-1])))[:600]
        batch.append(user)
    User.objects.bulk_update(batch, ['name_key', 'name_sort_key'], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_user_name_keys'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
