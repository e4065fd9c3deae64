import django.db.models.deletion
from django.db import migrations, models

import xinqiao.kit.sealed


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("demo", models.BooleanField(default=False)),
                ("filled_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("name_key", models.CharField(db_index=True, default="", max_length=120)),
                ("sex", models.CharField(choices=[("m", "男"), ("f", "女")], default="", max_length=1)),
                ("born_on", models.DateField(null=True)),
                ("id_number", xinqiao.kit.sealed.SealedTextField(default="")),
                ("id_index", models.CharField(db_index=True, default="", max_length=64)),
                ("phone", xinqiao.kit.sealed.SealedTextField(default="")),
                ("phone_index", models.CharField(db_index=True, default="", max_length=64)),
                ("trade", models.CharField(default="", max_length=60)),
                ("hired_on", models.DateField(null=True)),
                ("left_on", models.DateField(null=True)),
                ("touched_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=40, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("group", "集团工会"),
                            ("subunion", "分会"),
                            ("workshop", "车间工会"),
                            ("team", "工会小组"),
                            ("department", "部门"),
                            ("desk", "服务窗口"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("short", models.CharField(max_length=40)),
                ("code", models.CharField(default="", max_length=20)),
                ("phone", models.CharField(default="", max_length=20)),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField(null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="children", to="org.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("group_leader", "工会小组长"),
                            ("team_leader", "班组长"),
                            ("workshop_chair", "车间工会主席"),
                            ("subunion_chair", "分会主席"),
                            ("rights_officer", "权益保障部干事"),
                            ("organisation_officer", "组织民管部干事"),
                            ("production_officer", "生产保护部干事"),
                            ("publicity_officer", "宣教文体部干事"),
                            ("women_officer", "女职工委员会主任"),
                            ("finance_officer", "工会财务"),
                            ("chair", "工会主席"),
                            ("vice_chair", "工会副主席"),
                            ("auditor", "经审委委员"),
                            ("delegate", "职工代表"),
                            ("delegation_head", "代表团团长"),
                            ("party_secretary", "党委书记"),
                            ("discipline_secretary", "纪委书记"),
                            ("discipline_officer", "纪检员"),
                            ("general_manager", "总经理"),
                            ("department_head", "承办部门负责人"),
                            ("hr_officer", "人力资源部"),
                            ("party_officer", "党委组织部"),
                            ("safety_technician", "技安员"),
                            ("safety_monitor", "群众安全监督员"),
                            ("protection_inspector", "劳动保护监督员"),
                            ("safety_expert", "安全指导专家"),
                            ("mediator_worker", "调解员（职工方）"),
                            ("mediator_employer", "调解员（企业方）"),
                            ("legal_officer", "法律干事"),
                            ("lawyer", "律师"),
                            ("counsellor", "心理咨询师"),
                            ("support_officer", "心理健康辅导专员"),
                            ("clerk", "窗口受理员"),
                            ("hotline_agent", "值班员"),
                            ("volunteer", "服务队队员"),
                            ("judge", "评委"),
                            ("librarian", "图书管理员"),
                            ("administrator", "系统管理员"),
                            ("security_officer", "安全管理员"),
                            ("privacy_officer", "个人信息保护负责人"),
                        ],
                        max_length=24,
                    ),
                ),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="org.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="org.unit"),
                ),
            ],
        ),
        migrations.AddField(
            model_name="person",
            name="unit",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="people", to="org.unit"),
        ),
        migrations.CreateModel(
            name="Employment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("trade", models.CharField(default="", max_length=60)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                (
                    "why_ended",
                    models.CharField(
                        choices=[
                            ("transfer", "调出"),
                            ("retired", "退休"),
                            ("resigned", "离职"),
                            ("died", "去世"),
                            ("merged", "单位合并"),
                            ("moved", "调动岗位"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="employments", to="org.person"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="UnitChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "成立"),
                            ("renamed", "更名"),
                            ("merged", "并入"),
                            ("split", "分设"),
                            ("closed", "撤销"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("before", models.CharField(default="", max_length=80)),
                ("after", models.CharField(default="", max_length=80)),
                ("document", models.CharField(default="", max_length=120)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.BigIntegerField(null=True)),
                (
                    "other",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.unit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="org.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joined_on", models.DateField()),
                ("left_on", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="org.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True)),
                        fields=("person",),
                        name="org_membership_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Kinship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("spouse", "配偶"),
                            ("parent_child", "父母子女"),
                            ("sibling", "兄弟姐妹"),
                            ("in_law", "近姻亲"),
                            ("other", "其他近亲属"),
                        ],
                        max_length=12,
                    ),
                ),
                ("declared_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
                (
                    "relative",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.person"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("relative")), _negated=True), name="org_kinship_of_two"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("person", "relative"),
                        name="org_kinship_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("skill_grade", "职业技能等级"),
                            ("title", "专业技术职称"),
                            ("model_worker", "劳模"),
                            ("barred", "离岗学习期间"),
                            ("on_leave", "休长假"),
                        ],
                        max_length=16,
                    ),
                ),
                ("value", models.CharField(default="", max_length=80)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                ("source", models.CharField(max_length=200)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="org.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "kind"], name="org_standing_of")],
            },
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_on__isnull", True), ("closes_on__gte", models.F("opens_on")), _connector="OR"
                ),
                name="org_unit_closes_after_opening",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True), fields=("code",), name="org_unit_code_once"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["unit", "role"], name="org_post_unit_role"),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on__isnull", True)), fields=("person", "role", "unit"), name="org_post_one_open"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["unit", "number"], name="org_person_unit"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(("id_index", ""), _negated=True), fields=("id_index",), name="org_person_id_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="employment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on__isnull", True)), fields=("person",), name="org_employment_one_open"
            ),
        ),
    ]
