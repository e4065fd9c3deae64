"""Finding an account by employee number and password."""

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from xinqiao.ground.identity.models import Account
from xinqiao.ground.identity.queries import account_of, may_enter
from xinqiao.kit.clock import now, today


class ByNumber(BaseBackend):
    """Checks the password only; lock-out and its sentences belong to `actions.check_sign_in`."""

    def authenticate(
        self, request: HttpRequest | None, number: str = "", password: str = "", **_: object
    ) -> Account | None:
        account = account_of(number)
        if account is None or not may_enter(account, on=today(now())):
            Account().set_password(password)  # as slow as a wrong password: nobody learns which numbers exist
            return None
        return account if account.check_password(password) else None

    def get_user(self, user_id: int) -> Account | None:
        return Account.objects.filter(pk=user_id, activated_at__isnull=False).first()
