from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parameters", "0001_dated_parameters")]

    operations = [
        migrations.AddField("parameter", "scope_name", models.CharField(default="", max_length=120)),
        migrations.AddConstraint(
            "parameter",
            models.UniqueConstraint(
                condition=models.Q(
                    ("confirmed_at__isnull", False), models.Q(("key__startswith", "calendar."), _negated=True)
                ),
                fields=("key", "scope", "in_force_from"),
                name="parameters_one_version_a_day",
            ),
        ),
    ]
