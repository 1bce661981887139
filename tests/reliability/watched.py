"""Runs gpkit, and keeps it from the network: ``python watched.py NOTES ARGUMENTS...``

What it asks of the network fails and is noted, in this process and in those that it forks.
"""

import os
import sys

ASKS = {
    "socket.connect": 1,  # the argument that names the other side
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
    "urllib.Request": 0,
    "http.client.connect": 1,
    "ftplib.connect": 1,
    "smtplib.connect": 1,
    "webbrowser.open": 0,
}


class AsksTheNetwork(BaseException):
    """No library catches it and goes on."""


# Commands that serve this machine talk to it; names are looked up nowhere.
OURS = ("127.0.0.1", "::1")
LOOKS_UP = ("socket.gethostbyname", "socket.gethostbyaddr")


def is_ours(event, asked):
    return event not in LOOKS_UP and (asked[0] if isinstance(asked, tuple) else asked) in OURS


def watch(notes):
    handle = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def hook(event, arguments):
        if event in ASKS and not is_ours(event, arguments[ASKS[event]]):
            os.write(handle, f"{event} {arguments[ASKS[event]]!r}\n".encode())
            raise AsksTheNetwork(event)

    sys.addaudithook(hook)


if __name__ == "__main__":
    watch(sys.argv[1])
    sys.argv = ["gpkit", *sys.argv[2:]]
    from gpkit.__main__ import main

    main()
