"""Bytes to a thousand screens: HTTP heads, polling, WebSockets and news; the only package that knows eventlet."""
