from xinqiao.domains.service.extensions import rules
from xinqiao.domains.service.extensions.views import asking, keeping, signing
from xinqiao.kit.gate import page

BOTH, DEED = ("GET", "POST"), ("POST",)
AT, WAY = "desk/extensions/<int:extension>/", "desk/extensions/route/"
see, sign, own, scan = rules.see_extension, rules.sign_extension, rules.own_extension, rules.scan_extension
keep, hold = rules.keep_route, rules.hold_office

urlpatterns = [
    page(
        "desk/appeals/<int:appeal>/extension/", asking.extension_ask, rule=rules.ask_extension, name="extension_ask",
        methods=BOTH,
    ),
    page("desk/extensions/", signing.extensions, rule=see, name="extensions"),
    page("desk/extensions/sign/", signing.extensions_sign, rule=sign, name="extensions_sign", methods=DEED),
    page(AT, signing.extension, rule=see, name="extension"),
    page(AT + "sign/", signing.extension_sign, rule=sign, name="extension_sign", methods=DEED),
    page(AT + "mend/", asking.extension_mend, rule=own, name="extension_mend", methods=BOTH),
    page(AT + "withdraw/", asking.extension_withdraw, rule=own, name="extension_withdraw", methods=DEED),
    page(AT + "print/", signing.extension_print, rule=see, name="extension_print"),
    page(AT + "scan/", signing.extension_scan, rule=scan, name="extension_scan", methods=BOTH),
    page(AT + "scan/photo/", signing.extension_scan_photo, rule=see, name="extension_scan_photo"),
    page(WAY, keeping.extension_route, rule=hold, name="extension_route"),
    page(WAY + "new/", keeping.extension_route_new, rule=keep, name="extension_route_new", methods=BOTH),
    page(WAY + "freeze/", keeping.extension_freeze, rule=keep, name="extension_freeze", methods=BOTH),
    page(
        WAY + "freezes/<int:freeze>/lift/", keeping.extension_freeze_lift, rule=keep, name="extension_freeze_lift",
        methods=DEED,
    ),
    page("desk/delegations/", keeping.delegations, rule=hold, name="delegations", methods=BOTH),
    page(
        "desk/delegations/<int:delegation>/end/", keeping.delegation_end, rule=rules.end_lending, name="delegation_end",
        methods=DEED,
    ),
]  # fmt: skip
