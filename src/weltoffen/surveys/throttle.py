"""How many answers come from one connection within an hour. Kept in memory only, and forgotten with the hour.

An address is never kept: a checksum of it stands for it, under a key by chance that lives as long as the hour. Each
process of the server counts for itself; a town hall whose people share one address has room enough.
"""

import hmac
import secrets
from collections import Counter
from datetime import datetime
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from weltoffen.foundation import clock

MOST_IN_AN_HOUR = 60
PREFIX_OF_A_HOUSEHOLD = 64


class Throttle:
    """Counts within the present hour, or within the present minutes of which an hour has a whole number."""

    def __init__(self, most: int = MOST_IN_AN_HOUR, minutes: int = 60) -> None:
        self._most, self._minutes = most, minutes
        self._lock = Lock()
        self._period: datetime | None = None
        self._forget()

    def allows(self, address: str) -> bool:
        """Count one more from this address, unless there were too many."""
        now = clock.now().replace(second=0, microsecond=0)
        period = now.replace(minute=now.minute // self._minutes * self._minutes)
        with self._lock:
            if period != self._period:
                self._period = period
                self._forget()
            name = hmac.digest(self._key, _household(address).encode(), sha256)
            if self._counts[name] >= self._most:
                return False
            self._counts[name] += 1
            return True

    def _forget(self) -> None:
        self._key = secrets.token_bytes(32)
        self._counts: Counter[bytes] = Counter()


def _household(address: str) -> str:
    """One connection has very many addresses of the newer kind."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    is_new = isinstance(found, IPv6Address)
    return str(ip_network(f"{found}/{PREFIX_OF_A_HOUSEHOLD}", strict=False)) if is_new else str(found)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as the proxies in front of the server say that we trust."""
    return str(get_adapter(request).get_client_ip(request))


THROTTLE = Throttle()
