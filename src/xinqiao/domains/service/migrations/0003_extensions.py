import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("approvals", "0001_routes_requests_signatures"),
        ("service", "0002_merging_templates_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "approval",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="extension",
                        serialize=False,
                        to="approvals.request",
                    ),
                ),
                ("round", models.IntegerField()),
                ("due_on", models.DateField()),
                ("until", models.DateField()),
                ("why", models.TextField()),
                (
                    "appeal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="service.appeal"
                    ),
                ),
            ],
        ),
    ]
