from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Parameter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(db_index=True, max_length=80)),
                ("scope", models.CharField(default="", max_length=80)),
                ("value", models.JSONField()),
                ("document", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=300)),
                ("in_force_from", models.DateField()),
                ("in_force_to", models.DateField(null=True)),
                ("proposed_by", models.BigIntegerField()),
                ("proposed_by_name", models.CharField(max_length=60)),
                ("proposed_at", models.DateTimeField()),
                ("confirmed_by", models.BigIntegerField(null=True)),
                ("confirmed_by_name", models.CharField(default="", max_length=60)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("rejected_at", models.DateTimeField(null=True)),
                ("rejected_why", models.CharField(default="", max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="parameters_confirmed_by_another",
                    )
                ],
            },
        ),
    ]
