from xinqiao.ground.inbox import rules
from xinqiao.ground.inbox.views import channels, own, paper
from xinqiao.kit.gate import page

BOTH, DEED = ("GET", "POST"), ("POST",)
read, keep, carry, admin = rules.see_own_messages, rules.keep_own_addresses, rules.carry_word, rules.keep_channels
WAY, CHANNEL = "my/notify/<str:channel>/", "desk/channels/<str:channel>/"

urlpatterns = [
    page("my/messages/", own.message_list, rule=read, name="message_list"),
    page("my/messages/read/", own.messages_read, rule=read, name="messages_read", methods=DEED),
    page("my/messages/<int:message>/", own.message_open, rule=read, name="message_open"),
    page("my/notify/", own.address_list, rule=keep, name="address_list"),
    page("my/notify/paper/", own.paper_ask, rule=keep, name="paper_ask", methods=DEED),
    page(WAY, own.address_set, rule=keep, name="address_set", methods=BOTH),
    page(WAY + "confirm/", own.address_confirm, rule=keep, name="address_confirm", methods=DEED),
    page(WAY + "withdraw/", own.address_withdraw, rule=keep, name="address_withdraw", methods=DEED),
    page("desk/errands/", paper.errands, rule=carry, name="errands"),
    page("desk/errands/<int:recipient>/done/", paper.errand_done, rule=carry, name="errand_done", methods=DEED),
    page("desk/channels/", channels.channels, rule=admin, name="channels"),
    page(CHANNEL, channels.channel_set, rule=admin, name="channel_set", methods=BOTH),
    page(CHANNEL + "switch/", channels.channel_switch, rule=admin, name="channel_switch", methods=DEED),
]
