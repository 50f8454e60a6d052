import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0009_joined"),
    ]

    operations = [
        migrations.AddField(
            model_name="emergencycall",
            name="form",
            field=models.UUIDField(default=uuid.uuid4, unique=True),
            preserve_default=False,
        ),
    ]
