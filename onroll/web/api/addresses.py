"""Where something may be told by webhook: an address of the internet, over TLS, and none of ours.

A name is resolved at every delivery, each address that comes of it is judged, and the connection is
made to the one that was judged: a name that means another place a moment later leads nowhere else.
"""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPConnection, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import SplitResult, urlsplit

WAITS: Final = 10
"""Seconds to connect, and to each part of an answer."""

LEADS_INSIDE: Final = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")))
"""Addresses of version 6 in which one of version 4 is packed, which a network may unpack."""


class NotAllowed(Exception):
    """Nothing is told at the address. The message says why, in words."""


def parts_of(address: str) -> SplitResult:
    """The parts of an address at which something may be told. Raises `NotAllowed`."""
    try:
        parts = urlsplit(address)
        named, _ = parts.hostname, parts.port
    except ValueError:
        raise NotAllowed("The address cannot be read. Enter one such as https://…") from None
    if parts.scheme != "https" or not named:
        raise NotAllowed("The address must begin with https:// and name a host")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise NotAllowed("The address must have no name, no password and no #")
    if not address.isascii() or any(sign <= " " or sign == "\x7f" for sign in address):
        raise NotAllowed("The address must have no space, and no letter outside a to z")
    try:
        judge(named)
    except ValueError:
        return parts  # a name: judged when it is resolved
    return parts


def judge(address: str) -> IPv4Address | IPv6Address:
    """The address, if it is of the internet. Raises `NotAllowed`, and ValueError for none."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    inside = isinstance(found, IPv6Address) and any(found in net for net in LEADS_INSIDE)
    if inside or not found.is_global or found.is_multicast:
        raise NotAllowed("The address leads to a private network, to this machine or to nowhere")
    return found


def connect(address: str) -> HTTPConnection:
    """A connection to where something is told, to be closed by who asks. Raises `NotAllowed`, and
    OSError where there is no way there."""
    parts = parts_of(address)
    assert parts.hostname
    port = parts.port or 443
    told = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    judged = [judge(str(each[4][0])) for each in told]
    connection = HTTPSConnection(parts.hostname, port, timeout=WAITS)
    plain = socket.create_connection((str(judged[0]), port), WAITS)
    try:
        context = ssl.create_default_context()
        connection.sock = context.wrap_socket(plain, server_hostname=parts.hostname)
    except BaseException:
        plain.close()
        raise
    return connection
