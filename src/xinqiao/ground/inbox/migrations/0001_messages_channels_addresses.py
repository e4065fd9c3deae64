import django.db.models.deletion
from django.db import migrations, models

import xinqiao.kit.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("org", "0003_membership_document"),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("kind", models.CharField(max_length=10, primary_key=True, serialize=False)),
                ("url", xinqiao.kit.sealed.SealedTextField(default="")),
                ("switched_on", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", xinqiao.kit.sealed.SealedTextField(default="")),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "wanted",
                    models.CharField(
                        choices=[
                            ("each", "有消息就告诉我"),
                            ("digest", "攒着，每天早上告诉一次"),
                            ("none", "先不要告诉我"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("told_of", models.BigIntegerField(default=0)),
                ("set_at", models.DateTimeField()),
                ("tries", models.IntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addresses",
                        to="org.person",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="addresses", to="inbox.channel"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "channel"), name="inbox_address_once")],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=80)),
                ("line", models.CharField(default="", max_length=200)),
                ("address", models.CharField(default="", max_length=200)),
                ("sealed", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "read_how",
                    models.CharField(
                        choices=[("", "未读"), ("screen", "在手机或电脑上看的"), ("paper", "捎到的")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("key", models.CharField(default="", max_length=80)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="org.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-id"], name="inbox_message_newest"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True), ("sealed", False)),
                        fields=["person"],
                        name="inbox_message_unread",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("person", "key"),
                        name="inbox_message_once",
                    )
                ],
            },
        ),
    ]
