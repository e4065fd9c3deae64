from xinqiao.ground.identity import rules, views
from xinqiao.kit.gate import anyone, page

urlpatterns = [
    page("sign-in/", views.sign_in, rule=anyone, name="sign_in", methods=("GET", "POST")),
    page("sign-out/", views.sign_out, rule=anyone, name="sign_out", methods=("POST",)),
    page("activate/", views.activate, rule=anyone, name="activate", methods=("GET", "POST")),
    page("my/", views.me, rule=rules.see_own_account, name="me"),
    page("my/devices/end/", views.session_end, rule=rules.see_own_account, name="session_end", methods=("POST",)),
    page("my/password/", views.password, rule=rules.see_own_account, name="password_change", methods=("GET", "POST")),
    page("desk/slips/", views.slips, rule=rules.issue_slips, name="slip_issue", methods=("GET", "POST")),
    page("desk/tokens/", views.tokens, rule=rules.see_tokens, name="tokens"),
    page("desk/tokens/new/", views.token_new, rule=rules.hold_token, name="token_new", methods=("GET", "POST")),
    page(
        "desk/tokens/<int:token>/revoke/",
        views.token_revoke,
        rule=rules.see_tokens,
        name="token_revoke",
        methods=("POST",),
    ),
]
