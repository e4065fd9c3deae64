from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed_at", models.DateTimeField()),
                ("first", models.BigIntegerField()),
                ("last", models.BigIntegerField()),
                ("count", models.IntegerField()),
                ("events", models.TextField()),
                ("leaves", models.BinaryField()),
                ("root", models.CharField(max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("head", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("verb", models.TextField()),
                ("actor", models.BigIntegerField(null=True)),
                ("actor_name", models.TextField()),
                ("kind", models.TextField()),
                ("row", models.BigIntegerField(null=True)),
                ("number", models.TextField()),
                ("person", models.BigIntegerField(null=True)),
                ("note", models.TextField()),
                ("nonce", models.TextField()),
                ("mark", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "row"], name="trail_event_subject"),
                    models.Index(
                        condition=models.Q(("verb", "read")), fields=["person", "-id"], name="trail_event_reads"
                    ),
                ],
            },
        ),
    ]
