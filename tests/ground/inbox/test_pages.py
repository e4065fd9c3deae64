"""The pages of the inbox: the member's list, the ways of being told, the slips of the group leader, the channels."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast
from tests.ground.inbox.mail import PRIVATE, Rung, asked, opened, sent
from xinqiao.ground.inbox import queries
from xinqiao.ground.inbox.actions import addresses
from xinqiao.ground.inbox.models import Address, Channel, Message
from xinqiao.ground.tasks.models import Task
from xinqiao.kit.clock import now

pytestmark = pytest.mark.django_db


def page(cast: Cast, who: str, name: str, *, query: str = "", status: int = 200, **nouns: Any) -> str:
    answered = cast.client(who).get(reverse(name, kwargs=nouns) + query)
    assert answered.status_code == status
    return answered.content.decode()


def post(cast: Cast, who: str, name: str, *, data: dict[str, Any] | None = None, **nouns: Any) -> Any:
    return cast.client(who).post(reverse(name, kwargs=nouns), data or {})


def follow(cast: Cast, who: str, name: str, *, data: dict[str, Any] | None = None, **nouns: Any) -> str:
    answered = cast.client(who).post(reverse(name, kwargs=nouns), data or {}, follow=True)
    assert answered.status_code == 200
    return answered.content.decode()


def test_the_list_marks_nothing_and_the_bell_counts(cast: Cast) -> None:
    row = sent(cast)
    text = page(cast, "wei", "message_list")
    assert "书屋周六开门" in text
    assert "1 条未读" in text
    assert 'class="fresh"' in text
    row.refresh_from_db()
    assert row.read_at is None
    assert "1 条未读" in page(cast, "wei", "home")


def test_a_sealed_message_looks_like_one_that_was_read(cast: Cast) -> None:
    sent(cast, sealed=True)
    text = page(cast, "wei", "message_list")
    assert "书屋周六开门" in text
    assert "未读" not in text
    assert 'class="fresh"' not in text
    assert "全部已读" not in text


def test_opening_goes_where_it_stands_and_marks_it(cast: Cast) -> None:
    row, bare = sent(cast), sent(cast, address="")
    for one, address in ((row, "/my/"), (bare, reverse("message_list"))):
        answered = cast.client("wei").get(reverse("message_open", kwargs={"message": one.pk}))
        assert (answered.status_code, answered["Location"]) == (303, address)
        one.refresh_from_db()
        assert one.read_how == "screen"
    assert "未读" not in page(cast, "wei", "message_list")


def test_an_address_that_leads_elsewhere_is_not_followed(cast: Cast) -> None:
    row = sent(cast)
    Message.objects.update(address="//elsewhere.example/")
    answered = cast.client("wei").get(reverse("message_open", kwargs={"message": row.pk}))
    assert answered["Location"] == "/"


@pytest.mark.parametrize("who", ["chen", "ding", "gu", "wen", "yu", "privacy"])
def test_another_persons_message_is_not_there(cast: Cast, who: str) -> None:
    row = sent(cast)
    page(cast, who, "message_open", message=row.pk, status=404)
    assert "书屋周六开门" not in page(cast, who, "message_list")
    row.refresh_from_db()
    assert row.read_at is None


def test_all_read(cast: Cast) -> None:
    sent(cast)
    sent(cast)
    text = follow(cast, "wei", "messages_read")
    assert "未读" not in text
    assert "全部已读" not in text
    assert not Message.objects.filter(read_at__isnull=True).exists()


def test_an_officer_reads_at_the_desk(cast: Cast) -> None:
    sent(cast, "song")
    text = page(cast, "song", "message_list")
    assert '<nav class="column"' in text
    assert "1 条未读" in text
    assert "1 条未读" in page(cast, "song", "desk")


def test_an_empty_list_says_what_will_come(cast: Cast) -> None:
    assert "还没有消息" in page(cast, "wei", "message_list")


@pytest.mark.parametrize("query", ["?before=x", "?before=99999999999999999999"])
def test_a_strange_address_shows_the_first_page(cast: Cast, query: str) -> None:
    sent(cast)
    assert "书屋周六开门" in page(cast, "wei", "message_list", query=query)


def test_earlier_ones_stand_on_the_next_page(cast: Cast) -> None:
    for n in range(queries.PAGE + 1):
        sent(cast, title=f"第{n}条消息")
    text = page(cast, "wei", "message_list")
    assert "第0条消息" not in text
    before = Message.objects.order_by("-id")[queries.PAGE - 1].pk
    assert f"?before={before}" in text
    assert "第0条消息" in page(cast, "wei", "message_list", query=f"?before={before}")


# Being told outside.


def test_without_channels_the_page_says_so_and_offers_paper(cast: Cast) -> None:
    text = page(cast, "wei", "address_list")
    assert "工会还没有开通短信和邮件" in text
    assert "只有“您有一条新消息”" in text
    assert "请小组长捎话" in text


def test_one_asks_confirms_and_takes_it_back(cast: Cast, rung: Rung) -> None:
    opened(cast)
    assert "还没有开" in page(cast, "wei", "address_list")
    assert "邮箱" in page(cast, "wei", "address_set", channel="email")
    data = {"value": " wei@example.cn ", "wanted": "digest"}
    assert "收到了回来点确认" in follow(cast, "wei", "address_set", data=data, channel="email")
    assert "等您确认" in page(cast, "wei", "address_list")
    assert 'value="wei@example.cn"' in page(cast, "wei", "address_set", channel="email")
    assert "确认过了" in follow(cast, "wei", "address_confirm", channel="email")
    assert "记好了" in follow(cast, "wei", "address_set", data=data | {"wanted": "each"}, channel="email")
    assert "以后不再这样告诉您" in follow(cast, "wei", "address_withdraw", channel="email")
    assert Address.objects.get().value == ""
    assert Task.objects.count() == 1  # the one that tried the address


@pytest.mark.parametrize(
    ("channel", "value", "words"),
    [
        ("email", "nobody", "这不像一个邮箱地址"),
        ("sms", "12345", "这是服务热线"),
        ("sms", "13800138000", "对不上"),
        ("wecom", "a b", "六位以上"),
        ("wecom", "键键键键键键键", "六位以上"),
    ],
)
def test_what_cannot_be_an_address_stands_beside_the_field(cast: Cast, channel: str, value: str, words: str) -> None:
    from xinqiao.ground.inbox.words import EXAMPLES

    opened(cast, channel, url=EXAMPLES[channel])
    answered = post(cast, "wei", "address_set", data={"value": value, "wanted": "each"}, channel=channel)
    assert answered.status_code == 422
    assert words in answered.content.decode()
    assert not Address.objects.exists()


def test_a_receiving_code_is_taken_without_spaces(cast: Cast) -> None:
    opened(cast, "wecom", url="wecombot://{to}")
    follow(cast, "wei", "address_set", data={"value": "693a91f6 7xxx-4bc4", "wanted": "each"}, channel="wecom")
    assert Address.objects.get().value == "693a91f67xxx-4bc4"


@pytest.mark.parametrize("name", ["address_set", "address_withdraw"])
def test_a_way_there_is_not_is_not_there(cast: Cast, name: str) -> None:
    assert post(cast, "wei", name, channel="pager").status_code == 404


def test_nothing_to_confirm_is_answered_in_words(cast: Cast) -> None:
    answered = post(cast, "wei", "address_confirm", channel="email")
    assert answered.status_code == 422
    assert "没有等您确认的地址" in answered.content.decode()


def test_one_asks_for_paper_and_not_any_more(cast: Cast) -> None:
    assert "没看的消息由小组长捎给您" in follow(cast, "wei", "paper_ask")
    assert "不用捎了" in page(cast, "wei", "address_list")
    assert "请小组长捎话" in follow(cast, "wei", "address_withdraw", channel="paper")


# On paper.


def test_a_slip_says_how_much_and_names_only_what_is_plain(cast: Cast) -> None:
    sent(cast, "alat", title="书屋周六开门")
    sent(cast, "alat", title="食堂的诉求有了答复", kind=PRIVATE)
    text = page(cast, "ding", "errands")
    assert "阿拉腾乌力吉" in text
    assert "您有 2 条消息" in text
    assert "书屋周六开门" in text
    assert "食堂的诉求有了答复" not in text
    assert "上午九点到十一点" not in text  # the line never stands on paper
    assert "另有 1 条，请到工会窗口或拨热线" in text


def test_a_slip_with_nothing_to_name_says_where_to_ask(cast: Cast) -> None:
    sent(cast, "alat", kind=PRIVATE)
    text = page(cast, "ding", "errands")
    assert "请到工会窗口或拨热线" in text
    assert "另有" not in text


def test_the_leader_ticks_what_was_brought(cast: Cast) -> None:
    row = sent(cast, "alat")
    text = follow(cast, "ding", "errand_done", data={"upto": row.pk}, recipient=cast.people["alat"].pk)
    assert "记好了，捎到了。" in text
    assert "现在没有要捎的话" in text
    row.refresh_from_db()
    assert row.read_how == "paper"


def test_a_tick_of_an_old_page_is_answered_in_words(cast: Cast) -> None:
    row = sent(cast, "alat")
    alat = cast.people["alat"].pk
    assert "这一页放久了" in follow(cast, "ding", "errand_done", recipient=alat)
    post(cast, "ding", "errand_done", data={"upto": row.pk}, recipient=alat)
    again = post(cast, "ding", "errand_done", data={"upto": row.pk}, recipient=alat)
    assert again.status_code == 422
    assert "已经捎到过" in again.content.decode()


@pytest.mark.parametrize(("who", "status"), [("gong", 403), ("luo", 403), ("wen", 403), ("yu", 403), ("chen", 403)])
def test_the_list_is_the_group_leaders(cast: Cast, who: str, status: int) -> None:
    page(cast, who, "errands", status=status)


def test_another_teams_person_is_not_there(cast: Cast) -> None:
    row = sent(cast, "lin")
    assert post(cast, "ding", "errand_done", data={"upto": row.pk}, recipient=cast.people["lin"].pk).status_code == 404


def test_a_long_list_leads_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SLIPS", 1)
    sent(cast, "alat", "wei")
    first = page(cast, "ding", "errands")
    after = cast.people["wei"].number
    assert "魏立冬" in first and "阿拉腾" not in first
    assert f"?after={after}" in first
    assert "阿拉腾" in page(cast, "ding", "errands", query=f"?after={after}")


# Channels.


def test_the_administrator_writes_an_address_and_never_sees_it_again(cast: Cast) -> None:
    assert page(cast, "yu", "channels").count("关着") == 6
    assert "{to}" in page(cast, "yu", "channel_set", channel="email")
    url = "mailtos://xinqiao:s3cret@mail.example.cn?to={to}"
    text = follow(cast, "yu", "channel_set", data={"url": url}, channel="email")
    assert "mailtos://••••••" in text
    assert "s3cret" not in text
    assert "s3cret" not in page(cast, "yu", "channel_set", channel="email")
    assert "开通了" in follow(cast, "yu", "channel_switch", data={"on": "1"}, channel="email")
    assert Channel.objects.get().switched_on
    assert "关掉了" in follow(cast, "yu", "channel_switch", data={"on": "0"}, channel="email")
    assert not Channel.objects.get().switched_on


def test_an_address_that_will_not_do_stands_beside_the_field(cast: Cast) -> None:
    answered = post(cast, "yu", "channel_set", data={"url": "https://sms.example.cn"}, channel="sms")
    assert answered.status_code == 422
    assert "json://、jsons://、form://、forms://" in answered.content.decode()
    assert post(cast, "yu", "channel_set", channel="sms").status_code == 422


@pytest.mark.parametrize("name", ["channel_set", "channel_switch"])
def test_a_channel_there_is_not_is_not_there(cast: Cast, name: str) -> None:
    assert post(cast, "yu", name, channel="paper").status_code == 404


def test_an_empty_channel_is_not_opened(cast: Cast) -> None:
    answered = post(cast, "yu", "channel_switch", data={"on": "1"}, channel="email")
    assert answered.status_code == 422
    assert "还没有填渠道地址" in answered.content.decode()


@pytest.mark.parametrize("who", ["chen", "wen", "hao", "an", "privacy"])
def test_channels_are_the_administrators(cast: Cast, who: str) -> None:
    page(cast, who, "channels", status=403)


def test_the_administrator_sees_nobodys_wish(cast: Cast) -> None:
    opened(cast)
    asked(cast)
    addresses.ask_for_paper(by=cast.viewer("alat"), at=now())
    text = page(cast, "yu", "channels")
    assert "wei@example.cn" not in text
    assert "魏立冬" not in text
