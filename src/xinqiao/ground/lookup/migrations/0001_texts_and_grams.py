from django.db import migrations, models

from xinqiao.kit.grams import GramsField, GramsIndex


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LookupText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("row", models.BigIntegerField()),
                ("text", models.TextField()),
                ("grams", GramsField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "row"), name="lookup_text_once")],
            },
        ),
        GramsIndex("lookup_lookuptext"),
    ]
