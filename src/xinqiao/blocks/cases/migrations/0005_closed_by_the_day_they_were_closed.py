from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0004_a_limit_is_extended"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)),
                fields=["kind", "-closed_at", "-id"],
                name="cases_case_closed",
            ),
        ),
    ]
