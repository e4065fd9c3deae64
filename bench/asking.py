"""What is asked of the product: pages with the cookie of a signed-in device, and the form by which an appeal is filed."""

from __future__ import annotations

import http.client
import re
import secrets
from collections.abc import Callable

from bench.client import WrongAnswer, request

FORM = "/appeals/new/"
BOUNDARY = "----WebKitFormBoundaryXinqiaoBench0"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


def page(path: str, *, cookie: str) -> Callable[[int], bytes]:
    """The same page again and again."""
    asked = request(path, cookies={"sessionid": cookie})
    return lambda number: asked


def form_token(port: int, *, cookie: str) -> tuple[str, str]:
    """Open the form as a browser does; return the cookie against forgery and the token in the form."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    link.request("GET", FORM, headers={"Cookie": f"sessionid={cookie}"})
    answer = link.getresponse()
    text = answer.read().decode()
    found = _TOKEN.search(text)
    kept = re.search(r"csrftoken=(\w+)", " ".join(answer.headers.get_all("Set-Cookie", [])))
    link.close()
    if not found or not kept:
        raise WrongAnswer(f"no form: {answer.status} {text[:500]}")
    return kept[1], found[1]


def appeal(number: int, *, token: str, mark: str) -> bytes:
    """The body a browser sends: three fields, the token, and no photo. No two are alike."""
    fields = {
        "csrfmiddlewaretoken": token,
        "words": f"第{number}次（{mark}）：夜班班车最近老是晚点，赶不上交接班，我们班上十几个人都遇到过，请帮着问一问。",
        "topic": "daily_life",
        "privacy": "named",
    }
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    photo = 'Content-Disposition: form-data; name="photo"; filename=""\r\nContent-Type: application/octet-stream'
    return "".join([*parts, f"--{BOUNDARY}\r\n{photo}\r\n\r\n\r\n--{BOUNDARY}--\r\n"]).encode()


def appeals(port: int, *, members: list[str]) -> Callable[[int], bytes]:
    """Appeals of many members in turn, each through a form that was opened first."""
    kept, token = form_token(port, cookie=members[0])
    mark = secrets.token_hex(3)  # another run with the same words would be a second tap

    def make(number: int) -> bytes:
        cookies = {"csrftoken": kept, "sessionid": members[number % len(members)]}
        return request(FORM, cookies=cookies, body=appeal(number, token=token, mark=mark), kind=MULTIPART)

    return make


def raw_appeal(number: int) -> bytes:
    """The same job for the ceiling: the words, and who says them."""
    words = f"第{number}次：夜班班车最近老是晚点，赶不上交接班，我们班上十几个人都遇到过，请帮着问一问。"
    body = f"words={words}&by={1 + number % 1000}".encode()
    return request("/intake", body=body, kind="application/x-www-form-urlencoded")


def raw_queue(number: int) -> bytes:
    """The queue of the ceiling."""
    return request("/queue")
