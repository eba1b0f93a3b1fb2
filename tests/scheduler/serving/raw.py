"""Requests as bytes, for what no proper client sends."""

from __future__ import annotations

import socket


def ask(port: int, request: bytes, seconds: float = 30.0) -> bytes:
    """Send bytes, and return all that comes back until the server hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.sendall(request)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)
