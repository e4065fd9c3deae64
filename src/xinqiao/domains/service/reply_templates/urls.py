from xinqiao.domains.service.reply_templates import rules, views
from xinqiao.kit.gate import page

BOTH, DEED = ("GET", "POST"), ("POST",)
AT = "desk/reply-templates/"
keep = rules.keep_templates

urlpatterns = [
    page(AT, views.reply_templates, rule=keep, name="reply_templates"),
    page(AT + "new/", views.reply_template_new, rule=keep, name="reply_template_new", methods=BOTH),
    page(AT + "<int:template>/", views.reply_template, rule=keep, name="reply_template", methods=BOTH),
    page(
        AT + "<int:template>/retire/",
        views.reply_template_retire,
        rule=keep,
        name="reply_template_retire",
        methods=DEED,
    ),
]
