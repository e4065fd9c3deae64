import django.db.models.deletion
from django.db import migrations, models

import xinqiao.kit.sealed
from xinqiao.kit.append_only import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("org", "0001_units_people_posts"),
        ("papers", "0001_registers_and_papers"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("health", "健康"),
                            ("diagnosis", "诊断"),
                            ("disability", "残疾"),
                            ("bank_card", "银行卡"),
                            ("income", "收入"),
                            ("assets", "资产"),
                            ("minor", "未成年人信息"),
                            ("sharing", "提供给别的单位"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.IntegerField()),
                ("purpose", models.TextField()),
                ("taken", models.TextField()),
                ("readers", models.TextField()),
                ("kept", models.TextField()),
                ("refusing", models.TextField()),
                ("asks_anew", models.BooleanField(default=False)),
                ("in_force_from", models.DateField()),
                ("proposed_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                ("returned_why", models.CharField(default="", max_length=300)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Dependant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", xinqiao.kit.sealed.SealedTextField()),
                ("born_on", models.DateField()),
                (
                    "relation",
                    models.CharField(
                        choices=[("child", "子女"), ("spouse", "爱人"), ("parent", "父母"), ("other", "其他家人")],
                        max_length=8,
                    ),
                ),
                ("named_at", models.DateTimeField()),
                (
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dependants", to="org.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConsentForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("health", "健康"),
                            ("diagnosis", "诊断"),
                            ("disability", "残疾"),
                            ("bank_card", "银行卡"),
                            ("income", "收入"),
                            ("assets", "资产"),
                            ("minor", "未成年人信息"),
                            ("sharing", "提供给别的单位"),
                        ],
                        max_length=12,
                    ),
                ),
                ("purpose", models.CharField(max_length=40)),
                ("printed_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="papers.paper"
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="consents.consenttext"
                    ),
                ),
                (
                    "dependant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consents.dependant",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deed",
                    models.CharField(
                        choices=[("give", "同意了"), ("refuse", "没有同意"), ("withdraw", "收回了")], max_length=8
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("health", "健康"),
                            ("diagnosis", "诊断"),
                            ("disability", "残疾"),
                            ("bank_card", "银行卡"),
                            ("income", "收入"),
                            ("assets", "资产"),
                            ("minor", "未成年人信息"),
                            ("sharing", "提供给别的单位"),
                        ],
                        max_length=12,
                    ),
                ),
                ("purpose", models.CharField(max_length=40)),
                ("given_by", models.CharField(choices=[("self", "本人"), ("guardian", "监护人")], max_length=8)),
                ("way", models.CharField(choices=[("phone", "手机"), ("window", "窗口")], max_length=8)),
                ("expires_on", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "ends",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended_by",
                        to="consents.consent",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
                (
                    "form",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="line",
                        to="consents.consentform",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="consents.consenttext"
                    ),
                ),
                (
                    "dependant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consents.dependant",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("access", "查阅"),
                            ("copy", "复制"),
                            ("correct", "更正"),
                            ("delete", "删除"),
                            ("explain", "说明"),
                        ],
                        max_length=8,
                    ),
                ),
                ("part", models.CharField(default="", max_length=60)),
                ("words", xinqiao.kit.sealed.SealedTextField(default="")),
                ("old_value", xinqiao.kit.sealed.SealedTextField(default="")),
                ("new_value", xinqiao.kit.sealed.SealedTextField(default="")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "等答复"),
                            ("answered", "答复了"),
                            ("review", "请主席复核"),
                            ("reviewed", "复核完了"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_from", models.DateField()),
                ("due_days", models.IntegerField()),
                ("due_basis", models.CharField(max_length=300)),
                ("due_on", models.DateField()),
                ("due_provisional", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("done", "办好了"), ("partly", "办了一部分"), ("refused", "不能办")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(default="", max_length=12)),
                ("answer", xinqiao.kit.sealed.SealedTextField(default="")),
                ("deleted", xinqiao.kit.sealed.SealedTextField(default="")),
                ("answered_at", models.DateTimeField(null=True)),
                ("review_why", xinqiao.kit.sealed.SealedTextField(default="")),
                ("review_asked_at", models.DateTimeField(null=True)),
                (
                    "conclusion",
                    models.CharField(
                        choices=[("upheld", "维持原来的答复"), ("changed", "改正原来的答复")], default="", max_length=8
                    ),
                ),
                ("concluded_text", xinqiao.kit.sealed.SealedTextField(default="")),
                ("concluded_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "concluded_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReadApproval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("health", "健康"),
                            ("diagnosis", "诊断"),
                            ("disability", "残疾"),
                            ("bank_card", "银行卡"),
                            ("income", "收入"),
                            ("assets", "资产"),
                            ("minor", "未成年人信息"),
                            ("sharing", "提供给别的单位"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                ("until_on", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("approved", models.BooleanField(null=True)),
                ("declined_why", models.CharField(default="", max_length=300)),
                (
                    "asked_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"
                    ),
                ),
                (
                    "dependant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="consents.dependant",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.UniqueConstraint(fields=("scope", "version"), name="consents_text_version_once"),
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="consents_text_confirmed_by_another",
            ),
        ),
        migrations.AddIndex(
            model_name="dependant",
            index=models.Index(fields=["guardian", "id"], name="consents_dependant_of"),
        ),
        migrations.AddConstraint(
            model_name="consentform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dependant__isnull", False), ("person__isnull", True)),
                    models.Q(("dependant__isnull", True), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="consents_form_one_subject",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["person", "scope", "purpose", "-id"], name="consents_of_person"),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["dependant", "scope", "purpose", "-id"], name="consents_of_dependant"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dependant__isnull", False), ("person__isnull", True)),
                    models.Q(("dependant__isnull", True), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="consents_line_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deed", "withdraw"), ("ends__isnull", False)),
                    models.Q(models.Q(("deed", "withdraw"), _negated=True), ("ends__isnull", True)),
                    _connector="OR",
                ),
                name="consents_line_withdraws_one",
            ),
        ),
        migrations.AddIndex(
            model_name="informationrequest",
            index=models.Index(fields=["state", "due_on", "id"], name="consents_request_queue"),
        ),
        migrations.AddIndex(
            model_name="informationrequest",
            index=models.Index(fields=["person", "-id"], name="consents_request_of"),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("concluded_by__isnull", True),
                    models.Q(("concluded_by", models.F("answered_by")), _negated=True),
                    _connector="OR",
                ),
                name="consents_review_by_another",
            ),
        ),
        migrations.AddIndex(
            model_name="readapproval",
            index=models.Index(fields=["asked_by", "-id"], name="consents_approval_of"),
        ),
        migrations.AddConstraint(
            model_name="readapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dependant__isnull", False), ("scope", "")),
                    models.Q(("dependant__isnull", True), models.Q(("scope", ""), _negated=True)),
                    _connector="OR",
                ),
                name="consents_approval_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="readapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="consents_approval_by_another",
            ),
        ),
        AppendOnly("consents_consent"),
        AppendOnly("consents_consenttext", allow=("confirmed_by_id", "confirmed_at", "returned_at", "returned_why")),
    ]
