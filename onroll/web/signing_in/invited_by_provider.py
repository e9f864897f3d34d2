"""Which invited person an OpenID Connect provider vouches for."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount, SocialLogin

from onroll.web.access.models import User


def invited(login: SocialLogin) -> User:
    """The person with an open account whom a provider has just named.

    The first time it is by an address that counts as verified; from then on by the provider's own
    lasting name for them, which no change of address carries to somebody else. An address that the
    provider gave to one person and now gives to another opens nobody's account. Raises
    `User.DoesNotExist`.
    """
    if login.is_existing:
        return User.objects.get(pk=login.user.pk)
    verified = {each.email.strip().lower() for each in login.email_addresses if each.verified}
    user = User.objects.get(email__in=verified, is_active=True)
    if SocialAccount.objects.filter(user=user.pk, provider=login.account.provider).exists():
        raise User.DoesNotExist
    return user
