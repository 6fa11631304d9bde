"""Bytes to a thousand screens: HTTP heads, polling, WebSockets and news.

With `server.py` and `wsgi.py` it is the only code that knows eventlet.
"""
